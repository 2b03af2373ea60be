package org.openvz.vzstats.server.api;

/** Nothing can be made of a section. */
public final class UnprocessableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Nobody knows this collector yet. It is tried again when the dictionary grows. */
    public static final String UNKNOWN_COLLECTOR = "unknown-collector";

    /** The node's metrics file is newer than ours. It is tried again when the dictionary grows. */
    public static final String NEWER_REVISION = "newer-revision";

    /** It is no JSON object of metrics and values. */
    public static final String MALFORMED = "malformed";

    /** It has a metric that its revision does not define. */
    public static final String UNKNOWN_METRIC = "unknown-metric";

    /** A value is not of its metric's type or vocabulary. */
    public static final String WRONG_VALUE = "wrong-value";

    /** It is of the topic that the server alone speaks of. */
    public static final String RESERVED = "reserved";

    /** A processor failed. */
    public static final String PROCESSOR_FAILED = "processor-failed";

    private final String reason;

    /**
     * Nothing can be made of the section.
     *
     * @param reason a fixed word for why
     */
    public UnprocessableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** {@return a fixed word for why} */
    public String reason() {
        return reason;
    }
}
