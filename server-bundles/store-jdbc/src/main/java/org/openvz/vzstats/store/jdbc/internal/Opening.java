package org.openvz.vzstats.store.jdbc.internal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openvz.vzstats.server.api.StoreState;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store as soon as the database lets it: a server may well boot before its database. */
final class Opening implements StoreState, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final Supplier<Store> open;
    private final Listener listener;
    private final Duration again;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "vzstats-store-opening");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Condition condition = Condition.UNREACHABLE;

    /** Tries at once, and then from a thread of its own. */
    Opening(Supplier<Store> open, Listener listener, Duration again) {
        this.open = open;
        this.listener = listener;
        this.again = again;
        attempt();
    }

    /** Wants to know of the open store. */
    @FunctionalInterface
    interface Listener {
        void opened(Store store);
    }

    @Override
    public Condition condition() {
        return condition;
    }

    private synchronized void attempt() {
        if (executor.isShutdown()) {
            return;
        }
        try {
            listener.opened(open.get());
            condition = Condition.OPEN;
            executor.shutdown();
        } catch (StoreUnavailableException e) {
            LOG.warn("The store is not open, next attempt in {}", again, e);
            ScheduledFuture<?> unused = executor.schedule(this::attempt, again.toMillis(), TimeUnit.MILLISECONDS);
        } catch (NewerSchemaException e) {
            condition = Condition.NEWER_SCHEMA;
            LOG.error("The store stays closed: {}", e.getMessage());
            executor.shutdown();
        } catch (RuntimeException e) {
            condition = Condition.UNUSABLE;
            // Waiting does not mend this.
            LOG.error("The store stays closed: {}", e.getMessage(), e);
            executor.shutdown();
        }
    }

    /** From now on nothing is opened. */
    @Override
    public synchronized void close() {
        executor.shutdownNow();
    }
}
