package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** A block for each metric, with what the dictionary says of it. */
record Blocks(Reader reader) {

    /** {@return the heading of a topic, and its blocks} */
    Element topic(Topic topic, List<Element> blocks, Markup... beside) {
        return element("section", heading(topic))
                .with("id", topic.collector())
                .and(
                        blocks.isEmpty()
                                ? List.of()
                                : List.of(element("div").of("blocks").and(blocks)))
                .and(beside);
    }

    Element heading(Topic topic) {
        Language language = reader.language();
        return element(
                "h2",
                text(language.say(topic.title()) + " "),
                reader.link("policies/" + topic.collector(), topic.collector()).of("name"));
    }

    /** {@return a block with this in its middle} */
    Element metric(Metric metric, Markup middle) {
        List<Markup> parts = new ArrayList<>();
        parts.add(title(metric));
        parts.add(middle);
        parts.addAll(about(metric));
        parts.add(element("p", reader.link("policies/" + metric.name(), reader.say(Word.WHO_DECIDES)))
                .of("note"));
        return element("article").of("block").with("id", metric.name()).and(parts);
    }

    Element title(Metric metric) {
        return element(
                "h3",
                text(reader.language().say(metric.title()) + " "),
                element("code", metric.name()).of("name"));
    }

    /** {@return what it means, what it is for, and where it comes from} */
    List<Markup> about(Metric metric) {
        List<Markup> about = new ArrayList<>();
        LocalizedText meaning = metric.meaning();
        if (meaning != null) {
            about.add(element("p", reader.language().say(meaning)).of("meaning"));
        }
        about.add(labelled(Word.WHY, metric.why()));
        about.add(labelled(Word.SOURCE, metric.source()));
        return about;
    }

    /** {@return metrics of which there is nothing, folded away; nothing if there are none} */
    List<Element> absent(List<Metric> metrics, Word title) {
        if (metrics.isEmpty()) {
            return List.of();
        }
        return List.of(element("details", element("summary", reader.say(title, metrics.size())))
                .and(element("ul")
                        .of("absent")
                        .and(metrics.stream()
                                .map(metric -> element(
                                        "li",
                                        text(reader.language().say(metric.title()) + " "),
                                        reader.link("policies/" + metric.name(), metric.name())
                                                .of("name")))
                                .toList())));
    }

    private Element labelled(Word label, @Nullable LocalizedText words) {
        return element(
                        "p",
                        element("b", reader.say(label)),
                        text(" " + (words == null ? "" : reader.language().say(words))))
                .of("why");
    }
}
