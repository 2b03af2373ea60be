package org.openvz.vzstats.web.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * What is sent: as it is, and packed.
 *
 * @param type its media type
 * @param tag says whether a kept copy is still the same
 */
record Body(String type, byte[] plain, byte[] packed, String tag) {

    static final String HTML = "text/html;charset=utf-8";
    static final String SVG = "image/svg+xml;charset=utf-8";
    static final String TEXT = "text/plain;charset=utf-8";

    static Body of(String type, byte[] plain) {
        return new Body(type, plain, pack(plain), UUID.nameUUIDFromBytes(plain).toString());
    }

    static Body of(String type, String text) {
        return of(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return whether the header If-None-Match names it; weakly, since a proxy that compresses weakens tags} */
    boolean isKept(String ifNoneMatch) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                .anyMatch(one -> one.equals("*") || one.equals(tag(true)) || one.equals(tag(false)));
    }

    String tag(boolean gzip) {
        return '"' + tag + (gzip ? "-gzip" : "") + '"';
    }

    long size() {
        return plain.length + (long) packed.length;
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
