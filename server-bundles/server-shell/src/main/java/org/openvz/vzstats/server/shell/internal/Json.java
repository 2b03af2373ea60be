package org.openvz.vzstats.server.shell.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Inventory.Stock;
import org.openvz.vzstats.server.api.Journal.Day;
import org.openvz.vzstats.server.api.Publishing;
import org.openvz.vzstats.server.api.QuarantineStore.Entry;
import org.openvz.vzstats.server.api.QuarantineStore.Group;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.Retention;

/** What the commands print for programs. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode status(Stock stock, Day today, Optional<Releases.Info> latest) {
        ObjectNode json = stock(stock);
        release(json, latest);
        json.set("today", day(today));
        return json;
    }

    static ObjectNode inbox(Stock stock, List<Day> days) {
        ObjectNode json = stock(stock);
        ArrayNode array = json.putArray("days");
        days.forEach(day -> array.add(day(day)));
        return json;
    }

    private static ObjectNode stock(Stock stock) {
        return MAPPER.createObjectNode()
                .put("live_nodes", stock.liveNodes())
                .put("waiting", stock.waiting())
                .put("oldest_waiting", time(stock.oldestWaiting()))
                .put("quarantined", stock.quarantined())
                .put("quarantined_bytes", stock.quarantinedBytes());
    }

    private static @Nullable String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static ObjectNode day(Day day) {
        ObjectNode json = MAPPER.createObjectNode().put("day", day.day().toString());
        for (Event event : Event.values()) {
            json.put(event.word(), day.count(event));
        }
        return json;
    }

    static ObjectNode groups(List<Group> groups) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode array = json.putArray("reasons");
        groups.forEach(group -> array.addObject()
                .put("reason", group.reason())
                .put("sections", group.sections())
                .put("bytes", group.bytes())
                .put("oldest", group.oldest().toString()));
        return json;
    }

    static ObjectNode entries(List<Entry> entries) {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode array = json.putArray("sections");
        entries.forEach(entry -> array.add(described(entry)));
        return json;
    }

    static ObjectNode entry(Entry entry) {
        return described(entry);
    }

    private static ObjectNode described(Entry entry) {
        return MAPPER.createObjectNode()
                .put("number", entry.id())
                .put("reason", entry.reason())
                .put("section", entry.collector())
                .put("revision", entry.revision())
                .put("made", entry.made().toString())
                .put("received", entry.received().toString())
                .put("bytes", entry.bytes());
    }

    static ObjectNode replayed(long left, long stay) {
        return MAPPER.createObjectNode().put("counted", left).put("in_quarantine", stay);
    }

    static ObjectNode release(boolean made, Optional<Releases.Info> latest, Publishing.Settings settings) {
        ObjectNode json = MAPPER.createObjectNode().put("made", made);
        release(json, latest);
        json.put("k", settings.k())
                .put("interval", Durations.format(settings.interval()))
                .put("window", Durations.format(settings.window()));
        return json;
    }

    private static void release(ObjectNode json, Optional<Releases.Info> latest) {
        json.put("release", latest.map(Releases.Info::number).orElse(null))
                .put("generated", time(latest.map(Releases.Info::generated)));
    }

    static ObjectNode retention(
            Retention.Bounds bounds, Optional<Publishing.Settings> settings, Optional<Retention.Removed> removed) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("window", settings.map(set -> Durations.format(set.window())).orElse(null))
                .put("nodes.silent", Durations.format(bounds.silentAge()))
                .put("identities.unused", Durations.format(bounds.unusedAge()))
                .put("receipts.age", Durations.format(bounds.receiptAge()))
                .put("receipts.rows", bounds.receiptRows())
                .put("quarantine.age", Durations.format(bounds.quarantineAge()))
                .put("quarantine.rows", bounds.quarantineRows())
                .put("quarantine.bytes", bounds.quarantineBytes())
                .put("crashes.age", Durations.format(bounds.crashAge()));
        removed.ifPresent(gone -> json.putObject("removed")
                .put("nodes", gone.nodes())
                .put("identities", gone.identities())
                .put("receipts", gone.receipts())
                .put("quarantined", gone.quarantined())
                .put("crashes", gone.crashes()));
        return json;
    }

    /** Keeps a document that is one already, such as a receipt. */
    static JsonNode parsed(String document) {
        try {
            return MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we built can be read", e);
        }
    }
}
