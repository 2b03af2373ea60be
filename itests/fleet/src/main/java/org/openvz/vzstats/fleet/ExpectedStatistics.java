package org.openvz.vzstats.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.report.ReportSection;

/**
 * What a server must publish of the nodes that were added, if it hides nothing (k = 1): summed up here from what they send, by nothing of
 * the server's.
 *
 * <pre>{@code
 * {
 *   "live_nodes" : 1000,
 *   "platforms" : [ {"platform" : "openvz-6", "nodes" : 561}, … ],
 *   "metrics" : [ {"name" : "cpu.aes", "n" : 982}, … ],
 *   "statistics" : [ {"metric" : "cpu.aes", "platform" : null, "n" : 982, "suppressed" : 0.0,
 *       "cells" : [ {"value" : "true", "nodes" : 830, "share" : 0.8452}, … ]}, … ]
 * }
 * }</pre>
 */
public final class ExpectedStatistics {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PRODUCT = "platform.product";
    private static final Pattern RANGE = Pattern.compile("(\\d+)(-\\d+|\\+)?");

    private final Dictionary dictionary;
    private final SortedMap<String, Long> liveNodes = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Sum>> byMetric = new TreeMap<>();

    /** Starts without a node. */
    public ExpectedStatistics(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** How many nodes have a metric, and each of its values. */
    private static final class Sum {
        private long nodes;
        private final SortedMap<String, Cell> cells = new TreeMap<>();

        void add(Sum other) {
            nodes += other.nodes;
            other.cells.forEach((value, cell) -> add(value, cell));
        }

        void add(String value, Cell cell) {
            cells.merge(value, cell, Cell::plus);
        }
    }

    /** How many nodes, and how many of it they have together. */
    private record Cell(long nodes, long total) {

        Cell plus(Cell other) {
            return new Cell(nodes + other.nodes, total + other.total);
        }
    }

    /** Adds a node of which this counts. */
    public void add(List<ReportSection> sections) {
        String platform = platform(sections);
        liveNodes.merge(platform, 1L, Long::sum);
        for (ReportSection section : sections) {
            section.section().values().forEach((name, value) -> add(platform, name, value));
        }
    }

    private static String platform(List<ReportSection> sections) {
        for (ReportSection section : sections) {
            if (section.section().values().get(PRODUCT) instanceof Value.Text text) {
                return text.text();
            }
        }
        return "unknown";
    }

    private void add(String platform, String name, Value value) {
        Metric metric = metric(name);
        Sum sum = byMetric.computeIfAbsent(name, unseen -> new TreeMap<>())
                .computeIfAbsent(platform, unseen -> new Sum());
        sum.nodes++;
        if (value instanceof Value.Flag flag) {
            sum.add(flag.set() ? "true" : "false", new Cell(1, 1));
        } else if (value instanceof Value.Quantity quantity) {
            sum.add(metric.cellOf(quantity.amount()), new Cell(1, 1));
        } else if (value instanceof Value.Text text) {
            sum.add(text.text(), new Cell(1, 1));
        } else if (value instanceof Value.Counts counts) {
            counts.byKey().forEach((key, number) -> {
                if (number > 0) {
                    sum.add(key, new Cell(1, number));
                }
            });
        }
    }

    /** {@return how many nodes were added} */
    public long nodes() {
        return liveNodes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return the names of all metrics that a node has} */
    public SortedSet<String> metrics() {
        return new TreeSet<>(byMetric.keySet());
    }

    /** {@return all of it} */
    public JsonNode json() {
        ObjectNode json = JSON.objectNode().put("live_nodes", nodes());
        SortedMap<String, Cell> live = new TreeMap<>();
        liveNodes.forEach((platform, nodes) -> live.put(platform, new Cell(nodes, nodes)));
        ArrayNode platforms = json.putArray("platforms");
        sorted(live).forEach(cell -> platforms
                .addObject()
                .put("platform", cell.getKey())
                .put("nodes", cell.getValue().nodes()));
        ArrayNode metrics = json.putArray("metrics");
        ArrayNode statistics = json.putArray("statistics");
        byMetric.forEach((name, byPlatform) -> {
            Sum all = new Sum();
            byPlatform.values().forEach(all::add);
            metrics.addObject().put("name", name).put("n", all.nodes);
            boolean counts = metric(name).type() == MetricType.COUNTS;
            statistics.add(statistic(name, null, all, counts));
            for (String platform : liveNodes.keySet()) {
                statistics.add(statistic(name, platform, byPlatform.getOrDefault(platform, new Sum()), counts));
            }
        });
        return json;
    }

    private static ObjectNode statistic(String metric, @Nullable String platform, Sum sum, boolean counts) {
        ObjectNode json = JSON.objectNode()
                .put("metric", metric)
                .put("platform", platform)
                .put("n", sum.nodes);
        // What nobody has is said to be hidden.
        json.put("suppressed", sum.nodes == 0 ? 1.0 : 0.0);
        ArrayNode cells = json.putArray("cells");
        sorted(sum.cells).forEach(cell -> {
            ObjectNode object = cells.addObject()
                    .put("value", cell.getKey())
                    .put("nodes", cell.getValue().nodes())
                    .put("share", Math.round(10_000.0 * cell.getValue().nodes() / sum.nodes) / 10_000.0);
            if (counts) {
                object.put("total", cell.getValue().total());
            }
        });
        return json;
    }

    /** As they are published: ranges from the lowest, anything else from the most frequent; "other" last. */
    private static List<Map.Entry<String, Cell>> sorted(SortedMap<String, Cell> cells) {
        boolean ranges = cells.keySet().stream()
                .allMatch(value ->
                        value.equals(Metric.OTHER) || RANGE.matcher(value).matches());
        Comparator<Map.Entry<String, Cell>> order = ranges
                ? Comparator.comparingLong(cell -> lower(cell.getKey()))
                : Comparator.comparingLong(cell -> -cell.getValue().nodes());
        List<Map.Entry<String, Cell>> sorted = new ArrayList<>(cells.entrySet());
        sorted.sort(Comparator.<Map.Entry<String, Cell>, Boolean>comparing(
                        cell -> cell.getKey().equals(Metric.OTHER))
                .thenComparing(order)
                .thenComparing(Map.Entry.comparingByKey()));
        return sorted;
    }

    private static long lower(String range) {
        Matcher matcher = RANGE.matcher(range);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
    }

    private Metric metric(String name) {
        return dictionary.metric(name).orElseThrow(() -> new IllegalArgumentException("no metric " + name));
    }
}
