package org.openvz.vzstats.health.rest.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.openvz.vzstats.server.api.Inventory;

/** What was seen last, for JMX. */
final class ServerBean implements ServerMXBean {

    private static final long UNKNOWN = -1;

    private final Supplier<Figures> figures;
    private final Supplier<List<Health.Problem>> problems;

    ServerBean(Supplier<Figures> figures, Supplier<List<Health.Problem>> problems) {
        this.figures = figures;
        this.problems = problems;
    }

    @Override
    public boolean isReady() {
        return problems.get().isEmpty();
    }

    @Override
    public List<String> getProblems() {
        return problems.get().stream()
                .map(problem -> problem.check() + ": " + problem.why())
                .toList();
    }

    private long stock(ToLongFunction<Inventory.Stock> number) {
        return figures.get().stock().map(number::applyAsLong).orElse(UNKNOWN);
    }

    @Override
    public long getInboxReports() {
        return stock(Inventory.Stock::waiting);
    }

    @Override
    public long getInboxAgeSeconds() {
        Figures now = figures.get();
        return now.stock().isEmpty() ? UNKNOWN : now.inboxAge().toSeconds();
    }

    @Override
    public long getQuarantineSections() {
        return stock(Inventory.Stock::quarantined);
    }

    @Override
    public long getQuarantineBytes() {
        return stock(Inventory.Stock::quarantinedBytes);
    }

    @Override
    public long getLiveNodes() {
        return stock(Inventory.Stock::liveNodes);
    }

    @Override
    public long getRelease() {
        return figures.get().release().map(Figures.Release::number).orElse(UNKNOWN);
    }

    @Override
    public long getReleaseAgeSeconds() {
        return figures.get()
                .release()
                .map(release -> release.age(Instant.now()).toSeconds())
                .orElse(UNKNOWN);
    }

    @Override
    public Map<String, Long> getEvents() {
        Map<String, Long> events = new TreeMap<>();
        figures.get().events().forEach((event, times) -> events.put(event.word(), times));
        return events;
    }
}
