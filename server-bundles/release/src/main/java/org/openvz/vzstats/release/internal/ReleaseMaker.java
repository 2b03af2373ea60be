package org.openvz.vzstats.release.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.release.internal.PublicationRules.Statistic;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Downloads;
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

    /** {@return what is published beside the census} */
    Figures figures(Crashes crashes, Downloads downloads, Instant now) {
        return Figures.of(crashes, downloads, rules.k(), now);
    }

    /** {@return what a release of these counters has for a fingerprint} */
    String fingerprint(Census.Snapshot snapshot, Figures beside) {
        return Fingerprint.of(
                Stream.concat(Stream.of(Fingerprint.of(snapshot, rules.k())), beside.fingerprints().stream())
                        .toList());
    }

    /**
     * The release of these counters, and of what is published beside them.
     *
     * @param last what the last release was made of, by metric: see {@link Basis}
     */
    Releases.Release make(
            long number, Instant now, Census.Snapshot snapshot, Figures beside, Map<String, String> last) {
        Instant generated = now.truncatedTo(ChronoUnit.SECONDS);
        Draft live = next(last, Releases.INDEX, live(snapshot));
        SortedMap<String, Counts.Amount> platforms =
                new TreeMap<>(live.published().all().cells());
        SortedSet<String> named = new TreeSet<>(platforms.keySet());
        named.remove(PublicationRules.OTHER);
        List<Releases.Document> documents = new ArrayList<>();
        SortedMap<String, String> basis =
                new TreeMap<>(Map.of(Releases.INDEX, live.basis().json()));
        ArrayNode metrics = JSON.arrayNode();
        byMetric(snapshot).forEach((metric, byPlatform) -> {
            boolean counts = snapshot.counts().contains(metric);
            Draft table = next(last, metric, new Basis(rules.k(), named, new TreeSet<>(), counts, byPlatform));
            basis.put(metric, table.basis().json());
            PublicationRules.Published published = table.published();
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
        documents.addAll(beside.documents(number, generated));
        return new Releases.Release(
                new Releases.Info(number, generated, fingerprint(snapshot, beside)),
                documents,
                manifest(number, generated, snapshot, basis, documents),
                basis);
    }

    /** The platforms are cells of a table as well. */
    private Basis live(Census.Snapshot snapshot) {
        SortedMap<String, Counts.Amount> cells = new TreeMap<>();
        snapshot.liveNodes().forEach((platform, nodes) -> cells.put(platform, new Counts.Amount(nodes, nodes)));
        long n = snapshot.liveNodes().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        SortedMap<String, Counts> all = new TreeMap<>(Map.of(Releases.ALL, new Counts(n, cells)));
        return new Basis(rules.k(), new TreeSet<>(), new TreeSet<>(), false, all);
    }

    /**
     * What is published next of a metric: the new counters; if together with the last release they told too much, the new counters without
     * the values and the platforms that were not shown then; then without any platform; and if that is no better, what was published last.
     */
    private static Draft next(Map<String, String> last, String metric, Basis counters) {
        Draft now = Draft.of(counters);
        Basis told = Basis.parse(last.getOrDefault(metric, "")).orElse(null);
        if (told == null || counters.k() == 1 || told.k() != counters.k() || told.counts() != counters.counts()) {
            return now;
        }
        Draft before = Draft.of(told);
        return Disclosure.of(before, now) ? careful(before, counters) : now;
    }

    private static Draft careful(Draft before, Basis now) {
        PublicationRules.Published shown = before.published();
        SortedSet<String> folded = new TreeSet<>();
        now.byPlatform().values().forEach(column -> folded.addAll(column.cells().keySet()));
        folded.removeAll(shown.all().cells().keySet());
        SortedSet<String> named = new TreeSet<>(now.named());
        named.retainAll(shown.platforms().keySet());
        return Stream.of(named, new TreeSet<String>())
                .map(some -> Draft.of(new Basis(now.k(), some, folded, now.counts(), now.byPlatform())))
                .filter(draft -> !Disclosure.of(before, draft))
                .findFirst()
                .orElse(before);
    }

    /** What it was made of: the same basis makes the same documents. For the operator: of few nodes the hashes could be guessed. */
    private String manifest(
            long number,
            Instant generated,
            Census.Snapshot snapshot,
            SortedMap<String, String> basis,
            List<Releases.Document> documents) {
        return JSON.objectNode()
                .put("rules", PublicationRules.VERSION)
                .put("release", number)
                .put("generated", generated.toString())
                .put("data_to", snapshot.dataTo().map(Instant::toString).orElse(null))
                .put("k", rules.k())
                .put("interval", interval.toString())
                .put("window", window.toString())
                .put("counters", Fingerprint.of(snapshot, rules.k()))
                .put(
                        "basis",
                        Fingerprint.of(basis.entrySet().stream()
                                .map(entry -> entry.getKey() + "\t" + entry.getValue())
                                .toList()))
                .put(
                        "documents",
                        Fingerprint.of(documents.stream()
                                .map(document ->
                                        document.metric() + "\t" + document.platform() + "\t" + document.json())
                                .toList()))
                .toString();
    }

    private Releases.Document index(
            long number,
            Instant generated,
            Census.Snapshot snapshot,
            SortedMap<String, Counts.Amount> named,
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
        CellOrder.sorted(named).forEach(cell -> platforms
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
        SortedMap<String, SortedMap<String, Column>> columns = new TreeMap<>();
        snapshot.counters().forEach(counter -> columns.computeIfAbsent(counter.metric(), unseen -> new TreeMap<>())
                .computeIfAbsent(counter.platform(), unseen -> new Column())
                .add(counter));
        SortedMap<String, SortedMap<String, Counts>> byMetric = new TreeMap<>();
        columns.forEach((metric, byPlatform) -> {
            SortedMap<String, Counts> counts = new TreeMap<>();
            byPlatform.forEach((platform, column) -> counts.put(platform, new Counts(column.asked, column.cells)));
            byMetric.put(metric, counts);
        });
        return byMetric;
    }

    /** What comes together of one metric and platform. */
    private static final class Column {

        private final SortedMap<String, Counts.Amount> cells = new TreeMap<>();
        private long asked;

        void add(Census.Counter counter) {
            if (counter.value().equals(Census.ASKED)) {
                asked += counter.nodes();
            } else {
                cells.merge(counter.value(), new Counts.Amount(counter.nodes(), counter.total()), Counts.Amount::plus);
            }
        }
    }
}
