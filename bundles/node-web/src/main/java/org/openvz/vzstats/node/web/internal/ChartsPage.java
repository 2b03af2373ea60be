package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.PublicStatistics.Cell;
import org.openvz.vzstats.api.PublicStatistics.Distribution;
import org.openvz.vzstats.api.PublicStatistics.Release;
import org.openvz.vzstats.api.PublicStatistics.Unavailable;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/**
 * Where this node falls in the public charts.
 *
 * @param own what would be sent of this node now
 */
record ChartsPage(Reader reader, Dictionary dictionary, Sections own) {

    private static final int ROWS = 8;

    /** {@return what the owner is told before anything} */
    List<Markup> introduction() {
        return List.of(reader.heading("h1", Word.CHARTS_TITLE), reader.paragraph("intro", Word.CHARTS_INTRO));
    }

    /**
     * A server, and what it publishes if it has been asked.
     *
     * @param denied who forbids to ask it
     */
    List<Markup> server(Publications.Server server, Optional<Decision.Deny> denied) {
        List<Markup> parts = new ArrayList<>();
        parts.add(element("h2", server.address()));
        if (denied.isPresent()) {
            parts.add(element("p", text(reader.say(Word.CHARTS_DENIED) + " "), reader.denied(denied.get()))
                    .of("notice"));
            return parts;
        }
        parts.add(button(server));
        server.last().ifPresent(kept -> {
            if (kept.what() instanceof Unavailable unavailable) {
                parts.add(element(
                                "p",
                                text(reader.say(
                                                Word.UNAVAILABLE,
                                                reader.language().time(kept.at())) + " "),
                                reader.english("span", unavailable.reason()))
                        .of("notice bad"));
            } else if (kept.what() instanceof Release release) {
                parts.add(facts(release, kept));
                parts.addAll(topics(release));
            }
        });
        return parts;
    }

    private Element button(Publications.Server server) {
        Element form = element(
                        "form",
                        element("button", reader.say(server.last().isEmpty() ? Word.FETCH : Word.FETCH_AGAIN))
                                .with("name", "fetch")
                                .with("value", server.name()))
                .with("method", "get")
                .with("action", reader.links().base() + Page.Tab.CHARTS.path());
        return reader.links().chosen().isEmpty()
                ? form
                : form.and(element("input")
                        .with("type", "hidden")
                        .with("name", "lang")
                        .with("value", reader.language().code()));
    }

    private Element facts(Release release, Publications.Kept kept) {
        Language language = reader.language();
        return reader.paragraph(
                "facts",
                Word.RELEASE,
                language.number(release.number()),
                language.time(release.generated()),
                language.number(release.liveNodes()),
                release.windowDays(),
                release.k(),
                language.time(kept.at()));
    }

    private List<Element> topics(Release release) {
        List<Element> sections = new ArrayList<>();
        Blocks blocks = new Blocks(reader);
        for (Topic topic : Blocks.inOrder(dictionary)) {
            List<Element> charts = new ArrayList<>();
            List<Metric> without = new ArrayList<>();
            for (Metric metric : topic.metrics()) {
                Distribution published = release.metrics().get(metric.name());
                Optional<Value> value = own.value(metric.name());
                if (published != null && value.isPresent()) {
                    charts.add(blocks.chart(metric, chart(metric, value.get(), published)));
                } else if (published != null) {
                    without.add(metric);
                }
            }
            if (!charts.isEmpty() || !without.isEmpty()) {
                sections.add(
                        blocks.topic(topic, charts).of("wide").and(blocks.absent(without, Word.PUBLISHED_NOT_HERE)));
            }
        }
        return sections;
    }

    private Element chart(Metric metric, Value value, Distribution published) {
        List<Cell> cells = ordered(metric, published.cells());
        Set<String> mine = Values.cells(metric, value);
        double longest = cells.stream().mapToDouble(Cell::share).max().orElse(0);
        List<Element> shown = new ArrayList<>();
        List<Element> rest = new ArrayList<>();
        for (Cell cell : cells) {
            boolean here = mine.contains(cell.value());
            // This node's own is never folded away.
            (shown.size() < ROWS || here ? shown : rest).add(row(metric, value, cell, here, longest));
        }
        Element chart = element("div", place(metric, value, mine, cells), table(shown, true));
        chart = rest.isEmpty()
                ? chart
                : chart.and(element(
                        "details", element("summary", reader.say(Word.MORE_VALUES, rest.size())), table(rest, false)));
        return chart.and(reader.paragraph("note", Word.N, reader.language().number(published.nodes())));
    }

    private Element table(List<Element> rows, boolean headed) {
        Element table = element("table").of("counts");
        Element body = element("tbody").and(rows);
        return headed
                ? table.and(
                        element(
                                "thead",
                                element(
                                        "tr",
                                        column(Word.VALUE, ""),
                                        element("td").of("chart"),
                                        column(Word.SHARE, "number"),
                                        column(Word.NODES, "number"),
                                        column(Word.THIS_NODE, "number"))),
                        body)
                : table.and(body);
    }

    private Element column(Word title, String style) {
        return element("th", reader.say(title)).with("scope", "col").of(style);
    }

    private Element row(Metric metric, Value value, Cell cell, boolean here, double longest) {
        Values values = new Values(reader.language());
        Element row = element(
                "tr",
                element("th", values.cell(metric, cell.value())).with("scope", "row"),
                element("td", Values.bar(longest == 0 ? 0 : cell.share() / longest))
                        .of("chart"),
                element("td", reader.language().percent(cell.share())).of("number"),
                element("td", reader.language().number(cell.nodes())).of("number"),
                element("td", here ? mark(value, cell) : "").of("number mark"));
        return here ? row.of("mine") : row;
    }

    private String mark(Value value, Cell cell) {
        return value instanceof Value.Counts counts
                ? reader.language().number(counts.byKey().getOrDefault(cell.value(), 0L))
                : "●";
    }

    /** Where this node is, in a sentence. */
    private Element place(Metric metric, Value value, Set<String> mine, List<Cell> cells) {
        Values values = new Values(reader.language());
        if (value instanceof Value.Counts) {
            // What there is stands in the rows themselves.
            return mine.isEmpty() ? reader.paragraph("place", Word.NONE_HERE) : element("div");
        }
        String own =
                mine.stream().findFirst().map(cell -> values.cell(metric, cell)).orElse("");
        @Nullable
        Cell here = cells.stream()
                .filter(cell -> mine.contains(cell.value()))
                .findFirst()
                .orElse(null);
        if (here == null) {
            return reader.paragraph("place", Word.HERE_RARE, own);
        }
        String like = reader.language().percent(here.share());
        if (metric.buckets().isEmpty()) {
            return reader.paragraph("place", Word.HERE_LIKE, own, like);
        }
        int at = cells.indexOf(here);
        return reader.paragraph(
                "place",
                Word.HERE_BETWEEN,
                own,
                like,
                reader.language().percent(share(cells.subList(0, at))),
                reader.language().percent(share(cells.subList(at + 1, cells.size()))));
    }

    private static double share(List<Cell> cells) {
        return Math.min(1, cells.stream().mapToDouble(Cell::share).sum());
    }

    /** Buckets are read in their own order; everything else as it was published, which is by number. */
    private static List<Cell> ordered(Metric metric, List<Cell> cells) {
        if (metric.buckets().isEmpty()) {
            return cells;
        }
        List<String> buckets = new ArrayList<>();
        buckets.add(metric.cellOf(0));
        metric.buckets().forEach(lower -> buckets.add(metric.cellOf(lower)));
        return cells.stream()
                .filter(cell -> buckets.contains(cell.value()))
                .sorted(Comparator.comparingInt(cell -> buckets.indexOf(cell.value())))
                .toList();
    }
}
