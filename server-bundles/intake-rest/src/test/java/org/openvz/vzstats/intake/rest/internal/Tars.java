package org.openvz.vzstats.intake.rest.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Archives as nobody's tar would pack them. */
final class Tars {

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    Tars() {
        try {
            tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(packed), StandardCharsets.UTF_8.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    static Tars of(String name, String text) {
        return new Tars().file(name, text);
    }

    Tars file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Tars file(String name, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        return put(entry, content);
    }

    Tars directory(String name) {
        return put(new TarArchiveEntry(name, TarConstants.LF_DIR), new byte[0]);
    }

    Tars special(String name, byte kind) {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setLinkName("/etc/passwd");
        return put(entry, new byte[0]);
    }

    private Tars put(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] packed() {
        try {
            tar.close();
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
