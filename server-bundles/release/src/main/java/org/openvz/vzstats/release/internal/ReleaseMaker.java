package org.openvz.vzstats.release.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.release.internal.PublicationRules.Statistic;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Releases;

/**
 * Makes the documents of a release: an overview, each metric for all platforms, and each metric for each platform that is named in the
 * overview. A document of which nothing may be published says n 0, suppressed 1.
 */
final class ReleaseMaker {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Statistic NOTHING = new Statistic(0, 0, Map.of());

    private final PublicationRules rules;
    private final Duration interval;
    private final Duration window;

    ReleaseMaker(PublicationRules rules, Duration interval, Duration window) {
        this.rules = rules;
        this.interval = interval;
        this.window = window;
    }

    /** {@return what a release of these counters has for a fingerprint} */
    String fingerprint(Census.Snapshot snapshot) {
        return Fingerprint.of(snapshot, rules.k());
    }

    /** {@return the release of these counters} */
    Releases.Release make(long number, Instant now, Census.Snapshot snapshot) {
        Instant generated = now.truncatedTo(ChronoUnit.SECONDS);
        SortedMap<String, Long> platforms = rules.platforms(snapshot.liveNodes());
        Set<String> named = new HashSet<>(platforms.keySet());
        named.remove(PublicationRules.OTHER);
        List<Releases.Document> documents = new ArrayList<>();
        ArrayNode metrics = JSON.arrayNode();
        byMetric(snapshot).forEach((metric, byPlatform) -> {
            boolean counts = snapshot.counts().contains(metric);
            PublicationRules.Published published = rules.publish(byPlatform, named, counts);
            metrics.addObject()
                    .put("name", metric)
                    .put("n", published.all().n())
                    .put("url", "/api/v2/statistics/" + metric);
            Heading heading = new Heading(metric, number, generated, counts);
            documents.add(document(heading, null, published.all()));
            for (String platform : named) {
                documents.add(document(heading, platform, published.platforms().getOrDefault(platform, NOTHING)));
            }
        });
        documents.add(index(number, generated, snapshot, platforms, metrics));
        return new Releases.Release(new Releases.Info(number, generated, fingerprint(snapshot)), documents);
    }

    private Releases.Document index(
            long number,
            Instant generated,
            Census.Snapshot snapshot,
            SortedMap<String, Long> named,
            ArrayNode metrics) {
        ObjectNode index = JSON.objectNode()
                .put("release", number)
                .put("generated", generated.toString())
                .put(
                        "data_to",
                        snapshot.dataTo()
                                .map(received ->
                                        received.truncatedTo(ChronoUnit.SECONDS).toString())
                                .orElse(null))
                .put(
                        "next",
                        generated.plus(interval).truncatedTo(ChronoUnit.SECONDS).toString())
                .put("window_days", window.toDays())
                .put("k", rules.k())
                .put(
                        "live_nodes",
                        snapshot.liveNodes().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
        ArrayNode platforms = index.putArray("platforms");
        Map<String, Counts.Amount> cells = new TreeMap<>();
        named.forEach((platform, nodes) -> cells.put(platform, new Counts.Amount(nodes, nodes)));
        CellOrder.sorted(cells).forEach(cell -> platforms
                .addObject()
                .put("platform", cell.getKey())
                .put("nodes", cell.getValue().nodes()));
        index.set("metrics", metrics);
        return new Releases.Document(Releases.INDEX, Releases.ALL, index.toString());
    }

    /** What the documents of one metric have in common. */
    private record Heading(String metric, long release, Instant generated, boolean counts) {}

    private static Releases.Document document(Heading heading, @Nullable String platform, Statistic statistic) {
        ObjectNode document = JSON.objectNode()
                .put("metric", heading.metric())
                .put("platform", platform)
                .put("release", heading.release())
                .put("generated", heading.generated().toString())
                .put("n", statistic.n())
                .put("suppressed", statistic.n() == 0 ? 1 : share(statistic.suppressed(), statistic.n()));
        ArrayNode cells = document.putArray("cells");
        CellOrder.sorted(statistic.cells()).forEach(cell -> {
            Counts.Amount amount = cell.getValue();
            ObjectNode json = cells.addObject().put("value", cell.getKey()).put("nodes", amount.nodes());
            json.put("share", share(amount.nodes(), statistic.n()));
            if (heading.counts()) {
                json.put("total", amount.total());
            }
        });
        return new Releases.Document(heading.metric(), platform == null ? Releases.ALL : platform, document.toString());
    }

    private static double share(long part, long whole) {
        return Math.round(10_000.0 * part / whole) / 10_000.0;
    }

    /** {@return the counters, sorted by metric, then by platform} */
    static SortedMap<String, SortedMap<String, Counts>> byMetric(Census.Snapshot snapshot) {
        SortedMap<String, SortedMap<String, Counts>> byMetric = new TreeMap<>();
        for (Census.Counter counter : snapshot.counters()) {
            boolean asked = counter.value().equals(Census.ASKED);
            SortedMap<String, Counts.Amount> cell = new TreeMap<>();
            if (!asked) {
                cell.put(counter.value(), new Counts.Amount(counter.nodes(), counter.total()));
            }
            byMetric.computeIfAbsent(counter.metric(), unseen -> new TreeMap<>())
                    .merge(
                            counter.platform(),
                            new Counts(asked ? counter.nodes() : 0, cell),
                            (one, two) -> Counts.sum(List.of(one, two)));
        }
        return byMetric;
    }
}
