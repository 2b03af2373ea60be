package org.openvz.vzstats.node.web.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param headers those that only this answer has
 * @param body its text
 */
record Answer(int status, Map<String, String> headers, String body) {

    /**
     * With all. The page needs nothing from anywhere, runs nothing, and may be in nobody's frame; nobody keeps it, and nobody is told where it
     * is.
     */
    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    /** Keeps a copy. */
    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer page(int status, Language language, String html) {
        return new Answer(
                status, Map.of("Content-Type", "text/html;charset=utf-8", "Content-Language", language.code()), html);
    }

    static Answer style(String css) {
        return new Answer(200, Map.of("Content-Type", "text/css;charset=utf-8"), css);
    }

    static Answer plain(int status, String text) {
        return new Answer(status, Map.of("Content-Type", "text/plain;charset=utf-8"), text + "\n");
    }

    static Answer seeOther(String address) {
        return new Answer(303, Map.of("Location", address), "");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>(ALWAYS);
        all.putAll(headers);
        return all;
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
