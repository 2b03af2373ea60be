package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.BudgetExceededException.Limit;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.RootedHost;
import org.openvz.vzstats.collector.support.RunReadings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one collector on a thread of its own, within its budget. However it ends, it ends in a result: it throws, hangs or floods on its own
 * account only.
 */
final class Collecting implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Collecting.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Path root;
    private final Budget budget;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "vzstats-collector");
        thread.setDaemon(true);
        return thread;
    });
    /** Collectors that did not even end when they were interrupted: not started again while they hold a thread. */
    private final Set<Collector> stuck =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    Collecting(Path root, Budget budget) {
        this.root = root;
        this.budget = budget;
    }

    /**
     * What a collector came to.
     *
     * @param section what it measured; empty unless the outcome is {@link Outcome#OK}
     * @param shown what it shows the owner of a preview, by name
     * @param whenQueued what it wants done once the section waits to be sent
     * @param needsRoot what it was denied
     */
    record Collected(
            Section section,
            Outcome outcome,
            String detail,
            SortedMap<String, String> shown,
            List<Runnable> whenQueued,
            List<String> needsRoot) {

        CollectorResult result(Map<String, Integer> refused) {
            return new CollectorResult(section.collector(), outcome, detail, refused, needsRoot);
        }

        private Collected denied(List<String> sources) {
            String instead = sources.isEmpty() || outcome != Outcome.EMPTY ? detail : "nothing that could be read";
            return new Collected(section, outcome, instead, shown, whenQueued, sources);
        }
    }

    /**
     * Runs a collector.
     *
     * @param section takes what it measures; a fresh one
     * @param readings what was read in this run
     */
    Collected collect(String name, Collector collector, Section.Builder section, RunReadings readings)
            throws InterruptedException {
        if (stuck.contains(collector)) {
            return nothing(name, Outcome.TIMED_OUT, "has not ended since an earlier run");
        }
        try (RootedHost host = new RootedHost(root, budget, readings)) {
            return collect(name, collector, section, host).denied(host.denied());
        }
    }

    /** {@return the names by which somebody would recognise this host} */
    OwnNames names(RunReadings readings) {
        try (RootedHost host = new RootedHost(root, budget, readings)) {
            return OwnNames.of(host, readings.texts());
        }
    }

    private Collected collect(String name, Collector collector, Section.Builder section, RootedHost host)
            throws InterruptedException {
        ThreadCpu cpu = new ThreadCpu();
        Callable<Collected> measuring = () -> {
            cpu.start();
            stuck.add(collector);
            try {
                collector.collect(host, section);
                return collected(section.build(), section.shown(), section.whenQueued());
            } finally {
                stuck.remove(collector);
            }
        };
        long started = System.nanoTime();
        Future<Collected> measured = submit(measuring);
        try {
            return within(budget.wall(), measured, cpu);
        } catch (TimeoutException e) {
            return cpu.used().compareTo(budget.cpu()) > 0 ? overworked(name) : timedOut(name);
        } catch (ExecutionException e) {
            // What a collector does for too long ends at the host's own clock, which may be a moment ahead of ours.
            boolean late = System.nanoTime() - started >= budget.wall().toNanos();
            return cause(e) instanceof BudgetExceededException exceeded
                    ? exceeded(name, late ? Limit.TIME : exceeded.limit())
                    : failed(name, cause(e));
        } finally {
            measured.cancel(true);
        }
    }

    /** Looks now and then what it has used of the processor: a collector that asks its host for nothing is not measured there. */
    private Collected within(Duration wall, Future<Collected> measured, ThreadCpu cpu)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + wall.toNanos();
        while (true) {
            long left = deadline - System.nanoTime();
            try {
                return measured.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= LOOK.toNanos() || cpu.used().compareTo(budget.cpu()) > 0) {
                    throw e;
                }
            }
        }
    }

    private static Collected collected(Section section, SortedMap<String, String> shown, List<Runnable> whenQueued) {
        int metrics = section.values().size();
        return metrics == 0
                ? new Collected(section, Outcome.EMPTY, "nothing of it on this host", shown, List.of(), List.of())
                : new Collected(section, Outcome.OK, metrics + " metrics", shown, whenQueued, List.of());
    }

    private Future<Collected> submit(Callable<Collected> measuring) throws InterruptedException {
        try {
            return threads.submit(measuring);
        } catch (RejectedExecutionException e) {
            LOG.debug("The node stops during a run", e);
            throw new InterruptedException("the node stops");
        }
    }

    private static Throwable cause(ExecutionException failure) {
        Throwable cause =
                failure.getCause() instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure.getCause();
        return cause == null ? failure : cause;
    }

    private Collected exceeded(String name, Limit limit) {
        return switch (limit) {
            case TIME -> timedOut(name);
            case PROCESSOR -> overworked(name);
            case SIZE -> nothing(name, Outcome.FLOODED, "over its budget");
        };
    }

    private Collected timedOut(String name) {
        return nothing(
                name,
                Outcome.TIMED_OUT,
                "took longer than " + Durations.format(budget.wall()) + ", or a command longer than "
                        + Durations.format(budget.commandWall()));
    }

    private Collected overworked(String name) {
        return nothing(
                name,
                Outcome.OVERWORKED,
                "used more processor time than " + Durations.format(budget.cpu()) + ", or a command more than "
                        + Durations.format(budget.commandCpu()));
    }

    private static Collected failed(String name, Throwable cause) {
        // Messages of foreign exceptions carry paths and contents: neither the log nor the status shows them.
        LOG.info("Collector {} failed: {}", name, cause.getClass().getName());
        String kind = cause instanceof IOException ? "a source cannot be read" : "an error in the collector";
        return nothing(name, Outcome.FAILED, kind + " (" + cause.getClass().getSimpleName() + ")");
    }

    /** {@return what a collector came to that measured nothing} */
    static Collected nothing(String name, Outcome outcome, String detail) {
        return new Collected(
                new Section.Builder(name).build(), outcome, detail, Collections.emptySortedMap(), List.of(), List.of());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
