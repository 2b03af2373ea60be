package org.openvz.vzstats.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.openvz.vzstats.report.InvalidReportException.Kind;

/**
 * Reads a report of anybody, and takes nothing on trust: limits hold while it streams, whatever its headers claim; only regular files
 * with plain names; exactly the files of its manifest, with their hashes; and nothing after its end.
 */
public final class ReportReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}\\.json");
    /** Blocks of one record each: the library would skip the rest of a larger block unread at the end. */
    private static final int RECORD = 512;

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ReportReader() {}

    /**
     * Reads a report.
     *
     * @param packed all its bytes
     * @throws InvalidReportException if it is none
     */
    public static ReceivedReport read(byte[] packed) throws InvalidReportException {
        if (packed.length > ReportLimits.PACKED_BYTES) {
            throw new InvalidReportException(Kind.TOO_LARGE, "larger than 256 KiB");
        }
        if (packed.length < 2 || (packed[0] & 0xff) != 0x1f || (packed[1] & 0xff) != 0x8b) {
            throw new InvalidReportException(Kind.NOT_GZIP, "not gzip");
        }
        SortedMap<String, byte[]> files = unpack(packed);
        byte[] manifestFile = files.remove(Manifest.FILE);
        if (manifestFile == null) {
            throw malformed("no manifest.json");
        }
        Manifest manifest = manifest(text(manifestFile));
        return new ReceivedReport(manifest, contents(manifest, files));
    }

    /**
     * {@return the files of a report exactly as they are in it, the manifest among them: name to text}
     *
     * @param packed all its bytes
     * @throws InvalidReportException if it is none
     */
    public static SortedMap<String, String> files(byte[] packed) throws InvalidReportException {
        SortedMap<String, String> files = new TreeMap<>();
        read(packed).contents().forEach((collector, text) -> files.put(collector + ".json", text));
        files.put(Manifest.FILE, text(unpack(packed).getOrDefault(Manifest.FILE, new byte[0])));
        return files;
    }

    private static SortedMap<String, byte[]> unpack(byte[] packed) throws InvalidReportException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (BoundedStream unpacked = new BoundedStream(GzipCompressorInputStream.builder()
                        .setInputStream(new ByteArrayInputStream(packed))
                        .setDecompressConcatenated(true)
                        .get());
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(unpacked, RECORD, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                check(entry, files);
                files.put(entry.getName(), tar.readAllBytes());
            }
            // Padding is zeros; the bound holds for it too.
            if (hasMore(unpacked)) {
                throw malformed("something after the end of the tar");
            }
            return files;
        } catch (InvalidReportException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The library answers some broken headers with unchecked exceptions: they are the sender's fault all the
            // same.
            throw malformed("no whole gzip tar");
        }
    }

    private static void check(TarArchiveEntry entry, Map<String, byte[]> files) throws InvalidReportException {
        boolean regular =
                entry.getLinkFlag() == TarArchiveEntry.LF_NORMAL || entry.getLinkFlag() == TarArchiveEntry.LF_OLDNORM;
        if (!regular || entry.isSparse() || entry.getName().endsWith("/")) {
            throw malformed("an entry that is no regular file");
        }
        if (!NAME.matcher(entry.getName()).matches()) {
            throw malformed("an entry whose name is no file of a report");
        }
        if (files.containsKey(entry.getName())) {
            throw malformed("two entries of one name");
        }
        if (files.size() == ReportLimits.ENTRIES) {
            throw new InvalidReportException(Kind.TOO_LARGE, "more than 64 entries");
        }
    }

    private static boolean hasMore(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Manifest manifest(String text) throws InvalidReportException {
        try {
            JsonNode json = SectionJson.MAPPER.readTree(text);
            List<Manifest.Entry> entries = new ArrayList<>();
            for (JsonNode entry : json.path("sections")) {
                entries.add(new Manifest.Entry(
                        text(entry.path("collector")), number(entry.path("revision")), text(entry.path("sha256"))));
            }
            if (!json.path("sections").isArray()) {
                throw malformed("manifest: sections are missing");
            }
            return new Manifest(
                    number(json.path("format")),
                    uuid(text(json.path("report"))),
                    text(json.path("client")),
                    LocalDate.parse(text(json.path("day"))),
                    entries);
        } catch (InvalidReportException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        } catch (IOException | DateTimeException e) {
            throw malformed("manifest: cannot be read");
        }
    }

    private static int number(JsonNode json) {
        if (!json.isInt()) {
            throw new IllegalArgumentException("manifest: a number is missing or none");
        }
        return json.intValue();
    }

    /** {@return the text, and no number or null turned into one} */
    private static String text(JsonNode json) {
        return json.isTextual() ? json.textValue() : "";
    }

    private static UUID uuid(String text) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("manifest: report is no UUID");
        }
        return UUID.fromString(text);
    }

    private static SortedMap<String, String> contents(Manifest manifest, SortedMap<String, byte[]> files)
            throws InvalidReportException {
        SortedMap<String, String> contents = new TreeMap<>();
        for (Manifest.Entry entry : manifest.sections()) {
            byte[] content = files.remove(entry.file());
            if (content == null) {
                throw malformed("a section of the manifest is missing, or is there twice");
            }
            if (!ReportFiles.sha256(content).equals(entry.sha256())) {
                throw malformed("a section does not match its hash");
            }
            contents.put(entry.collector(), text(content));
        }
        if (!files.isEmpty()) {
            throw malformed("a file that the manifest does not name");
        }
        return contents;
    }

    private static String text(byte[] bytes) throws InvalidReportException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("a file that is no UTF-8");
        }
    }

    private static InvalidReportException malformed(String what) {
        return new InvalidReportException(Kind.MALFORMED, what);
    }

    /** Ends the unpacking of whatever unpacks to more than a report may. */
    private static final class BoundedStream extends InputStream {

        private final InputStream in;
        private long left = ReportLimits.UNPACKED_BYTES;

        BoundedStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                left -= read;
            }
            if (left < 0) {
                throw new InvalidReportException(Kind.TOO_LARGE, "unpacks to more than 4 MiB");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
