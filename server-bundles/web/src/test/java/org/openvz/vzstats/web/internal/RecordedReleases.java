package org.openvz.vzstats.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/** Releases in memory, made of the documents of a server. */
final class RecordedReleases implements Releases {

    static final Instant NOW = Instant.parse("2026-11-22T19:30:00Z");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private record Name(String metric, String platform) {}

    private final SortedMap<Instant, Map<Name, ObjectNode>> releases = new TreeMap<>();
    private boolean available = true;
    private int reads;

    /** {@return no release} */
    static RecordedReleases none() {
        return new RecordedReleases();
    }

    /** {@return one release of the recorded documents} */
    static RecordedReleases one() {
        RecordedReleases releases = new RecordedReleases();
        releases.publish(NOW, recorded());
        return releases;
    }

    /** {@return the same each day for so many days, with some more nodes each} */
    static RecordedReleases days(int days) {
        RecordedReleases releases = new RecordedReleases();
        for (int ago = days - 1; ago >= 0; ago--) {
            Map<Name, ObjectNode> documents = recorded();
            int less = ago;
            documents.forEach((name, document) -> {
                if (document.has("live_nodes")) {
                    document.put("live_nodes", document.path("live_nodes").asLong() - less);
                }
                for (JsonNode cell : document.path("cells")) {
                    ((ObjectNode) cell).put("share", cell.path("share").asDouble() * (1 - less / 1000.0));
                }
            });
            releases.publish(NOW.minusSeconds(86_400L * ago), documents);
        }
        return releases;
    }

    private static Map<Name, ObjectNode> recorded() {
        try (InputStream in = Objects.requireNonNull(RecordedReleases.class.getResourceAsStream("release.jsonl"))) {
            Map<Name, ObjectNode> documents = new HashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    JsonNode json = MAPPER.readTree(line);
                    documents.put(
                            new Name(
                                    json.path("metric").asText(),
                                    json.path("platform").asText()),
                            (ObjectNode) json.path("document"));
                }
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(Instant generated, Map<Name, ObjectNode> documents) {
        documents.forEach((name, document) ->
                document.put("generated", generated.toString()).put("release", releases.size() + 1));
        documents
                .getOrDefault(new Name(INDEX, ALL), MAPPER.createObjectNode())
                .put("next", generated.plusSeconds(3_600).toString());
        releases.put(generated, documents);
    }

    /** Publishes the last release once more, with another document in it. */
    RecordedReleases with(String metric, String platform, UnaryOperator<ObjectNode> document) {
        Map<Name, ObjectNode> last = releases.getOrDefault(releases.lastKey(), Map.of());
        ObjectNode changed = document.apply(MAPPER.createObjectNode()
                .put("metric", metric)
                .put("generated", releases.lastKey().toString())
                .put("n", 100)
                .put("suppressed", 0));
        last.put(new Name(metric, platform), changed);
        ObjectNode index = last.getOrDefault(new Name(INDEX, ALL), MAPPER.createObjectNode());
        boolean known = false;
        for (JsonNode one : index.path("metrics")) {
            known |= one.path("name").asText().equals(metric);
        }
        if (!known) {
            index.withArray("/metrics")
                    .addObject()
                    .put("name", metric)
                    .put("n", changed.path("n").asLong());
        }
        return this;
    }

    /** A document of these values and numbers of nodes, of a hundred. */
    static UnaryOperator<ObjectNode> cells(Map<String, Integer> nodes) {
        return document -> {
            var cells = document.putArray("cells");
            new TreeMap<>(nodes).forEach((value, count) -> cells.addObject()
                    .put("value", value)
                    .put("nodes", count)
                    .put("share", count / 100.0));
            return document;
        };
    }

    void available(boolean now) {
        available = now;
    }

    /** {@return how often a document was read} */
    int reads() {
        return reads;
    }

    @Override
    public boolean publish(Release release) {
        throw new AssertionError("a reader publishes nothing");
    }

    @Override
    public Optional<Info> latest() {
        if (!available) {
            throw new StoreUnavailableException(new IllegalStateException("switched off"));
        }
        return releases.isEmpty() ? Optional.empty() : Optional.of(new Info(releases.size(), releases.lastKey(), ""));
    }

    @Override
    public Map<String, String> basis() {
        throw new AssertionError("exact counters are not for readers");
    }

    @Override
    public Optional<String> manifest(long release) {
        throw new AssertionError("manifests are not for readers");
    }

    @Override
    public Optional<String> document(long release, String metric, String platform) {
        reads++;
        if (!available) {
            throw new StoreUnavailableException(new IllegalStateException("switched off"));
        }
        return releases.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(releases.getOrDefault(releases.lastKey(), Map.of())
                                .get(new Name(metric, platform)))
                        .map(ObjectNode::toString);
    }

    @Override
    public List<String> history(String metric, String platform, LocalDate from, LocalDate to) {
        List<String> documents = new ArrayList<>();
        releases.forEach((generated, release) -> {
            LocalDate day = LocalDate.ofInstant(generated, ZoneOffset.UTC);
            ObjectNode document = release.get(new Name(metric, platform));
            if (!day.isBefore(from) && !day.isAfter(to) && document != null) {
                reads++;
                documents.add(document.toString());
            }
        });
        return documents;
    }

    @Override
    public void prune(int newest) {
        throw new AssertionError("a reader removes nothing");
    }
}
