package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/**
 * How often there was something, beside the census: crashes or downloads.
 *
 * @param view what it is shown in
 * @param name for scripts: {@code crashes} or {@code downloads}
 * @param what is counted
 */
record Tally(View view, String name, Word what) {

    private static final int MOST_BARS = 12;

    /**
     * How often one of them.
     *
     * @param name as it was published
     * @param title as a reader calls it
     * @param more a further number; empty where there is none
     */
    record Line(String name, String title, long count, Optional<Long> more) {}

    /** {@return the lines of a list of a document} */
    static List<Line> lines(JsonNode list, String name, String count, String more, ValueNames names) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode one : list) {
            String value = one.path(name).asText();
            lines.add(new Line(
                    value,
                    names.of(value),
                    one.path(count).asLong(),
                    one.path(more).isNumber() ? Optional.of(one.path(more).asLong()) : Optional.empty()));
        }
        return lines;
    }

    static LocalDate day(JsonNode json) {
        try {
            return LocalDate.parse(json.asText());
        } catch (DateTimeException e) {
            return LocalDate.EPOCH;
        }
    }

    /** {@return how often on which day; a day that is not in the document is not known} */
    Element trend(JsonNode days, String count, Period period) {
        SortedMap<LocalDate, Double> points = new TreeMap<>();
        days.forEach(one -> points.put(day(one.path("day")), one.path(count).asDouble()));
        Language language = view.language();
        TrendChart chart = new TrendChart(period, List.of(new TrendChart.Series(name, view.say(what), 0, "", points)));
        return new Trend(
                        language,
                        name,
                        view.say(what),
                        chart,
                        number -> language.number(Math.round(number)),
                        number -> language.number(Math.round(number)),
                        Word.GAPS_OF_DAYS)
                .block(name + "-days");
    }

    /** {@return the bars, and the table behind them} */
    Element block(String id, Word first, Optional<Word> more, List<Line> lines) {
        return styled("div", "tally").and(figure(id, lines), table(id, first, more, lines));
    }

    private Element figure(String id, List<Line> lines) {
        Language language = view.language();
        long all = Math.max(1, lines.stream().mapToLong(Line::count).sum());
        BarChart chart = new BarChart(
                lines.stream()
                        .limit(MOST_BARS)
                        .map(one -> new BarChart.Bar(
                                one.name(),
                                one.title(),
                                (double) one.count() / all,
                                language.number(one.count()),
                                Optional.empty()))
                        .toList(),
                Optional.empty());
        Element figure = styled("figure", "chart bars")
                .with("data-metric", name)
                .with("data-chart", "distribution")
                .and(chart.svg()
                        .with("role", "img")
                        .with("aria-label", view.say(Word.SUMMARY, view.say(what), chart.inWords()))
                        .with("aria-describedby", id));
        return lines.size() <= MOST_BARS
                ? figure
                : figure.and(element(
                        "figcaption",
                        view.say(Word.MOST_OF, language.number(MOST_BARS), language.number(lines.size()))));
    }

    Element table(String id, Word first, Optional<Word> more, List<Line> lines) {
        Language language = view.language();
        Element head = element("tr").and(element("th", view.say(first)).with("scope", "col"));
        head.and(element("th", view.say(what)).with("scope", "col").with("class", "number"));
        more.ifPresent(word ->
                head.and(element("th", view.say(word)).with("scope", "col").with("class", "number")));
        Element body = element("tbody");
        for (Line one : lines) {
            Element row = element("tr")
                    .with("data-value", one.name())
                    .with("data-count", one.count())
                    .and(element("th", one.title()).with("scope", "row"))
                    .and(element("td", language.number(one.count())));
            body.and(
                    more.isEmpty()
                            ? row
                            : row.and(element(
                                    "td", one.more().map(language::number).orElse(view.say(Word.NEVER)))));
        }
        return styled("div", "table")
                .and(element("table")
                        .with("id", id)
                        .with("data-metric", name)
                        .with("data-sortable")
                        .and(element("caption", view.say(what) + ": " + view.say(first))
                                .with("class", "unseen"))
                        .and(element("thead").and(head), body));
    }
}
