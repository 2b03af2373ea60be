package org.openvz.vzstats.node.core.internal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things later, each on a thread of its own, and nothing once it is closed. */
interface Timer extends AutoCloseable {

    /** Does this after that time, and not a moment before. */
    void after(Duration wait, Runnable task);

    @Override
    void close();

    /** {@return one that uses the machine's own time} */
    static Timer real(String name) {
        return new Threads(name);
    }

    /** One thread that waits, and as many as there is to do at once: nothing waits for another. */
    final class Threads implements Timer {

        private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

        private final ScheduledExecutorService waiting;
        private final ExecutorService doing;

        private Threads(String name) {
            waiting = Executors.newSingleThreadScheduledExecutor(task -> thread(name, task));
            doing = Executors.newCachedThreadPool(task -> thread(name, task));
        }

        private static Thread thread(String name, Runnable task) {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        }

        @Override
        public void after(Duration wait, Runnable task) {
            try {
                // Rounded up: what is due at its time is not looked at a moment before.
                long millis = wait.isZero() ? 0 : wait.toMillis() + 1;
                var unused = waiting.schedule(() -> doing.execute(task), millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The node stops and does nothing more", e);
            }
        }

        @Override
        public void close() {
            waiting.shutdownNow();
            doing.shutdownNow();
        }
    }
}
