package org.openvz.vzstats.server.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.shell.control.Table;

/** What the command about crashes prints: in 80 columns, and for programs. */
final class CrashTexts {

    private static final int HASH = 8;
    private static final int NAME = 24;

    private CrashTexts() {}

    static String groups(List<Crashes.Group> groups) {
        if (groups.isEmpty()) {
            return "No crash of this kind has been reported.\n";
        }
        Table table = new Table().row("GROUP", "CRASHES", "NODES", "LAST", "COMPONENT", "WHERE");
        groups.forEach(group -> table.row(
                group.hash().substring(0, HASH),
                Long.toString(group.amount().crashes()),
                Long.toString(group.amount().nodes()),
                group.last().toString(),
                cut(group.component()),
                cut(group.where().isEmpty() ? group.type() : group.where())));
        return table.text();
    }

    static String group(Crashes.Detail detail) {
        Crashes.Group group = detail.group();
        StringBuilder text = new StringBuilder(new Table()
                .row("Group:", group.hash())
                .row("Component:", group.component() + " (" + group.type() + ")")
                .row(
                        "Crashes:",
                        group.amount().crashes() + ", on " + group.amount().nodes() + " nodes and in "
                                + group.amount().anonymous() + " reports of others")
                .row("Days:", group.first() + " to " + group.last())
                .text());
        sums(text, "Versions", detail.versions());
        sums(text, "Systems", detail.systems());
        sums(text, "Products of the nodes", detail.platforms());
        sums(text, "Kernels", detail.kernels());
        text.append("\nFrames:\n");
        detail.frames().forEach(frame -> text.append("  ").append(frame).append('\n'));
        return text.toString();
    }

    static ArrayNode json(List<Crashes.Group> groups) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        groups.forEach(group -> json.add(json(group)));
        return json;
    }

    static ObjectNode json(Crashes.Detail detail) {
        ObjectNode json = json(detail.group());
        ArrayNode frames = json.putArray("frames");
        detail.frames().forEach(frames::add);
        sums(json, "by_version", detail.versions());
        sums(json, "by_system", detail.systems());
        sums(json, "by_platform", detail.platforms());
        sums(json, "by_kernel", detail.kernels());
        sums(json, "by_architecture", detail.architectures());
        ObjectNode days = json.putObject("by_day");
        detail.days().forEach((day, crashes) -> days.put(day.toString(), crashes));
        return json;
    }

    private static ObjectNode json(Crashes.Group group) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("group", group.hash())
                .put("type", group.type())
                .put("component", group.component())
                .put("first", group.first().toString())
                .put("last", group.last().toString())
                .put("crashes", group.amount().crashes())
                .put("nodes", group.amount().nodes())
                .put("anonymous_reports", group.amount().anonymous())
                .put("where", group.where());
        ArrayNode versions = json.putArray("versions");
        group.versions().forEach(versions::add);
        return json;
    }

    private static void sums(ObjectNode json, String name, Map<String, Long> sums) {
        ObjectNode object = json.putObject(name);
        sums.forEach(object::put);
    }

    private static void sums(StringBuilder text, String title, Map<String, Long> sums) {
        if (!sums.isEmpty()) {
            text.append('\n').append(title).append(":\n");
            sums.forEach((which, crashes) ->
                    text.append("  ").append(which).append(": ").append(crashes).append('\n'));
        }
    }

    private static String cut(String name) {
        return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
    }
}
