package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.RootedHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one collector on a thread of its own, within its budget. However it ends, it ends in a result: it throws, hangs or floods on its own
 * account only.
 */
final class Collecting implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Collecting.class);

    private final Path root;
    private final Budget budget;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "vzstats-collector");
        thread.setDaemon(true);
        return thread;
    });
    /** Collectors that did not even end when they were interrupted: not started again while they hold a thread. */
    private final Set<Collector> stuck = ConcurrentHashMap.newKeySet();

    Collecting(Path root, Budget budget) {
        this.root = root;
        this.budget = budget;
    }

    /**
     * What a collector came to.
     *
     * @param section what it measured; empty unless the outcome is {@link Outcome#OK}
     */
    record Collected(Section section, Outcome outcome, String detail) {

        CollectorResult result(Map<String, Integer> refused) {
            return new CollectorResult(section.collector(), outcome, detail, refused);
        }
    }

    Collected collect(String name, Collector collector) throws InterruptedException {
        if (stuck.contains(collector)) {
            return nothing(name, Outcome.TIMED_OUT, "has not ended since an earlier run");
        }
        try (RootedHost host = new RootedHost(root, budget)) {
            return collect(name, collector, host);
        }
    }

    private Collected collect(String name, Collector collector, RootedHost host) throws InterruptedException {
        Section.Builder section = new Section.Builder(name);
        Callable<Section> measuring = () -> {
            stuck.add(collector);
            try {
                collector.collect(host, section);
                return section.build();
            } finally {
                stuck.remove(collector);
            }
        };
        Future<Section> measured = threads.submit(measuring);
        try {
            Section values = measured.get(budget.wall().toMillis(), TimeUnit.MILLISECONDS);
            return values.values().isEmpty()
                    ? nothing(name, Outcome.EMPTY, "nothing of it on this host")
                    : new Collected(values, Outcome.OK, values.values().size() + " metrics");
        } catch (TimeoutException e) {
            return nothing(
                    name, Outcome.TIMED_OUT, "took longer than " + budget.wall().toSeconds() + " s");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return failed(name, cause == null ? e : cause);
        } finally {
            measured.cancel(true);
        }
    }

    private static Collected failed(String name, Throwable cause) {
        if (cause instanceof BudgetExceededException) {
            return nothing(name, Outcome.FLOODED, "over its budget");
        }
        // Messages of foreign exceptions carry paths and contents: neither the log nor the status shows them.
        LOG.info("Collector {} failed: {}", name, cause.getClass().getName());
        String kind = cause instanceof IOException ? "a source cannot be read" : "an error in the collector";
        return nothing(name, Outcome.FAILED, kind + " (" + cause.getClass().getSimpleName() + ")");
    }

    private static Collected nothing(String name, Outcome outcome, String detail) {
        return new Collected(new Section.Builder(name).build(), outcome, detail);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
