package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.openvz.vzstats.web.internal.Markup.Element;

/**
 * A trend on a page: the lines, what they are, and the table behind them.
 *
 * @param name what it is of, for scripts
 * @param title what it is of, for readers
 * @param says a value in words
 * @param scale a round value in words
 * @param gaps what it means that nothing is known of a day
 */
record Trend(
        Language language,
        String name,
        String title,
        TrendChart chart,
        DoubleFunction<String> says,
        DoubleFunction<String> scale,
        Word gaps) {

    Element block(String id) {
        if (chart.isEmpty()) {
            return styled("p", "note").and(language.say(Word.NO_TREND));
        }
        return styled("div", "trend").and(figure(id), details(id));
    }

    private Element figure(String id) {
        List<LocalDate> days = chart.days();
        String first = language.day(days.get(0));
        String last = language.day(days.get(days.size() - 1));
        String words = chart.series().stream().map(this::inWords).collect(Collectors.joining("; "));
        Element legend = styled("ul", "legend");
        for (TrendChart.Series one : chart.series()) {
            legend.and(element("li")
                    .with("data-series", one.value())
                    .and(swatch(one))
                    .and(one.name()));
        }
        Element svg = chart.svg(language, scale)
                .with("role", "img")
                .with("aria-label", language.say(Word.TREND_SUMMARY, title, first, last, words))
                .with("aria-describedby", id);
        Element figure = styled("figure", "chart lines")
                .with("data-metric", name)
                .with("data-chart", "trend")
                .with("data-from", chart.period().from().toString())
                .with("data-to", chart.period().to().toString())
                .with("data-table", id)
                .and(legend, styled("div", "field").and(svg));
        if (days.size() == 1) {
            figure.and(element("figcaption", language.say(Word.TOO_SHORT)));
        } else if (hasGaps(days)) {
            figure.and(element("figcaption", language.say(gaps)));
        }
        return figure;
    }

    private static Element swatch(TrendChart.Series one) {
        return element("svg")
                .with("width", 30)
                .with("height", 14)
                .with("aria-hidden", "true")
                .and(Palette.strokeSeries(element("path"), one.style())
                        .with("d", "M1 7h28")
                        .with("stroke-width", 3)
                        .with(!one.dashes().isEmpty(), "stroke-dasharray", one.dashes()));
    }

    private static boolean hasGaps(List<LocalDate> days) {
        return days.get(0).plusDays(days.size() - 1L).isBefore(days.get(days.size() - 1));
    }

    private String inWords(TrendChart.Series one) {
        if (one.points().isEmpty()) {
            return one.name() + ": " + language.say(Word.NEVER);
        }
        return language.say(
                Word.FROM_TO,
                one.name(),
                said(Optional.ofNullable(one.points().get(one.points().firstKey()))),
                said(Optional.ofNullable(one.points().get(one.points().lastKey()))));
    }

    private String said(Optional<Double> value) {
        return value.map(known -> says.apply(known)).orElseGet(() -> language.say(Word.NEVER));
    }

    private Element details(String id) {
        Element head = element("tr").and(element("th", language.say(Word.DAY)).with("scope", "col"));
        chart.series()
                .forEach(one ->
                        head.and(element("th", one.name()).with("scope", "col").with("class", "number")));
        Element body = element("tbody");
        List<LocalDate> days = chart.days();
        for (int i = days.size() - 1; i >= 0; i--) {
            LocalDate day = days.get(i);
            Element row = element("tr")
                    .with("data-day", day.toString())
                    .and(element("th", language.day(day)).with("scope", "row"));
            chart.series()
                    .forEach(one -> row.and(
                            element("td", said(Optional.ofNullable(one.points().get(day))))));
            body.and(row);
        }
        return styled("details", "numbers")
                .and(element("summary", language.say(Word.TREND_TABLE)))
                .and(styled("div", "scroll")
                        .with("tabindex", 0)
                        .with("role", "region")
                        .with("aria-label", language.say(Word.TREND_TABLE))
                        .and(element("table")
                                .with("id", id)
                                .and(element("caption", title).with("class", "unseen"))
                                .and(element("thead").and(head), body)));
    }
}
