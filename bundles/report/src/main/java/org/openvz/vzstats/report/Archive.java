package org.openvz.vzstats.report;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.openvz.vzstats.report.InvalidReportException.Kind;

/**
 * Unpacks a gzip tar of anybody, in memory: its {@link ReportLimits} hold while it streams, whatever its headers claim; only regular files
 * and directories; no name twice; and nothing after its end.
 */
public final class Archive {

    /** Blocks of one record each: the library would skip the rest of a larger block unread at the end. */
    private static final int RECORD = 512;

    private static final int BUFFER = 16 * 1024;

    private Archive() {}

    /** Decides on the entries by their names. */
    @FunctionalInterface
    public interface Names {

        /**
         * {@return the name under which to keep a file; empty to pass over it, as over every directory}
         *
         * @throws InvalidReportException if there must be no such entry
         */
        Optional<String> keep(String name, boolean directory) throws InvalidReportException;
    }

    /**
     * {@return the files that are kept}
     *
     * @param packed all its bytes
     * @param limits what it may be at the most
     * @throws InvalidReportException if it is no such archive; the message is of fixed words
     */
    public static SortedMap<String, byte[]> unpack(byte[] packed, ReportLimits limits, Names names)
            throws InvalidReportException {
        if (packed.length > limits.packed()) {
            throw new InvalidReportException(Kind.TOO_LARGE, "larger than " + limits.packed() + " bytes");
        }
        if (packed.length < 2 || (packed[0] & 0xff) != 0x1f || (packed[1] & 0xff) != 0x8b) {
            throw new InvalidReportException(Kind.NOT_GZIP, "not gzip");
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        // Buffered: the tar is read by records, and each call of the inflater has its price.
        try (InputStream unpacked = new BufferedInputStream(
                        new BoundedStream(
                                GzipCompressorInputStream.builder()
                                        .setInputStream(new ByteArrayInputStream(packed))
                                        .setDecompressConcatenated(true)
                                        .get(),
                                limits.unpacked()),
                        BUFFER);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(unpacked, RECORD, StandardCharsets.UTF_8.name())) {
            int entries = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Optional<String> name = names.keep(entry.getName(), isDirectory(entry));
                if (name.isPresent() && files.containsKey(name.get())) {
                    throw malformed("two entries of one name");
                }
                if (entries == limits.entries()) {
                    throw new InvalidReportException(Kind.TOO_LARGE, "more than " + entries + " entries");
                }
                entries++;
                if (name.isPresent()) {
                    files.put(name.get(), tar.readNBytes((int) Math.min(entry.getSize(), limits.unpacked())));
                }
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

    private static boolean isDirectory(TarArchiveEntry entry) throws InvalidReportException {
        boolean directory = entry.getLinkFlag() == TarArchiveEntry.LF_DIR
                && entry.getSize() == 0
                && entry.getName().endsWith("/");
        boolean regular =
                entry.getLinkFlag() == TarArchiveEntry.LF_NORMAL || entry.getLinkFlag() == TarArchiveEntry.LF_OLDNORM;
        if (directory) {
            return true;
        }
        if (!regular || entry.isSparse() || entry.getName().endsWith("/")) {
            throw malformed("an entry that is no regular file");
        }
        return false;
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

    private static InvalidReportException malformed(String what) {
        return new InvalidReportException(Kind.MALFORMED, what);
    }

    /** Ends the unpacking of whatever unpacks to more than a report may. */
    private static final class BoundedStream extends InputStream {

        private final InputStream in;
        private final int most;
        private long left;

        BoundedStream(InputStream in, int most) {
            this.in = in;
            this.most = most;
            this.left = most;
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
                throw new InvalidReportException(Kind.TOO_LARGE, "unpacks to more than " + most + " bytes");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
