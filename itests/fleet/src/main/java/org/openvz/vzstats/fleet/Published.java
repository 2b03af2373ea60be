package org.openvz.vzstats.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a server publishes, beside what it must. */
public final class Published {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATISTICS = "/api/v2/statistics";
    private static final byte[] NOTHING = {};
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final URI server;

    /** Looks at this server, whose releases are made with {@code k = 1}. */
    public Published(URI server) {
        this.server = server;
    }

    /**
     * Compares every document of the last release with what is expected, as soon as a release is right or the time is over.
     *
     * @return where they differ; empty if nowhere
     */
    public List<String> differences(ExpectedStatistics expected, long seconds) throws IOException {
        // As it is read back, so that numbers are of the same kind.
        JsonNode wanted = JSON.readTree(expected.json().toString());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            List<String> differences = compared(wanted);
            if (differences.isEmpty() || System.nanoTime() > end) {
                return differences;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private List<String> compared(JsonNode wanted) throws IOException {
        try (Connection connection = new Connection(server)) {
            List<String> differences = new ArrayList<>();
            JsonNode index = get(connection, STATISTICS);
            for (String field : List.of("live_nodes", "platforms")) {
                differ(field, wanted.path(field), index.path(field), differences);
            }
            differ(wanted.path("metrics"), withoutUrls(index.path("metrics")), differences);
            if (!differences.isEmpty()) {
                // Not all has been counted yet: no need to ask for hundreds of documents.
                return differences;
            }
            for (JsonNode statistic : wanted.path("statistics")) {
                String metric = statistic.path("metric").asText();
                String platform = statistic.path("platform").isNull()
                        ? ""
                        : "?platform="
                                + URLEncoder.encode(statistic.path("platform").asText(), StandardCharsets.UTF_8);
                JsonNode document = get(connection, STATISTICS + "/" + metric + platform);
                differ(metric + platform, statistic, withoutRelease(document), differences);
            }
            return differences;
        }
    }

    private static void differ(String what, JsonNode wanted, JsonNode published, List<String> differences) {
        if (!wanted.equals(published)) {
            differences.add(what + ": expected " + wanted + ", published " + published);
        }
    }

    /** Metric by metric: whole lists would tell nobody where they differ. */
    private static void differ(JsonNode wanted, JsonNode published, List<String> differences) {
        if (wanted.size() != published.size()) {
            differences.add(published.size() + " metrics instead of " + wanted.size());
        }
        for (int i = 0; i < Math.min(wanted.size(), published.size()); i++) {
            differ(wanted.path(i).path("name").asText(), wanted.path(i), published.path(i), differences);
        }
    }

    private static JsonNode withoutUrls(JsonNode metrics) {
        metrics.forEach(metric -> ((ObjectNode) metric).remove("url"));
        return metrics;
    }

    private static JsonNode withoutRelease(JsonNode document) {
        return document instanceof ObjectNode object ? object.remove(List.of("release", "generated")) : document;
    }

    private static JsonNode get(Connection connection, String path) throws IOException {
        Connection.Answer answer = connection.send("GET", path, Map.of("Accept", "application/json"), NOTHING);
        return answer.status() == 200 ? JSON.readTree(answer.text()) : JSON.missingNode();
    }
}
