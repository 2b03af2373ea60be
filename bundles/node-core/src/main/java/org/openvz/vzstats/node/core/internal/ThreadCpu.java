package org.openvz.vzstats.node.core.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** The processor time of one thread from a moment on. Any thread may ask for it. */
final class ThreadCpu {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Known once it has started; a thread that has ended has none. */
    private volatile long thread = -1;

    private volatile long atStart;

    /** Begins to measure the thread that calls this. */
    void start() {
        if (THREADS.isThreadCpuTimeSupported()) {
            atStart = THREADS.getCurrentThreadCpuTime();
            thread = Thread.currentThread().getId();
        }
    }

    /** {@return what it has used; zero where that cannot be told} */
    Duration used() {
        long now = thread < 0 ? -1 : THREADS.getThreadCpuTime(thread);
        return now < 0 ? Duration.ZERO : Duration.ofNanos(now - atStart);
    }
}
