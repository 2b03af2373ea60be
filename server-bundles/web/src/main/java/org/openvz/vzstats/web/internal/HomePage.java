package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/** The first page: how many there are, where, and what has changed. */
final class HomePage {

    private static final int TREND_DAYS = 90;
    private static final int MONTH = 30;
    private static final int MOST_LINES = 6;

    private final Published published;
    private final Movers movers;
    private final WorldMap map = new WorldMap();
    private volatile @Nullable Days days;

    HomePage(Published published) {
        this.published = published;
        this.movers = new Movers(published);
    }

    /** {@return the changes that the page is to tell of, as far as they are known} */
    Movers.Made largest(Optional<Overview> release) {
        return release.flatMap(now -> before(days(now), now.day()).map(then -> movers.of(now, then.day())))
                .orElse(new Movers.Made(-1, LocalDate.EPOCH, List.of()));
    }

    private List<Overview> days(Overview now) {
        Days last = days;
        if (last == null || last.release() != now.release()) {
            Period period = new Period(now.day().minusDays(TREND_DAYS - 1L), now.day());
            last = new Days(now.release(), published.overviews(now, period));
            days = last;
        }
        return last.days();
    }

    /** What was published lately, read once for each release. */
    private record Days(long release, List<Overview> days) {}

    Element main(View view, Movers.Made largest) {
        Element main = element("main").with("class", "home");
        Optional<Overview> release = view.release();
        if (release.isEmpty()) {
            return main.with("data-again", 10)
                    .and(element("h1", view.say(Word.HOME_TITLE)))
                    .and(styled("p", "notice").and(view.say(Word.NOTHING_PUBLISHED)))
                    .and(intro(view, Optional.empty()), topics(view));
        }
        Overview now = release.get();
        LocalDate today = now.day();
        List<Overview> days = days(now);
        Optional<Overview> then = before(days, today);
        main.and(element("h1", view.say(Word.HOME_TITLE)));
        main.and(styled("div", "opening").and(live(view, now, then), intro(view, release)));
        main.and(trend(view, now, days), map(view, now), changes(view, now, then, largest));
        return main.and(topics(view));
    }

    /** The release a month ago; of a younger census its first, if that is not from today. */
    private static Optional<Overview> before(List<Overview> days, LocalDate today) {
        LocalDate month = today.minusDays(MONTH);
        return days.stream()
                .filter(one -> !one.day().isBefore(month) && one.day().isBefore(today))
                .findFirst();
    }

    private static Element live(View view, Overview now, Optional<Overview> then) {
        Language language = view.language();
        Element live = styled("div", "live")
                .and(styled("p", "figure")
                        .and(element("strong", language.number(now.liveNodes()))
                                .with("id", "live")
                                .with("data-nodes", now.liveNodes()))
                        .and(" " + language.count(Word.LIVE, now.liveNodes())));
        then.ifPresent(before -> live.and(styled("p", "delta")
                .and(view.say(
                        Word.LIVE_SINCE,
                        language.change(now.liveNodes() - before.liveNodes()),
                        language.day(before.day())))));
        return live.and(styled("p", "note").and(Frame.made(view, now)));
    }

    private static Element intro(View view, Optional<Overview> release) {
        long k = release.map(Overview::k).orElse(1L);
        return styled("div", "intro")
                .and(element("p", view.say(Word.WHAT_1)))
                .and(element("p", view.say(Word.WHAT_2, view.language().count(Word.WHAT_2_NODES, k))))
                .and(element("p", view.say(Word.WHAT_3)))
                .and(element("p", view.say(Word.WHAT_4)))
                .and(styled("p", "bias")
                        .and(view.say(Word.BIAS) + " ")
                        .and(element("a", view.say(Word.MORE_ABOUT)).with("href", view.to("/about"))));
    }

    private static Element trend(View view, Overview now, List<Overview> days) {
        Language language = view.language();
        ValueNames names = ValueNames.platforms(language);
        List<TrendChart.Series> series = new ArrayList<>();
        series.add(series(view.say(Word.ALL_NODES), "", 0, days, day -> Optional.of(day.liveNodes())));
        now.platforms().stream()
                .map(Overview.Platform::name)
                .filter(name -> !name.equals(Metric.OTHER))
                .limit(MOST_LINES)
                .forEach(name -> series.add(series(names.of(name), name, series.size(), days, day -> day.nodes(name))));
        Period period = new Period(now.day().minusDays(TREND_DAYS - 1L), now.day());
        DoubleFunction<String> says = nodes -> language.number(Math.round(nodes));
        Trend trend = new Trend(
                language,
                "live",
                view.say(Word.TREND_PLATFORMS),
                new TrendChart(period, series),
                says,
                says,
                Word.GAPS);
        return styled("section", "block").and(element("h2", view.say(Word.TREND_PLATFORMS)), trend.block("live-days"));
    }

    private static TrendChart.Series series(
            String name, String value, int style, List<Overview> days, Function<Overview, Optional<Long>> nodes) {
        TrendChart.Series series = new TrendChart.Series(value, name, style);
        days.forEach(day -> nodes.apply(day).ifPresent(known -> series.points().put(day.day(), (double) known)));
        return series;
    }

    private Element map(View view, Overview now) {
        Language language = view.language();
        Element block = styled("section", "block").and(element("h2", view.say(Word.MAP)));
        Optional<Statistic> statistic = published.statistic(now, Observations.COUNTRY, Releases.ALL);
        if (statistic.isEmpty() || statistic.get().cells().isEmpty()) {
            return block.and(styled("p", "note").and(view.say(Word.MAP_NONE)));
        }
        Catalog.Entry entry = view.catalog()
                .entry(Observations.COUNTRY)
                .orElseGet(() -> new Catalog.Entry(Observations.COUNTRY, Optional.empty(), Optional.empty()));
        Distribution distribution = new Distribution(language, entry, Releases.ALL, statistic.get(), Optional.empty());
        Map<String, Cell> cells = statistic.get().cells().stream()
                .collect(Collectors.toMap(Cell::value, Function.identity(), (one, other) -> one));
        BarChart largest = distribution.chart(MOST_LINES);
        Element figure = styled("figure", "chart map")
                .with("data-metric", Observations.COUNTRY)
                .with("data-chart", "map")
                .and(map.svg(language, cells)
                        .with("role", "img")
                        .with("aria-label", view.say(Word.SUMMARY, view.say(Word.MAP), largest.inWords()))
                        .with("aria-describedby", "countries"));
        figure.and(shades(view, cells));
        return block.and(styled("div", "beside").and(figure).and(distribution.figure(MOST_LINES + 2, "countries")))
                .and(styled("details", "numbers")
                        .and(element("summary", view.say(Word.TABLE)), distribution.table("countries")))
                .and(styled("p", "note")
                        .and("n = " + language.number(statistic.get().n()) + " · ")
                        .and(element("a", view.say(Word.DETAILS)).with("href", view.toMetric(Observations.COUNTRY)))
                        .and(" · " + view.say(Word.MAP_BY)));
    }

    private static Element shades(View view, Map<String, Cell> cells) {
        long[] steps = WorldMap.steps(
                cells.values().stream().mapToLong(Cell::nodes).max().orElse(0));
        Element legend = styled("ul", "legend shades");
        for (int i = 0; i < steps.length; i++) {
            if (i == 0 || steps[i] > steps[i - 1]) {
                legend.and(element("li")
                        .and(element("svg")
                                .with("width", 14)
                                .with("height", 14)
                                .with("aria-hidden", "true")
                                .and(element("rect")
                                        .with("class", "m" + i)
                                        .with("width", 14)
                                        .with("height", 14)
                                        .with("rx", 3)))
                        .and(view.say(Word.LEAST, view.language().number(steps[i]))));
            }
        }
        return legend;
    }

    private Element changes(View view, Overview now, Optional<Overview> then, Movers.Made largest) {
        Language language = view.language();
        if (then.isEmpty()) {
            return styled("section", "block")
                    .and(element("h2", view.say(Word.CHANGE)))
                    .and(styled("p", "note").and(view.say(Word.CHANGES_NONE)));
        }
        Overview before = then.get();
        ValueNames names = ValueNames.platforms(language);
        Element body = element("tbody");
        body.and(change(
                language, view.say(Word.ALL_NODES), "", Optional.of(now.liveNodes()), Optional.of(before.liveNodes())));
        now.platforms()
                .forEach(one -> body.and(change(
                        language,
                        names.of(one.name()),
                        one.name(),
                        Optional.of(one.nodes()),
                        before.nodes(one.name()))));
        Element block = styled("section", "block")
                .and(element("h2", view.say(Word.CHANGES, language.day(before.day()))))
                .and(styled("div", "table")
                        .and(element("table")
                                .with("data-metric", "live")
                                .and(element("caption", view.say(Word.TREND_PLATFORMS))
                                        .with("class", "unseen"))
                                .and(head(view, Word.PLATFORM))
                                .and(body)));
        return largest.movers().isEmpty()
                ? block
                : block.and(
                        element("h3", view.say(Word.MOVERS, language.day(largest.since()))),
                        movers(view, largest.movers()));
    }

    private static Element head(View view, Word first) {
        Element row = element("tr").and(element("th", view.say(first)).with("scope", "col"));
        for (Word word : List.of(Word.THEN, Word.NOW, Word.CHANGE)) {
            row.and(element("th", view.say(word)).with("scope", "col").with("class", "number"));
        }
        return element("thead").and(row);
    }

    private static Element change(
            Language language, String name, String platform, Optional<Long> now, Optional<Long> then) {
        String never = language.say(Word.NEVER);
        return element("tr")
                .with("data-value", platform)
                .with(now.isPresent(), "data-nodes", Long.toString(now.orElse(0L)))
                .and(element("th", name).with("scope", "row"))
                .and(element("td", then.map(language::number).orElse(never)))
                .and(element("td", now.map(language::number).orElse(never)))
                .and(element(
                        "td",
                        now.flatMap(known -> then.map(before -> language.change(known - before)))
                                .orElse(never)));
    }

    private static Element movers(View view, List<Movers.Mover> largest) {
        Language language = view.language();
        Element list = styled("ul", "movers");
        largest.forEach(one -> {
            Catalog.Entry entry = view.catalog()
                    .entry(one.metric())
                    .orElseGet(() -> new Catalog.Entry(one.metric(), Optional.empty(), Optional.empty()));
            list.and(element("li")
                    .and(element("a", entry.title(language)).with("href", view.toMetric(one.metric())))
                    .and(element("span", ValueNames.of(language, entry).of(one.value())))
                    .and(styled("span", "by")
                            .and(language.percent(one.then()) + " → " + language.percent(one.now()) + " ")
                            .and(element("b", view.say(Word.POINTS, language.points(one.now() - one.then()))))));
        });
        return list;
    }

    private static Element topics(View view) {
        Element list = styled("ul", "cards");
        view.catalog()
                .sorted(view.language())
                .forEach(group -> list.and(element("li")
                        .and(element("a")
                                .with("href", view.toTopic(group.name()))
                                .and(element("strong", group.title(view.language())))
                                .and(element(
                                        "span",
                                        view.language()
                                                .count(
                                                        Word.METRICS,
                                                        group.entries().size()))))));
        Element block = styled("section", "topics").and(element("h2", view.say(Word.TOPICS)));
        return view.catalog().groups().isEmpty()
                ? block.and(styled("p", "notice").and(view.say(Word.DICTIONARY_EMPTY)))
                : block.and(list);
    }
}
