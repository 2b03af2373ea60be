package org.openvz.vzstats.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;

/** What our collectors give on the recorded hosts of their tests: each a starting point for hosts of its kind. */
final class RecordedHosts {

    private RecordedHosts() {}

    /** {@return metric to value, as the collectors measured it on this host} */
    static SortedMap<String, Value> values(Dictionary dictionary, String host) throws IOException {
        SortedMap<String, Value> values = new TreeMap<>();
        for (String topic : dictionary.topics().keySet()) {
            String name = "/hosts/" + topic + "/src/test/expected/" + host + ".txt";
            try (InputStream in = RecordedHosts.class.getResourceAsStream(name)) {
                if (in != null) {
                    read(dictionary, new String(in.readAllBytes(), StandardCharsets.UTF_8), values);
                }
            }
        }
        if (values.isEmpty()) {
            throw new IOException("no host " + host + " was recorded");
        }
        return Collections.unmodifiableSortedMap(values);
    }

    private static void read(Dictionary dictionary, String text, SortedMap<String, Value> values) {
        text.lines().forEach(line -> {
            int equals = line.indexOf(" = ");
            String name = line.substring(0, equals);
            // Metrics of the owner's own scripts are in no dictionary.
            dictionary.metric(name).ifPresent(metric -> values.put(name, value(metric, line.substring(equals + 3))));
        });
    }

    private static Value value(Metric metric, String text) {
        return switch (metric.type()) {
            case FLAG -> new Value.Flag(Boolean.parseBoolean(text));
            case QUANTITY -> new Value.Quantity(Long.parseLong(text));
            case CATEGORY, LABEL, VERSION -> new Value.Text(text);
            case COUNTS -> counts(text.substring(1, text.length() - 1));
            case UREPORTS -> throw new IllegalArgumentException("crash reports are no part of the census");
        };
    }

    private static Value counts(String text) {
        SortedMap<String, Long> byKey = new TreeMap<>();
        if (!text.isEmpty()) {
            for (String count : text.split(", ", -1)) {
                int equals = count.lastIndexOf('=');
                byKey.put(count.substring(0, equals), Long.valueOf(count.substring(equals + 1)));
            }
        }
        return new Value.Counts(byKey);
    }
}
