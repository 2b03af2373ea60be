package org.openvz.vzstats.api;

import java.io.IOException;

/** Ends a collector that reads, writes or takes more than its budget. The message is a fixed text, it carries nothing of the host. */
public final class BudgetExceededException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Limit limit;

    /** What there was too much of. */
    public enum Limit {
        /** Time on the wall. */
        TIME,
        /** Time of processors, the collector's own and its commands'. */
        PROCESSOR,
        /** Bytes, names or values. */
        SIZE
    }

    /**
     * Ends the collector.
     *
     * @param what a fixed text, such as {@code more than 1 MiB from one command}
     */
    public BudgetExceededException(Limit limit, String what) {
        super(what);
        this.limit = limit;
    }

    /** {@return what there was too much of} */
    public Limit limit() {
        return limit;
    }
}
