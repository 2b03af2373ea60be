package org.openvz.vzstats.collector.support;

import java.time.Duration;
import org.openvz.vzstats.api.BudgetExceededException;

/** Counts what is used of a budget. Any thread may end it. */
final class Meter {

    private final Budget budget;
    private final long start = System.nanoTime();
    private long bytes;
    private volatile boolean ended;

    Meter(Budget budget) {
        this.budget = budget;
    }

    /** Takes bytes that were read. */
    void spend(int read) throws BudgetExceededException {
        bytes += read;
        check();
        if (bytes > budget.bytes()) {
            throw new BudgetExceededException("more bytes than the collector's budget");
        }
    }

    /** Checks that there is time left. */
    void check() throws BudgetExceededException {
        if (ended) {
            throw new BudgetExceededException("the collector's run has ended");
        }
        if (Duration.ofNanos(System.nanoTime() - start).compareTo(budget.wall()) >= 0) {
            throw new BudgetExceededException("more time than the collector's budget");
        }
    }

    void end() {
        ended = true;
    }
}
