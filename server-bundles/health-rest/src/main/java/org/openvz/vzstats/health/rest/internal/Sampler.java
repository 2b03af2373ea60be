package org.openvz.vzstats.health.rest.internal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the server every few seconds. Whoever asks gets what was seen last: neither a flood of questions nor a database that hangs
 * holds anybody up.
 */
final class Sampler implements Supplier<Figures>, AutoCloseable {

    /** How often it looks. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "vzstats-health");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Figures last = Figures.NONE;

    Sampler(Supplier<Figures> look) {
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(() -> sample(look), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sample(Supplier<Figures> look) {
        try {
            last = look.get();
        } catch (RuntimeException | LinkageError e) {
            // A bundle is being swapped. What got out would end the schedule.
            LOG.debug("The server could not be looked at", e);
        }
    }

    @Override
    public Figures get() {
        return last;
    }

    /** The last look ends by itself, and nobody waits for it: to interrupt a thread that is in the database may cost the database. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
