package org.openvz.vzstats.intake.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Base64;
import java.util.Locale;
import org.openvz.vzstats.server.api.Holdings;

/** What the server holds about a node, as JSON. */
final class HeldJson {

    private HeldJson() {}

    static ObjectNode of(String node, Holdings.Held held) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("node", node.toLowerCase(Locale.ROOT))
                .put("issued", held.issued().toString())
                .put("platform", held.platform())
                .put("live", held.live());
        held.lastReceived().ifPresent(last -> json.put("last_received", last.toString()));
        ArrayNode sections = json.putArray("sections");
        held.sections().forEach(section -> sections.add(section(section)));
        ArrayNode waiting = json.putArray("waiting");
        held.waiting().forEach(report -> waiting.add(waiting(report)));
        ArrayNode quarantined = json.putArray("quarantined");
        held.quarantined().forEach(section -> quarantined
                .addObject()
                .put("report", section.report().toString())
                .put("collector", section.collector())
                .put("day", section.day().toString())
                .put("received", section.received().toString())
                .put("revision", section.revision())
                .put("reason", section.reason())
                .put("content", section.content()));
        ArrayNode receipts = json.putArray("receipts");
        held.receipts().forEach(receipt -> receipts.addRawValue(new RawValue(receipt.json())));
        ArrayNode crashes = json.putArray("crashes");
        held.crashes().forEach(crash -> crashes.addObject()
                .put("group", crash.group())
                .put("component", crash.component())
                .put("day", crash.day().toString())
                .put("version", crash.version())
                .put("os", crash.os())
                .put("architecture", crash.architecture())
                .put("kernel", crash.kernel())
                .put("crashes", crash.crashes())
                .put("reports", crash.reports()));
        held.chain()
                .ifPresent(chain ->
                        json.putObject("chain").put("head", chain.head()).put("base", chain.base()));
        ArrayNode truncated = json.putArray("truncated");
        held.truncated().forEach(truncated::add);
        return json;
    }

    private static ObjectNode waiting(Holdings.Waiting report) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("report", report.submission().report().toString())
                .put("received", report.received().toString())
                .put(
                        "packed",
                        Base64.getEncoder().encodeToString(report.submission().packed()));
        report.submission().country().ifPresent(country -> json.put("country", country));
        return json;
    }

    private static ObjectNode section(Holdings.Section section) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("collector", section.collector())
                .put("day", section.day().toString())
                .put("received", section.received().toString())
                .put("revision", section.revision());
        ObjectNode values = json.putObject("values");
        section.values().byMetric().forEach((metric, cells) -> {
            ObjectNode cell = values.putObject(metric);
            cells.forEach(cell::put);
        });
        return json;
    }
}
