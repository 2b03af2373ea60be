package org.openvz.vzstats.web.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What is sent. It is kept packed: hardly anybody asks for it in another form. */
final class Body {

    static final String HTML = "text/html;charset=utf-8";
    static final String SVG = "image/svg+xml;charset=utf-8";

    private final String type;
    private final int length;
    private final byte[] packed;
    private final String tag;

    private Body(String type, byte[] plain) {
        this.type = type;
        this.length = plain.length;
        this.packed = pack(plain);
        this.tag = UUID.nameUUIDFromBytes(plain).toString();
    }

    static Body of(String type, byte[] plain) {
        return new Body(type, plain);
    }

    static Body of(String type, String text) {
        return new Body(type, text.getBytes(StandardCharsets.UTF_8));
    }

    String type() {
        return type;
    }

    /** {@return what says whether a kept copy is still the same} */
    String tag(boolean gzip) {
        return '"' + tag + (gzip ? "-gzip" : "") + '"';
    }

    /** {@return whether the header If-None-Match names it; weakly, since a proxy that compresses weakens tags} */
    boolean isKept(String ifNoneMatch) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                .anyMatch(one -> one.equals("*") || one.equals(tag(true)) || one.equals(tag(false)));
    }

    int length(boolean gzip) {
        return gzip ? packed.length : length;
    }

    void to(OutputStream out, boolean gzip) throws IOException {
        if (gzip) {
            out.write(packed);
            return;
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            plain.transferTo(out);
        }
    }

    /** {@return how many bytes of memory it takes, about} */
    long size() {
        return packed.length;
    }

    private static byte[] pack(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
