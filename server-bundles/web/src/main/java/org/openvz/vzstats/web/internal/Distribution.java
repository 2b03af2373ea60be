package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.web.internal.Markup.Element;

/**
 * How many nodes have which value of a metric: the bars, and the table behind them.
 *
 * @param statistic of the platform that is looked at
 * @param other of the one it is compared with
 */
record Distribution(
        Language language, Catalog.Entry entry, String platform, Statistic statistic, Optional<Compared> other) {

    /** From here on a table is easier to read with a search. */
    private static final int LONG = 15;

    /** What it is compared with. */
    record Compared(String platform, Statistic statistic) {}

    /** A value, and what is known of it on both sides. */
    private record Row(String value, Optional<Cell> cell, Optional<Cell> compared) {}

    private List<Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, Cell> compared = new LinkedHashMap<>();
        other.ifPresent(one -> one.statistic().cells().forEach(cell -> compared.put(cell.value(), cell)));
        statistic
                .cells()
                .forEach(cell -> rows.put(
                        cell.value(),
                        new Row(cell.value(), Optional.of(cell), Optional.ofNullable(compared.get(cell.value())))));
        compared.forEach((value, cell) -> rows.putIfAbsent(value, new Row(value, Optional.empty(), Optional.of(cell))));
        return new ArrayList<>(rows.values());
    }

    boolean isEmpty() {
        return statistic.cells().isEmpty()
                && other.map(one -> one.statistic().cells().isEmpty()).orElse(true);
    }

    /** {@return how many bars say it best: all of a scale, the first of a list} */
    int best() {
        return entry.metric()
                .filter(metric -> metric.type() == MetricType.QUANTITY && !metric.exact())
                .map(metric -> 32)
                .orElse(12);
    }

    BarChart chart(int most) {
        ValueNames names = ValueNames.of(language, entry);
        List<BarChart.Bar> bars = rows().stream()
                .limit(most)
                .map(row -> new BarChart.Bar(
                        row.value(),
                        names.of(row.value()),
                        row.cell().map(Cell::share).orElse(0.0),
                        says(row.cell()),
                        other.map(one -> new BarChart.Other(
                                row.compared().map(Cell::share).orElse(0.0), says(row.compared())))))
                .toList();
        return new BarChart(bars, other.map(Compared::platform));
    }

    private String says(Optional<Cell> cell) {
        return cell.map(known -> language.percent(known.share())).orElseGet(() -> language.say(Word.NEVER));
    }

    /**
     * The bars as a figure.
     *
     * @param most how many of them
     * @param described the id of the table that has all numbers; empty if it is on another page
     */
    Element figure(int most, String described) {
        BarChart chart = chart(most);
        String title = entry.title(language);
        Element svg = chart.svg()
                .with("role", "img")
                .with(
                        "aria-label",
                        language.say(described.isEmpty() ? Word.SUMMARY_ALONE : Word.SUMMARY, title, chart.inWords()))
                .with(!described.isEmpty(), "aria-describedby", described);
        Element figure =
                styled("figure", "chart bars").with("data-metric", entry.name()).with("data-chart", "distribution");
        other.ifPresent(one -> figure.and(legend(List.of(platformName(platform), platformName(one.platform())))));
        figure.and(svg);
        int all = rows().size();
        if (all > most) {
            figure.and(element("figcaption", language.say(Word.MOST_OF, language.number(most), language.number(all))));
        }
        return figure;
    }

    private String platformName(String name) {
        return name.isEmpty()
                ? language.say(Word.ALL_PLATFORMS)
                : ValueNames.platforms(language).of(name);
    }

    /** {@return which colour is whose} */
    private static Element legend(List<String> names) {
        Element legend = styled("ul", "legend");
        for (int i = 0; i < names.size(); i++) {
            legend.and(element("li").and(swatch(i)).and(names.get(i)));
        }
        return legend;
    }

    private static Element swatch(int style) {
        return element("svg")
                .with("width", 14)
                .with("height", 14)
                .with("aria-hidden", "true")
                .and(Palette.fillSeries(element("rect"), style)
                        .with("width", 14)
                        .with("height", 14)
                        .with("rx", 3));
    }

    /** {@return all the numbers} */
    Element table(String id) {
        ValueNames names = ValueNames.of(language, entry);
        List<Row> rows = rows();
        boolean totals = statistic.hasTotals();
        Element head = element("tr")
                .and(column(Word.VALUE, ""))
                .and(column(Word.NODES_COLUMN, "number"))
                .and(column(Word.SHARE, "number"));
        if (totals) {
            head.and(column(Word.TOTAL, "number"));
        }
        other.ifPresent(one -> {
            String of = platformName(one.platform()) + ": ";
            head.and(element("th", of + language.say(Word.NODES_COLUMN))
                    .with("scope", "col")
                    .with("class", "number"));
            head.and(element("th", of + language.say(Word.SHARE))
                    .with("scope", "col")
                    .with("class", "number"));
        });
        Element body = element("tbody");
        rows.forEach(row -> body.and(row(row, names.of(row.value()), totals)));
        Element table = element("table")
                .with("id", id)
                .with("data-metric", entry.name())
                .with("data-sortable")
                .and(element("caption", entry.title(language)).with("class", "unseen"))
                .and(element("thead").and(head), body);
        Element block = styled("div", "table");
        if (rows.size() > LONG) {
            block.and(styled("p", "filter")
                    .with("hidden")
                    .and(element("label", language.say(Word.FILTER)).with("for", id + "-filter"))
                    .and(element("input")
                            .with("type", "search")
                            .with("id", id + "-filter")
                            .with("data-filter", id)));
        }
        return block.and(table);
    }

    private Element column(Word word, String styles) {
        return element("th", language.say(word)).with("scope", "col").with(!styles.isEmpty(), "class", styles);
    }

    private Element row(Row row, String name, boolean totals) {
        Element line = element("tr").with("data-value", row.value());
        row.cell().ifPresent(cell -> line.with("data-nodes", cell.nodes())
                .with("data-share", Double.toString(cell.share())));
        row.compared().ifPresent(cell -> line.with("data-other-nodes", cell.nodes())
                .with("data-other-share", Double.toString(cell.share())));
        line.and(element("th", name).with("scope", "row"));
        line.and(
                number(row.cell().map(cell -> language.number(cell.nodes()))),
                number(row.cell().map(cell -> language.percent(cell.share()))));
        if (totals) {
            line.and(number(row.cell().filter(cell -> cell.total() >= 0).map(cell -> language.number(cell.total()))));
        }
        if (other.isPresent()) {
            line.and(
                    number(row.compared().map(cell -> language.number(cell.nodes()))),
                    number(row.compared().map(cell -> language.percent(cell.share()))));
        }
        return line;
    }

    private Element number(Optional<String> text) {
        return element("td", text.orElseGet(() -> language.say(Word.NEVER)));
    }
}
