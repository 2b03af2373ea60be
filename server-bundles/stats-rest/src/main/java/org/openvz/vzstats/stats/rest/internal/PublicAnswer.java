package org.openvz.vzstats.stats.rest.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

/**
 * An answer for everybody, from any site, that may be kept for a while.
 *
 * @param tag says whether a kept copy is still the same: letters, digits and dashes
 * @param maxAge how long a copy may be kept without asking
 */
record PublicAnswer(String tag, Duration maxAge) {

    /**
     * Makes the answer.
     *
     * @param kept the client's header If-None-Match, or empty
     * @return the text, or the word that a copy the client has kept is still good
     */
    Response of(String kept, String type, String text) {
        String quoted = '"' + tag + '"';
        Response.ResponseBuilder answer = names(kept, quoted)
                ? Response.notModified()
                : Response.ok(text.getBytes(StandardCharsets.UTF_8)).type(type);
        return answer.header(HttpHeaders.ETAG, quoted)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + maxAge.toSeconds())
                .header("Access-Control-Allow-Origin", "*")
                .build();
    }

    /** RFC 9110 compares weakly here: a proxy that compresses makes our tags weak. JAX-RS would not. */
    private static boolean names(String kept, String quoted) {
        return Arrays.stream(kept.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(quoted) || one.equals("W/" + quoted));
    }
}
