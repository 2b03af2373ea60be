package org.openvz.vzstats.web.internal;

import java.time.Duration;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param body what is sent
 * @param keep how it may be kept
 * @param framed whether other sites may frame it
 */
record Answer(int status, Body body, Keep keep, boolean framed) {

    /** How long a copy may be kept without asking again. */
    sealed interface Keep {

        /** For so long. */
        record For(Duration time) implements Keep {}

        /** As long as anybody likes: it never changes. */
        record Ever() implements Keep {}

        /** Not at all. */
        record Never() implements Keep {}
    }

    static Answer of(Body body, Keep keep) {
        return new Answer(200, body, keep, false);
    }

    String cacheControl() {
        if (keep instanceof Keep.For time) {
            return "public, max-age=" + time.time().toSeconds();
        }
        return keep instanceof Keep.Ever ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
