package org.openvz.vzstats.passive.downloads.internal;

import java.nio.charset.StandardCharsets;

/** Brings what was asked for into one form. */
final class Paths {

    /** No file of ours has a longer path; rules are not tried on longer ones. */
    static final int MOST = 512;

    private Paths() {}

    /** {@return the path in a request's target, decoded: no host, no query, no double slash; empty if it is none, or too long} */
    static String of(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (path.startsWith("http://") || path.startsWith("https://")) {
            int slash = path.indexOf('/', path.indexOf("//") + 2);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        if (path.length() > MOST || !path.startsWith("/")) {
            return "";
        }
        String decoded = path.indexOf('%') < 0 ? path : decoded(path);
        return decoded.contains("//") ? decoded.replaceAll("/{2,}", "/") : decoded;
    }

    private static String decoded(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                decoded[length++] = bytes[i];
            } else {
                decoded[length++] = (byte) (high * 16 + low);
                i += 2;
            }
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }
}
