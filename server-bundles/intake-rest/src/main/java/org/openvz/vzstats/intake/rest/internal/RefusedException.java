package org.openvz.vzstats.intake.rest.internal;

import java.time.Duration;
import org.openvz.vzstats.server.api.Event;

/** A request that is not taken. The message is fixed words for the client. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why it is not taken. */
    enum Reason {
        /** The id is unknown, or the secret is not the one that belongs to it. */
        UNAUTHORIZED(Event.REJECTED_UNAUTHORIZED),
        /** The request is not as it has to be. */
        MALFORMED(Event.REJECTED_MALFORMED),
        /** The report is larger than a report may be. */
        TOO_LARGE(Event.REJECTED_TOO_LARGE),
        /** The body is no gzip file. */
        NOT_GZIP(Event.REJECTED_NOT_GZIP),
        /** Another machine has gone on with the identity. */
        CLONED(Event.CLONE),
        /** There were too many of this sender or node. */
        TOO_MANY(Event.REJECTED_TOO_MANY),
        /** Nothing is taken any more, of anybody. */
        STOPPED(Event.REJECTED_STOPPED);

        private final Event event;

        Reason(Event event) {
            this.event = event;
        }

        /** {@return as what it is counted} */
        Event event() {
            return event;
        }
    }

    private final Reason reason;
    private final Duration retryAfter;

    RefusedException(Reason reason, String detail) {
        this(reason, detail, Duration.ZERO);
    }

    private RefusedException(Reason reason, String detail, Duration retryAfter) {
        super(detail);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    static RefusedException tooMany(Duration retryAfter) {
        return new RefusedException(Reason.TOO_MANY, "Too many requests.", retryAfter);
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** {@return when to come back; zero if that does not help} */
    Duration retryAfter() {
        return retryAfter;
    }

    /** {@return the same in whole seconds, as HTTP says it: rounded up, not a moment too early} */
    long retryAfterSeconds() {
        return retryAfter.toSeconds() + 1;
    }
}
