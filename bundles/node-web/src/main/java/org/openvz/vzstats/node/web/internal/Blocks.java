package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** A block for each metric, with what the dictionary says of it. */
record Blocks(Reader reader) {

    /** Part of every report, and the first that one wants to know. */
    private static final String FIRST = "platform";

    /** {@return the topics in the order in which they are best read} */
    static List<Topic> inOrder(Dictionary dictionary) {
        return dictionary.topics().values().stream()
                .sorted(Comparator.comparing(topic -> !topic.collector().equals(FIRST)))
                .toList();
    }

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

    /** {@return a block with this in its middle, and all that is to be said of it} */
    Element metric(Metric metric, Markup middle) {
        return block(metric, middle, about(metric));
    }

    /** {@return a block with this in its middle, and what it means} */
    Element chart(Metric metric, Markup middle) {
        return block(metric, middle, meaning(metric));
    }

    private Element block(Metric metric, Markup middle, List<? extends Markup> about) {
        List<Markup> parts = new ArrayList<>();
        parts.add(title(metric));
        parts.add(middle);
        parts.addAll(about);
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
        List<Markup> about = new ArrayList<>(meaning(metric));
        about.add(labelled(Word.WHY, metric.why()));
        about.add(labelled(Word.SOURCE, metric.source()));
        return about;
    }

    private List<Element> meaning(Metric metric) {
        LocalizedText meaning = metric.meaning();
        return meaning == null
                ? List.of()
                : List.of(element("p", reader.language().say(meaning)).of("meaning"));
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
