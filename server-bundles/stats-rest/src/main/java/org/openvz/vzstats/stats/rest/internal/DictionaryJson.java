package org.openvz.vzstats.stats.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;

/** The data dictionary for readers. */
final class DictionaryJson {

    private DictionaryJson() {}

    static String of(Dictionary dictionary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode collectors = json.putArray("collectors");
        dictionary.topics().values().forEach(topic -> collectors.add(topic(topic)));
        return json.toString();
    }

    private static ObjectNode topic(Topic topic) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("collector", topic.collector());
        json.put("revision", topic.revision());
        json.set("title", text(topic.title()));
        ArrayNode metrics = json.putArray("metrics");
        topic.metrics().forEach(metric -> metrics.add(metric(metric)));
        return json;
    }

    private static ObjectNode metric(Metric metric) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", metric.name());
        json.put("type", metric.type().name().toLowerCase(Locale.ROOT));
        json.set("title", text(metric.title()));
        if (metric.meaning() != null) {
            json.set("meaning", text(metric.meaning()));
        }
        json.set("why", text(metric.why()));
        json.set("source", text(metric.source()));
        json.put("since", metric.since());
        if (metric.unit() != null) {
            json.put("unit", metric.unit());
        }
        if (!metric.buckets().isEmpty()) {
            metric.buckets().forEach(json.putArray("buckets")::add);
        }
        values(metric).forEach(json.putArray("values")::add);
        json.put("chart", metric.chart());
        if (metric.exact()) {
            json.put("exact", true);
        }
        return json;
    }

    /** {@return the values in the order they are best read; empty if the vocabulary is open} */
    private static List<String> values(Metric metric) {
        if (metric.buckets().isEmpty()) {
            return metric.values();
        }
        List<String> cells = new ArrayList<>();
        cells.add(metric.cellOf(0));
        metric.buckets().forEach(lower -> cells.add(metric.cellOf(lower)));
        return cells;
    }

    private static ObjectNode text(LocalizedText text) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(text.byLanguage()).forEach(json::put);
        return json;
    }
}
