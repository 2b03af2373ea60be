package org.openvz.vzstats.server.api;

/** What happens at a server, and is counted by day for everybody to see. None says whom it happened to. */
public enum Event {
    /** A report was taken. */
    ACCEPTED("accepted", true),
    /** A report came that had been taken before. */
    DUPLICATE("duplicate", false),
    /** A request was not as it has to be. */
    REJECTED_MALFORMED("rejected.malformed", false),
    /** No node of this id has this secret. */
    REJECTED_UNAUTHORIZED("rejected.unauthorized", false),
    /** A report was larger than a report may be. */
    REJECTED_TOO_LARGE("rejected.too-large", false),
    /** A body was no gzip file. */
    REJECTED_NOT_GZIP("rejected.not-gzip", false),
    /** There were too many requests of one address or node. */
    REJECTED_TOO_MANY("rejected.too-many", false),
    /** Nothing is taken any more. */
    REJECTED_STOPPED("rejected.stopped", false),
    /** Two machines had one identity. */
    CLONE("clones", false),
    /** A report left the inbox: its sections count, or are in quarantine. */
    PROCESSED("processed", true),
    /** A section went into quarantine. */
    QUARANTINED("quarantined", true),
    /** A section left the quarantine and counts. */
    REPLAYED("replayed", true),
    /** A section was thrown out of the quarantine, which is bounded. */
    DROPPED("dropped", true),
    /** A node was erased. */
    ERASED("erasures", true),
    /** An identity was issued. */
    ISSUED("identities", false),
    /** The country of a sender could not be told. */
    COUNTRY_UNKNOWN("country_unknown", false),
    /** A crash report was taken of nobody in particular. */
    CRASH_REPORT("crash_reports", false);

    private final String word;
    private final boolean exact;

    Event(String word, boolean exact) {
        this.word = word;
        this.exact = exact;
    }

    /** {@return its name to the world; for a group of events the group's, a dot, and its own} */
    public String word() {
        return word;
    }

    /** {@return whether it is counted in the transaction in which it happens; the others of the last seconds before a crash are lost} */
    public boolean exact() {
        return exact;
    }
}
