package org.openvz.vzstats.stats.rest.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;

/** The journal for readers: a word's part before the dot is a group, the rest its own name. */
final class TransparencyJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private TransparencyJson() {}

    /**
     * Writes it.
     *
     * @param index the overview of the last release: what is not published yet is not said here either
     * @param receiptKey with which everybody can check a receipt: X.509, in base64
     */
    static String of(List<Journal.Day> days, Inventory.Stock stock, String index, String receiptKey) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        JsonNode release = published(index);
        json.put(
                "release",
                release.path("release").isNumber() ? release.path("release").asLong() : null);
        json.put(
                "live_nodes",
                release.path("live_nodes").isNumber()
                        ? release.path("live_nodes").asLong()
                        : null);
        json.put(
                "oldest_raw",
                stock.oldestRaw()
                        .map(oldest ->
                                LocalDate.ofInstant(oldest, ZoneOffset.UTC).toString())
                        .orElse(null));
        json.put("waiting", stock.waiting());
        json.put("in_quarantine", stock.quarantined());
        json.put("receipt_key", receiptKey);
        ArrayNode exact = json.putArray("exact");
        for (Event event : Event.values()) {
            if (event.exact()) {
                exact.add(event.word());
            }
        }
        ArrayNode array = json.putArray("days");
        days.forEach(day -> array.add(day(day)));
        return json.toString();
    }

    private static ObjectNode day(Journal.Day day) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("day", day.day().toString());
        for (Event event : Event.values()) {
            String word = event.word();
            int dot = word.indexOf('.');
            ObjectNode group = dot < 0 ? json : json.withObject("/" + word.substring(0, dot));
            group.put(word.substring(dot + 1), day.count(event));
        }
        return json;
    }

    private static JsonNode published(String index) {
        try {
            return MAPPER.readTree(index);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a release holds a document that is no JSON", e);
        }
    }
}
