package org.openvz.vzstats.node.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.dictionary.Vocabulary;

/** What nodes on the recorded hosts would send: what the collectors' own tests expect of them, reduced as the guard does. */
final class RecordedViews {

    static final List<String> HOSTS =
            List.of("container", "debian12", "docker", "el6", "incus", "libvirt", "openvz6", "openvz7", "proxmox");

    private static final Path COLLECTORS = Path.of("..", "..", "collectors-bundles");
    private static final Pattern COUNT = Pattern.compile("(.+?)=(\\d+)(?:, |$)");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private RecordedViews() {}

    /** {@return all topics of this project} */
    static Dictionary dictionary() throws IOException {
        List<Topic> topics = new ArrayList<>();
        for (Path folder : folders()) {
            try (InputStream in = Files.newInputStream(folder.resolve("src/main/resources/metrics.yaml"))) {
                topics.add(MetricsFile.read(in));
            }
        }
        return Dictionary.of(topics);
    }

    static Run of(String host) throws IOException {
        Dictionary dictionary = dictionary();
        Map<String, String> files = new TreeMap<>();
        List<CollectorResult> results = new ArrayList<>();
        for (Path folder : folders()) {
            Topic topic = dictionary.topic(folder.getFileName().toString()).orElseThrow();
            SortedMap<String, Value> values = values(topic, folder.resolve("src/test/expected/" + host + ".txt"));
            if (!values.isEmpty()) {
                files.put(topic.collector() + ".json", json(values));
            }
            Outcome outcome = values.isEmpty() ? Outcome.EMPTY : Outcome.OK;
            results.add(new CollectorResult(topic.collector(), outcome, "", Map.of()));
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("manifest.json", "{\n  \"format\" : 2\n}\n");
        all.putAll(files);
        return new Run(NOON, Decision.allow(), results, all, Optional.empty(), Optional.empty());
    }

    /** {@return a section as it is in a report} */
    static String json(SortedMap<String, Value> values) {
        List<String> fields = new ArrayList<>();
        values.forEach((metric, value) -> fields.add("  " + quoted(metric) + " : " + json(value)));
        return "{\n" + String.join(",\n", fields) + "\n}\n";
    }

    private static String json(Value value) {
        if (value instanceof Value.Flag flag) {
            return Boolean.toString(flag.set());
        }
        if (value instanceof Value.Quantity quantity) {
            return Long.toString(quantity.amount());
        }
        if (value instanceof Value.Text text) {
            return quoted(text.text());
        }
        List<String> counts = new ArrayList<>();
        ((Value.Counts) value).byKey().forEach((key, count) -> counts.add(quoted(key) + " : " + count));
        return "{" + String.join(", ", counts) + "}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(COLLECTORS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("src/main/resources/metrics.yaml")))
                    .sorted()
                    .toList();
        }
    }

    private static SortedMap<String, Value> values(Topic topic, Path expected) throws IOException {
        SortedMap<String, Value> values = new TreeMap<>();
        for (String line : Files.readAllLines(expected)) {
            int equals = line.indexOf(" = ");
            // The owner's scripts of some hosts have metrics of their own.
            topic.metric(line.substring(0, equals)).ifPresent(metric -> Vocabulary.reduce(
                            metric, value(metric, line.substring(equals + 3)), text -> false)
                    .value()
                    .ifPresent(value -> values.put(metric.name(), value)));
        }
        return values;
    }

    private static Value value(Metric metric, String written) {
        return switch (metric.type()) {
            case FLAG -> new Value.Flag(Boolean.parseBoolean(written));
            case QUANTITY -> new Value.Quantity(Long.parseLong(written));
            case CATEGORY, LABEL, VERSION -> new Value.Text(written);
            case UREPORTS -> throw new IllegalArgumentException("crash reports are no part of the census");
            case COUNTS -> {
                Map<String, Long> counts = new HashMap<>();
                Matcher count = COUNT.matcher(written.substring(1, written.length() - 1));
                while (count.find()) {
                    counts.put(count.group(1), Long.parseLong(count.group(2)));
                }
                yield Value.Counts.of(counts);
            }
        };
    }
}
