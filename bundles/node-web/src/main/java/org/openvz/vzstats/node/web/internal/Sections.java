package org.openvz.vzstats.node.web.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.api.Value;

/**
 * The values of a report, out of its files.
 *
 * @param byCollector the name of a collector to its values by metric
 */
record Sections(SortedMap<String, SortedMap<String, Value>> byCollector) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".json";
    private static final String MANIFEST = "manifest" + SUFFIX;
    /** Of the report of what is no part of the census. */
    private static final String MANIFEST_APART = "apart/" + MANIFEST;

    /**
     * Reads them.
     *
     * @param files of a report; what is shown beside them has a name that no file in a report can have
     */
    static Sections in(Map<String, String> files) {
        SortedMap<String, SortedMap<String, Value>> byCollector = new TreeMap<>();
        files.forEach((name, text) -> {
            if (isSection(name)) {
                byCollector.put(name.substring(0, name.length() - SUFFIX.length()), values(text));
            }
        });
        return new Sections(byCollector);
    }

    /** {@return whether a file of this name leaves} */
    static boolean isPartOfReport(String file) {
        return isSection(file) || file.equals(MANIFEST) || file.equals(MANIFEST_APART);
    }

    SortedMap<String, Value> of(String collector) {
        return byCollector.getOrDefault(collector, Collections.emptySortedMap());
    }

    Optional<Value> value(String metric) {
        int dot = metric.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(of(metric.substring(0, dot)).get(metric));
    }

    int size() {
        return byCollector.values().stream().mapToInt(Map::size).sum();
    }

    private static boolean isSection(String file) {
        return file.endsWith(SUFFIX) && file.indexOf('/') < 0 && !file.equals(MANIFEST);
    }

    private static SortedMap<String, Value> values(String text) {
        SortedMap<String, Value> values = new TreeMap<>();
        try {
            JSON.readTree(text).properties().forEach(field -> value(field.getValue())
                    .ifPresent(value -> values.put(field.getKey(), value)));
        } catch (JsonProcessingException e) {
            return values; // A damaged report of the history: its text is shown as it is.
        }
        return values;
    }

    private static Optional<Value> value(JsonNode json) {
        if (json.isBoolean()) {
            return Optional.of(new Value.Flag(json.booleanValue()));
        }
        if (json.canConvertToLong() && json.isIntegralNumber()) {
            return Optional.of(new Value.Quantity(json.longValue()));
        }
        if (json.isTextual()) {
            return Optional.of(new Value.Text(json.textValue()));
        }
        if (!json.isObject()) {
            return Optional.empty();
        }
        SortedMap<String, Long> counts = new TreeMap<>();
        json.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return Optional.of(new Value.Counts(counts));
    }
}
