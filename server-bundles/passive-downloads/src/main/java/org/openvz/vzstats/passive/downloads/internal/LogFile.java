package org.openvz.vzstats.passive.downloads.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * A file of a log, plain or compressed, whatever it is called: a log that is rotated or compressed stays the same log, since it is known by
 * the beginning of its name and its first line.
 */
final class LogFile {

    /** So many lines are tried before something is no access log. */
    private static final int TRIED = 100;

    private static final int BUFFER = 64 * 1024;
    private static final int XZ_KIB = 64 * 1024;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] BZIP2 = {'B', 'Z', 'h'};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    /** What rotation puts behind the name: access.log.1, access.log.2.gz, access.log-20260310.xz. */
    private static final Pattern ROTATED = Pattern.compile("([.-]\\d{1,14})?(\\.(gz|bz2|xz|zst))?$");

    private final Path file;

    LogFile(Path file) {
        this.file = file;
    }

    /** {@return the name of the log, by which it is known wherever it goes; empty if this is no access log, or nothing yet} */
    Optional<String> log() throws IOException {
        try (Opened opened = open()) {
            LogLines lines = new LogLines(opened.in(), opened.compressed(), 0);
            Optional<Request> first = lines.next();
            return lines.unreadable() > TRIED ? Optional.empty() : first.map(this::named);
        }
    }

    /** Nothing in it tells who asked: of the line only what is not of anybody is hashed. */
    private String named(Request first) {
        String stem = ROTATED.matcher(String.valueOf(file.getFileName())).replaceFirst("");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((stem + "\n" + first.essence()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * A file that is read.
     *
     * @param in what is in it, uncompressed
     * @param compressed whether nothing will be added to it
     */
    record Opened(InputStream in, boolean compressed) implements AutoCloseable {

        /** {@return whether it is that long; then it is read from there} */
        boolean skip(long bytes) throws IOException {
            long left = bytes;
            while (left > 0) {
                long skipped = in.skip(left);
                if (skipped <= 0 && in.read() < 0) {
                    return false;
                }
                left -= skipped <= 0 ? 1 : skipped;
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Opens it; what it is compressed by is told by its first bytes, not by its name. */
    Opened open() throws IOException {
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(XZ.length);
            byte[] magic = raw.readNBytes(XZ.length);
            raw.reset();
            InputStream unpacked = unpacked(raw, magic);
            return new Opened(unpacked, unpacked != raw);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream raw, byte[] magic) throws IOException {
        if (begins(magic, GZIP)) {
            return GzipCompressorInputStream.builder()
                    .setInputStream(raw)
                    .setDecompressConcatenated(true)
                    .get();
        }
        if (begins(magic, BZIP2)) {
            return new BZip2CompressorInputStream(raw, true);
        }
        if (begins(magic, XZ)) {
            return XZCompressorInputStream.builder()
                    .setInputStream(raw)
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(XZ_KIB)
                    .get();
        }
        return begins(magic, ZSTD) ? new ZstdCompressorInputStream(raw) : raw;
    }

    private static boolean begins(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
