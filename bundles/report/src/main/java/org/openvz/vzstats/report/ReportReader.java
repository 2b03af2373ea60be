package org.openvz.vzstats.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.openvz.vzstats.report.InvalidReportException.Kind;

/**
 * Reads a report of anybody, and takes nothing on trust: limits hold while it streams, whatever its headers claim; only regular files
 * with plain names; exactly the files of its manifest, with their hashes; and nothing after its end.
 */
public final class ReportReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}\\.json");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ReportReader() {}

    /**
     * Reads a report.
     *
     * @param packed all its bytes
     * @throws InvalidReportException if it is none
     */
    public static ReceivedReport read(byte[] packed) throws InvalidReportException {
        return read(packed, ReportLimits.FORMAT);
    }

    /**
     * Reads a report that may be less than others.
     *
     * @param packed all its bytes
     * @param limits what it may be at the most
     * @throws InvalidReportException if it is none
     */
    public static ReceivedReport read(byte[] packed, ReportLimits limits) throws InvalidReportException {
        SortedMap<String, byte[]> files = unpack(packed, limits);
        return report(manifestIn(files), files);
    }

    /**
     * {@return the files of a report exactly as they are in it, the manifest among them: name to text}
     *
     * @param packed all its bytes
     * @throws InvalidReportException if it is none
     */
    public static SortedMap<String, String> files(byte[] packed) throws InvalidReportException {
        SortedMap<String, byte[]> unpacked = unpack(packed, ReportLimits.FORMAT);
        String manifest = manifestIn(unpacked);
        SortedMap<String, String> files = new TreeMap<>();
        report(manifest, unpacked).contents().forEach((collector, text) -> files.put(collector + ".json", text));
        files.put(Manifest.FILE, manifest);
        return files;
    }

    /** Takes the manifest out of the files. */
    private static String manifestIn(SortedMap<String, byte[]> files) throws InvalidReportException {
        byte[] manifest = files.remove(Manifest.FILE);
        if (manifest == null) {
            throw malformed("no manifest.json");
        }
        return text(manifest);
    }

    /** {@return the report of a manifest and of the other files, which are exactly those that it names} */
    private static ReceivedReport report(String manifestText, SortedMap<String, byte[]> files)
            throws InvalidReportException {
        Manifest manifest = manifest(manifestText);
        return new ReceivedReport(manifest, contents(manifest, files));
    }

    private static SortedMap<String, byte[]> unpack(byte[] packed, ReportLimits limits) throws InvalidReportException {
        return Archive.unpack(packed, limits, (name, directory) -> {
            if (directory) {
                throw malformed("an entry that is no regular file");
            }
            if (!NAME.matcher(name).matches()) {
                throw malformed("an entry whose name is no file of a report");
            }
            return Optional.of(name);
        });
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
}
