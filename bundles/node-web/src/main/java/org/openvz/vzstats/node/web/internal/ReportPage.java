package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Node.Run;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** What would be sent: each value with what it means, what it is for and where it comes from; and the very files. */
record ReportPage(Reader reader, Dictionary dictionary) {

    /** {@return the values of a run, by topic} */
    List<Markup> values(Run run) {
        Sections sections = Sections.in(run.files());
        SortedMap<String, CollectorResult> results = new TreeMap<>();
        run.collectors().forEach(result -> results.put(result.collector(), result));
        List<Markup> topics = new ArrayList<>();
        List<Topic> present = Blocks.inOrder(dictionary).stream()
                .filter(topic -> results.containsKey(topic.collector()))
                .toList();
        topics.add(contents(present.stream()
                .filter(topic -> !sections.of(topic.collector()).isEmpty())
                .toList()));
        present.forEach(topic -> topics.add(
                topic(topic, sections.of(topic.collector()), Optional.ofNullable(results.get(topic.collector())))));
        return topics;
    }

    /** {@return the files of a report, exactly as they are in it; and apart from them what is not} */
    List<Markup> files(Word title, Map<String, String> files) {
        List<Markup> parts = new ArrayList<>();
        files(parts, files, Sections::isPartOfReport, title);
        files(parts, files, name -> !Sections.isPartOfReport(name), Word.NEVER_SENT);
        return parts;
    }

    private void files(List<Markup> parts, Map<String, String> files, Predicate<String> which, Word title) {
        SortedMap<String, String> chosen = new TreeMap<>(files);
        chosen.keySet().removeIf(which.negate());
        if (!chosen.isEmpty()) {
            parts.add(reader.heading("h2", title));
            chosen.forEach((name, text) -> parts.add(file(name, text)));
        }
    }

    private Element file(String name, String text) {
        return element("details", element("summary", element("code", name)), element("pre", text));
    }

    private Element contents(List<Topic> topics) {
        return element("nav")
                .of("contents")
                .with("aria-label", reader.say(Word.TOPICS))
                .and(topics.stream()
                        .map(topic -> element("a", reader.language().say(topic.title()))
                                .with("href", "#" + topic.collector()))
                        .toList());
    }

    private Element topic(Topic topic, SortedMap<String, Value> values, Optional<CollectorResult> result) {
        Blocks blocks = new Blocks(reader);
        Values shown = new Values(reader.language());
        List<Element> present = new ArrayList<>();
        List<Metric> absent = new ArrayList<>();
        for (Metric metric : topic.metrics()) {
            Value value = values.get(metric.name());
            if (value == null) {
                absent.add(metric);
            } else {
                present.add(blocks.metric(metric, shown.of(metric, value)));
            }
        }
        Element section = blocks.topic(topic, present);
        section = section.and(result.filter(one -> one.outcome() != Outcome.OK).stream()
                .map(this::outcome)
                .toList());
        return section.and(blocks.absent(absent, present.isEmpty() ? Word.METRICS_OF_TOPIC : Word.METRICS_ABSENT));
    }

    private Element outcome(CollectorResult result) {
        return element(
                        "p",
                        text(reader.say(StatusPanel.word(result.outcome()))
                                + (result.detail().isEmpty() ? "" : ": ")),
                        reader.english("span", result.detail()))
                .of("notice");
    }
}
