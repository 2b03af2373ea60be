package org.openvz.vzstats.trigger.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something now and then on a thread of its own, which ends when there is nothing more to do. */
public final class Timer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

    /** After a step that failed. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private final ScheduledExecutorService executor;

    /** What is done. */
    @FunctionalInterface
    public interface Step {

        /** {@return how long to wait before the next step; empty: it was the last one} */
        Optional<Duration> take() throws InterruptedException;
    }

    /**
     * Starts.
     *
     * @param name of the thread
     * @param first how long to wait before the first step
     */
    public Timer(String name, Duration first, Step step) {
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        after(first, step);
    }

    /** Ends it, also a step that is being taken. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void after(Duration wait, Step step) {
        if (!executor.isShutdown()) {
            var unused = executor.schedule(() -> take(step), Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    private void take(Step step) {
        try {
            Optional<Duration> wait = step.take();
            if (wait.isPresent()) {
                after(wait.get(), step);
            } else {
                executor.shutdown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} failed: {}",
                    Thread.currentThread().getName(),
                    e.getClass().getName());
            after(AGAIN, step);
        }
    }
}
