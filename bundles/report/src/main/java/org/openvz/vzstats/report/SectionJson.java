package org.openvz.vzstats.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;

/**
 * A section as the JSON text of its file: metric names to booleans, whole numbers, texts, objects of whole numbers,
 * or lists of crash reports.
 *
 * <pre>{@code
 * {
 *   "disk.count" : {
 *     "ssd" : 2
 *   },
 *   "disk.vz_size" : 256
 * }
 * }</pre>
 */
public final class SectionJson {

    /** What arrives is held to this before anything is made of it. */
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(20)
                            .maxNameLength(256)
                            .maxStringLength(1_024)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private SectionJson() {}

    /** {@return the text of a section's file; equal sections give equal texts} */
    public static String encode(Section section) {
        ObjectNode json = MAPPER.createObjectNode();
        section.values().forEach((metric, value) -> {
            if (value instanceof Value.Flag flag) {
                json.put(metric, flag.set());
            } else if (value instanceof Value.Quantity quantity) {
                json.put(metric, quantity.amount());
            } else if (value instanceof Value.Text text) {
                json.put(metric, text.text());
            } else if (value instanceof Value.Counts counts) {
                ObjectNode object = json.putObject(metric);
                counts.byKey().forEach(object::put);
            } else if (value instanceof Value.UReports reports) {
                ArrayNode array = json.putArray(metric);
                reports.json().forEach(report -> array.add(parsed(report)));
            }
        });
        return Lines.of(json);
    }

    /**
     * Reads the text of a section's file.
     *
     * @return the section; empty if the text is anything else than metrics with values, or a number is beyond 64 bit
     */
    public static Optional<Section> decode(String collector, String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // The sender's fault, and the caller's to say so: what is wrong with it is nobody's business here.
            return Optional.empty();
        }
        if (json == null || !json.isObject()) {
            return Optional.empty();
        }
        SortedMap<String, Value> values = new TreeMap<>();
        for (var field : json.properties()) {
            Optional<Value> value = value(field.getValue());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(field.getKey(), value.get());
        }
        return Optional.of(new Section(collector, values));
    }

    private static Optional<Value> value(JsonNode json) {
        if (json.isBoolean()) {
            return Optional.of(new Value.Flag(json.booleanValue()));
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return Optional.of(new Value.Quantity(json.longValue()));
        }
        if (json.isTextual()) {
            return Optional.of(new Value.Text(json.textValue()));
        }
        if (json.isArray()) {
            return reports(json);
        }
        return json.isObject() ? counts(json) : Optional.empty();
    }

    /** Of which kind of reports they are the dictionary knows. */
    private static Optional<Value> reports(JsonNode json) {
        List<String> reports = new ArrayList<>();
        for (JsonNode report : json) {
            if (!report.isObject()) {
                return Optional.empty();
            }
            reports.add(report.toString());
        }
        return Optional.of(new Value.UReports(reports));
    }

    private static JsonNode parsed(String report) {
        try {
            return MAPPER.readTree(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the guard lets pass JSON only", e);
        }
    }

    private static Optional<Value> counts(JsonNode json) {
        SortedMap<String, Long> byKey = new TreeMap<>();
        for (var field : json.properties()) {
            JsonNode count = field.getValue();
            if (!count.isIntegralNumber() || !count.canConvertToLong()) {
                return Optional.empty();
            }
            byKey.put(field.getKey(), count.longValue());
        }
        return Optional.of(new Value.Counts(byKey));
    }
}
