package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.Consent.Described;
import org.openvz.vzstats.api.Consent.Pending;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** What new topics and updates would send besides, and how to let them. */
record PendingPage(Reader reader, Dictionary dictionary) {

    /**
     * Makes the page.
     *
     * @param preview what would be sent if it were accepted
     */
    List<Markup> of(List<Pending> pending, Sections preview) {
        List<Markup> parts = new ArrayList<>();
        parts.add(reader.heading("h1", Word.PENDING_TITLE));
        if (pending.isEmpty()) {
            parts.add(reader.paragraph("notice", Word.NOTHING_PENDING));
            return parts;
        }
        parts.add(reader.paragraph("intro", Word.PENDING_INTRO));
        parts.add(command(Word.ACCEPT_ALL, "bin/vzstats --accept"));
        pending.forEach(one -> parts.add(topic(one, preview)));
        return parts;
    }

    private Element command(Word what, String command) {
        return element(
                "p", text(reader.say(what) + " "), element("code", command).of("command"));
    }

    private Element topic(Pending pending, Sections preview) {
        Optional<Topic> topic = dictionary.topic(pending.collector());
        List<Element> blocks = pending.added().stream()
                .flatMap(added -> topic.flatMap(one -> one.metric(added.name())).stream())
                .map(metric -> new Blocks(reader).metric(metric, value(metric, preview)))
                .toList();
        Element section = element(
                        "section",
                        topic.map(one -> new Blocks(reader).heading(one))
                                .orElseGet(() -> reader.english("h2", pending.title())))
                .and(
                        element(
                                        "p",
                                        text(revision(pending) + ": "),
                                        reader.english("span", pending.reason()),
                                        text(" "),
                                        reader.where(pending.where()))
                                .of("notice"),
                        command(Word.ACCEPT_TOPIC, "bin/vzstats --accept " + pending.collector()));
        return blocks.isEmpty()
                // The bundle went away between two questions, or only definitions have changed.
                ? section.and(
                        pending.added().isEmpty()
                                ? List.of(reader.paragraph("note", Word.NO_NEW_METRIC))
                                : names(pending))
                : section.and(element("div").of("blocks").and(blocks));
    }

    private List<Element> names(Pending pending) {
        return pending.added().stream()
                .map(Described::name)
                .map(name -> element("p", element("code", name)))
                .toList();
    }

    private Markup value(Metric metric, Sections preview) {
        Optional<Value> value = preview.value(metric.name());
        return value.isPresent()
                ? new Values(reader.language()).of(metric, value.get())
                : reader.paragraph("note", Word.NOTHING_OF_IT);
    }

    private String revision(Pending pending) {
        return pending.accepted() == 0
                ? reader.say(Word.REVISION_NEW, pending.revision())
                : reader.say(Word.REVISION_GROWN, pending.accepted(), pending.revision());
    }
}
