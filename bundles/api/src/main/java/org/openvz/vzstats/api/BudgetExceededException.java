package org.openvz.vzstats.api;

import java.io.IOException;

/** Ends a collector that reads, writes or takes more than its budget. The message is a fixed text, it carries nothing of the host. */
public final class BudgetExceededException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Ends the collector.
     *
     * @param what a fixed text, such as {@code more than 1 MiB from one command}
     */
    public BudgetExceededException(String what) {
        super(what);
    }
}
