package org.openvz.vzstats.collector.scripts.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;

/**
 * The metrics file beside a script: one as every collector has, but that each metric says besides what of the output it is, by a regular
 * expression:
 *
 * <pre>{@code
 * - name: scripts.raid_degraded
 *   match: '^degraded: (\d+)$'
 * }</pre>
 *
 * @param topic what the file defines
 * @param matches by the metric's name, where its value is
 */
record OwnersFile(Topic topic, Map<String, Pattern> matches) {

    private static final String MATCH = "match";

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What is JSON is YAML. */
    private static final ObjectMapper JSON = new JsonMapper();

    OwnersFile {
        matches = Map.copyOf(matches);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is none; the message says what to mend
     */
    static OwnersFile read(String yaml) throws IOException {
        if (yaml.length() > MetricsFile.MAX_BYTES) {
            throw new IOException("longer than " + MetricsFile.MAX_BYTES + " bytes");
        }
        JsonNode file = tree(yaml);
        Map<String, JsonNode> expressions = new HashMap<>();
        for (JsonNode metric : file.path("metrics")) {
            if (metric instanceof ObjectNode definition) {
                @Nullable JsonNode match = definition.remove(MATCH);
                if (match != null) {
                    expressions.put(definition.path("name").asText(), match);
                }
            }
        }
        Topic topic = MetricsFile.read(new ByteArrayInputStream(JSON.writeValueAsBytes(file)));
        if (!topic.collector().equals(ScriptsCollector.TOPIC)) {
            throw new IOException("it begins with collector: " + ScriptsCollector.TOPIC);
        }
        Map<String, Pattern> matches = new LinkedHashMap<>();
        for (Metric metric : topic.metrics()) {
            matches.put(metric.name(), match(metric, expressions.get(metric.name())));
        }
        return new OwnersFile(topic, matches);
    }

    private static JsonNode tree(String yaml) throws IOException {
        try {
            JsonNode file = YAML.readTree(yaml);
            if (!file.isObject()) {
                throw new IOException("no metrics file: it begins with collector: " + ScriptsCollector.TOPIC);
            }
            return file;
        } catch (JsonProcessingException e) {
            throw new IOException("no YAML, or a key is there twice, at line " + line(e));
        } catch (RuntimeException e) {
            // Bytes that are no text at all: the YAML reader has exceptions of its own for them.
            throw new IOException("no YAML");
        }
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null ? "?" : Integer.toString(e.getLocation().getLineNr());
    }

    private static Pattern match(Metric metric, @Nullable JsonNode expression) throws IOException {
        if (expression == null || !expression.isTextual()) {
            throw new IOException(
                    "metric " + metric.name() + ": match is missing: a regular expression that finds its value");
        }
        if (metric.type() == MetricType.UREPORTS) {
            throw new IOException("metric " + metric.name() + ": no script has crash reports");
        }
        Pattern match;
        try {
            match = Pattern.compile(expression.textValue(), Pattern.MULTILINE);
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw new IOException("metric " + metric.name() + ": match is no regular expression");
        }
        if (metric.type() != MetricType.FLAG && match.matcher("").groupCount() == 0) {
            throw new IOException("metric " + metric.name() + ": match needs a group, (…), around the value");
        }
        return match;
    }
}
