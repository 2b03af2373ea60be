package org.openvz.vzstats.collector.support;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.BudgetExceededException.Limit;

/** Counts what is used of a budget. One thread uses it; any thread may end it. */
final class Meter {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NOT_STARTED = -1;

    private final Budget budget;
    private final long start = System.nanoTime();
    private long ownCpuAtStart = NOT_STARTED;
    private long commandsCpu;
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
            throw new BudgetExceededException(Limit.SIZE, "more bytes than the collector's budget");
        }
    }

    /** Takes the processor time of a command that has ended, in nanoseconds. */
    void spendCpu(long nanos) {
        commandsCpu += nanos;
    }

    /** Checks that there is time left. */
    void check() throws BudgetExceededException {
        check(0);
    }

    /**
     * Checks that there is time left.
     *
     * @param runningCpu the processor time of a command that still runs, in nanoseconds
     */
    void check(long runningCpu) throws BudgetExceededException {
        if (ended) {
            throw new BudgetExceededException(Limit.TIME, "the collector's run has ended");
        }
        if (Duration.ofNanos(System.nanoTime() - start).compareTo(budget.wall()) >= 0) {
            throw new BudgetExceededException(Limit.TIME, "more time than the collector's budget");
        }
        if (ownCpu() + commandsCpu + runningCpu > budget.cpu().toNanos()) {
            throw new BudgetExceededException(Limit.PROCESSOR, "more processor time than the collector's budget");
        }
    }

    void end() {
        ended = true;
    }

    /** Of the thread that uses this, since it first did. */
    private long ownCpu() {
        if (!THREADS.isCurrentThreadCpuTimeSupported()) {
            return 0;
        }
        long now = THREADS.getCurrentThreadCpuTime();
        if (ownCpuAtStart == NOT_STARTED) {
            ownCpuAtStart = now;
        }
        return now - ownCpuAtStart;
    }
}
