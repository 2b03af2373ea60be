package org.openvz.vzstats.node.web.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets in who knows the key. Everybody who has an account on the host can connect to it, and so can every web site that somebody looks at
 * there, by making its own name point here.
 *
 * @param key the second part of each path
 */
record Gate(String key) {

    private static final String ROOT = "/vzstats/";
    private static final int KEY_BYTES = 24;

    /** With any port: whoever looks from elsewhere, through a tunnel of ssh, has another. */
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

    /** What is answered to all who are not let in: one does not learn what one has guessed right. */
    private static final Answer NOT_FOUND =
            Answer.plain(404, "Not found. The address, with its key, is in the file \"web\" in the node's directory.");

    /** Answers who was let in. */
    @FunctionalInterface
    interface Inside {

        /**
         * {@return the answer}
         *
         * @param path beneath the base
         */
        Answer answer(Request request, String base, String path) throws InterruptedException;
    }

    static Gate withNewKey(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new Gate(Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }

    String base() {
        return ROOT + key + "/";
    }

    Answer answer(Request request, Inside inside) throws InterruptedException {
        if (!request.local() || !isForThisMachine(request.header("host")) || isOfAnotherSite(request.headers())) {
            return NOT_FOUND;
        }
        String path = request.path();
        int end = path.indexOf('/', ROOT.length());
        String given = path.startsWith(ROOT) ? path.substring(ROOT.length(), end < 0 ? path.length() : end) : "";
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8))) {
            return NOT_FOUND;
        }
        if (!Set.of("GET", "HEAD").contains(request.method())) {
            return Answer.plain(405, "This page changes nothing.").with("Allow", "GET, HEAD");
        }
        return inside.answer(request, base(), end < 0 ? "" : path.substring(end + 1));
    }

    private static boolean isForThisMachine(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Browsers say who made them ask. */
    private static boolean isOfAnotherSite(Map<String, String> headers) {
        return !Set.of("none", "same-origin").contains(headers.getOrDefault("sec-fetch-site", "none"));
    }
}
