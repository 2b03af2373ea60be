package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/** What crashes on the nodes: which component, how often, since when. */
final class CrashPage {

    private static final int MOST_BARS = 12;
    private static final String NAME = "crashes";

    private CrashPage() {}

    static Element main(View view, Optional<CrashReport> report) {
        Element main = element("main").with("class", "crashes");
        main.and(Frame.trail(view, List.of()));
        main.and(element("h1", view.say(Word.CRASHES)));
        if (report.isEmpty() || view.release().isEmpty()) {
            return main.and(styled("p", "notice").and(view.say(Word.CRASHES_NONE)));
        }
        Language language = view.language();
        Overview release = view.release().get();
        CrashReport crashes = report.get();
        main.and(styled("p", "lead").and(view.say(Word.CRASHES_LEAD)));
        if (crashes.components().isEmpty()) {
            return main.and(
                    styled("p", "notice").and(view.say(Word.CRASHES_FEW, language.count(Word.REPORTERS, release.k()))));
        }
        Element block = styled("section", "block");
        block.and(styled("dl", "facts")
                .and(MetricPage.fact(
                        view.say(Word.CRASHES_SINCE, language.day(crashes.since())),
                        language.number(crashes.crashes())))
                .and(MetricPage.fact(view.say(Word.K_REPORTERS), language.number(release.k())))
                .and(MetricPage.fact(view.say(Word.RELEASE), language.number(release.release()))));
        block.and(element("h2", view.say(Word.CRASHES_BY)), figure(view, crashes));
        DoubleFunction<String> says = number -> language.number(Math.round(number));
        TrendChart.Series line = new TrendChart.Series(NAME, view.say(Word.CRASHES), 0, "", crashes.days());
        Trend trend = new Trend(
                language,
                NAME,
                view.say(Word.CRASHES),
                new TrendChart(new Period(crashes.since(), release.day()), List.of(line)),
                says,
                says,
                Word.GAPS_OF_DAYS);
        block.and(element("h2", view.say(Word.TREND)), trend.block("crash-days"));
        block.and(element("h2", view.say(Word.TABLE)), table(view, crashes));
        if (!crashes.complete()) {
            block.and(styled("p", "note")
                    .and(view.say(Word.CRASHES_INCOMPLETE, language.count(Word.REPORTERS, release.k()))));
        }
        return main.and(block.and(styled("p", "links").and(element("a", "JSON").with("href", "/api/v2/crashes"))));
    }

    private static Element figure(View view, CrashReport crashes) {
        Language language = view.language();
        ValueNames names = ValueNames.platforms(language);
        List<BarChart.Bar> bars = crashes.components().stream()
                .limit(MOST_BARS)
                .map(one -> new BarChart.Bar(
                        one.name(),
                        names.of(one.name()),
                        crashes.crashes() == 0 ? 0 : (double) one.crashes() / crashes.crashes(),
                        language.number(one.crashes()),
                        Optional.empty()))
                .toList();
        BarChart chart = new BarChart(bars, Optional.empty());
        Element figure = styled("figure", "chart bars")
                .with("data-metric", NAME)
                .with("data-chart", "distribution")
                .and(chart.svg()
                        .with("role", "img")
                        .with("aria-label", view.say(Word.SUMMARY, view.say(Word.CRASHES_BY), chart.inWords()))
                        .with("aria-describedby", "components"));
        int all = crashes.components().size();
        return all <= MOST_BARS
                ? figure
                : figure.and(element(
                        "figcaption", view.say(Word.MOST_OF, language.number(MOST_BARS), language.number(all))));
    }

    private static Element table(View view, CrashReport crashes) {
        Language language = view.language();
        ValueNames names = ValueNames.platforms(language);
        Element head = element("tr").and(element("th", view.say(Word.COMPONENT)).with("scope", "col"));
        for (Word word : List.of(Word.CRASHES, Word.REPORTED_BY)) {
            head.and(element("th", view.say(word)).with("scope", "col").with("class", "number"));
        }
        Element body = element("tbody");
        crashes.components()
                .forEach(one -> body.and(element("tr")
                        .with("data-value", one.name())
                        .with("data-crashes", one.crashes())
                        .and(element("th", names.of(one.name())).with("scope", "row"))
                        .and(element("td", language.number(one.crashes())))
                        .and(element("td", language.number(one.reporters())))));
        return styled("div", "table")
                .and(element("table")
                        .with("id", "components")
                        .with("data-metric", NAME)
                        .with("data-sortable")
                        .and(element("caption", view.say(Word.CRASHES_BY)).with("class", "unseen"))
                        .and(element("thead").and(head), body));
    }
}
