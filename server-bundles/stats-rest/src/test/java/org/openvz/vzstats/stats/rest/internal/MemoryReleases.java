package org.openvz.vzstats.stats.rest.internal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/** Releases in memory. */
final class MemoryReleases implements Releases {

    private final TreeMap<Long, Release> byNumber = new TreeMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private boolean available = true;

    void available(boolean now) {
        available = now;
    }

    /** {@return how often somebody has read: a document, or which release is the last} */
    int reads() {
        return reads.get();
    }

    @Override
    public boolean publish(Release release) {
        return byNumber.putIfAbsent(release.info().number(), release) == null;
    }

    @Override
    public Optional<Info> latest() {
        reads.incrementAndGet();
        if (!available) {
            throw new StoreUnavailableException(new IllegalStateException("switched off"));
        }
        return Optional.ofNullable(byNumber.lastEntry())
                .map(last -> last.getValue().info());
    }

    @Override
    public Map<String, String> basis() {
        throw new AssertionError("exact counters are not for readers");
    }

    @Override
    public Optional<String> manifest(long release) {
        throw new AssertionError("manifests are not for readers");
    }

    @Override
    public Optional<String> document(long release, String metric, String platform) {
        reads.incrementAndGet();
        return Optional.ofNullable(byNumber.get(release)).flatMap(found -> json(found, metric, platform));
    }

    @Override
    public List<String> history(String metric, String platform, LocalDate from, LocalDate to) {
        Map<LocalDate, Release> lastOfDay = new TreeMap<>();
        for (Release release : byNumber.values()) {
            LocalDate day = LocalDate.ofInstant(release.info().generated(), ZoneOffset.UTC);
            if (!day.isBefore(from) && !day.isAfter(to)) {
                lastOfDay.put(day, release);
            }
        }
        List<String> documents = new ArrayList<>();
        lastOfDay.values().forEach(release -> json(release, metric, platform).ifPresent(documents::add));
        return documents;
    }

    @Override
    public void prune(int newest) {
        throw new AssertionError("a reader removes nothing");
    }

    private static Optional<String> json(Release release, String metric, String platform) {
        return release.documents().stream()
                .filter(document ->
                        document.metric().equals(metric) && document.platform().equals(platform))
                .map(Document::json)
                .findFirst();
    }
}
