package org.openvz.vzstats.processing.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One thread that does rounds until it is closed. */
final class Worker implements AutoCloseable {

    private static final long SOFT_MILLIS = 10_000;

    private final Supplier<Duration> round;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Prepares the thread.
     *
     * @param round does one and says how long to wait for the next; must not fail
     */
    Worker(String name, Supplier<Duration> round) {
        this.round = round;
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Lets the round that is going on end, if it does in a while. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(SOFT_MILLIS);
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        Duration wait;
        do {
            wait = round.get();
        } while (!isClosedAfter(wait));
    }

    private boolean isClosedAfter(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Not only whoever owns the thread interrupts it: so does Derby, to all that use a database that fails.
            return closed.getCount() == 0;
        }
    }
}
