package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/** All there is to say of one metric. */
final class MetricPage {

    private static final int MOST_LINES = 6;
    private static final int MOST_LINES_COMPARED = 3;
    private static final int[] PERIODS = {30, 90, 365};

    private final Published published;

    MetricPage(Published published) {
        this.published = published;
    }

    /**
     * What of a metric is looked at.
     *
     * @param compare the other platform; empty if there is none
     */
    record Wanted(Catalog.Entry entry, Optional<String> compare, Period period) {}

    Element main(View view, Wanted wanted) {
        Language language = view.language();
        Catalog.Entry entry = wanted.entry();
        Optional<Catalog.Group> group = view.catalog().groupOf(entry.name());
        Element main = element("main").with("class", "metric");
        main.and(Frame.trail(
                view,
                group.map(known ->
                                List.of(element("a", known.title(language)).with("href", view.toTopic(known.name()))))
                        .orElse(List.of())));
        main.and(element("h1", entry.title(language)));
        main.and(styled("p", "name").and(element("code", entry.name())));
        main.and(definition(view, entry));
        Optional<Overview> release = view.release();
        Optional<Statistic> statistic = release.flatMap(one -> published.statistic(one, entry.name(), view.platform()));
        if (release.isEmpty() || entry.n().isEmpty() || statistic.isEmpty()) {
            main.and(styled("p", "notice")
                    .and(release.isEmpty() ? view.say(Word.NOTHING_PUBLISHED) : notPublished(view, release.get())));
        } else {
            main.and(choices(view, wanted, release.get()));
            main.and(numbers(view, wanted, release.get(), statistic.get()));
        }
        group.ifPresent(known -> main.and(neighbours(view, known, entry)));
        return main;
    }

    static String notPublished(View view, Overview release) {
        return view.say(Word.NOT_PUBLISHED, view.language().count(Word.NOT_PUBLISHED_NODES, release.k()));
    }

    private static Element definition(View view, Catalog.Entry entry) {
        if (entry.metric().isEmpty()) {
            return styled("p", "note").and(view.say(Word.UNKNOWN_METRIC));
        }
        Language language = view.language();
        Metric metric = entry.metric().get();
        Element block = styled("div", "definition");
        if (metric.meaning() != null) {
            block.and(styled("p", "meaning").and(language.say(metric.meaning())));
        }
        return block.and(
                styled("p", "why").and(element("b", view.say(Word.WHY) + ": ")).and(language.say(metric.why())));
    }

    static String type(Language language, Metric metric) {
        return language.say(
                switch (metric.type()) {
                    case FLAG -> Word.TYPE_FLAG;
                    case QUANTITY -> metric.exact() ? Word.TYPE_EXACT : Word.TYPE_BUCKET;
                    case CATEGORY -> Word.TYPE_CATEGORY;
                    case LABEL -> Word.TYPE_LABEL;
                    case VERSION -> Word.TYPE_VERSION;
                    case COUNTS -> Word.TYPE_COUNTS;
                    case UREPORTS -> Word.TYPE_UREPORTS;
                });
    }

    private static Element choices(View view, Wanted wanted, Overview release) {
        Element form = styled("form", "view")
                .with("action", "/metrics/" + Address.part(wanted.entry().name()))
                .with("aria-label", view.say(Word.VIEW));
        if (view.chosen()) {
            form.and(Frame.hidden("lang", view.language().code()));
        }
        form.and(platforms(view, release, "platform", Word.PLATFORM, Word.ALL_PLATFORMS, view.platform()));
        form.and(platforms(
                view,
                release,
                "compare",
                Word.COMPARE,
                Word.NOTHING_TO_COMPARE,
                wanted.compare().orElse("")));
        form.and(day("from", view.say(Word.FROM), wanted.period().from()));
        form.and(day("to", view.say(Word.TO), wanted.period().to()));
        form.and(element("button", view.say(Word.SHOW)).with("type", "submit"));
        Element periods = styled("p", "periods");
        LocalDate today = release.day();
        for (int days : PERIODS) {
            Address address = at(view, wanted)
                    .with("from", today.minusDays(days - 1L).toString())
                    .with("to", today.toString());
            boolean shown = wanted.period().equals(new Period(today.minusDays(days - 1L), today));
            periods.and(element("a", view.language().count(Word.DAYS, days))
                    .with("href", view.to(address))
                    .with(shown, "aria-current", "true"));
        }
        return styled("div", "choices").and(form, periods);
    }

    static Element platforms(View view, Overview release, String name, Word label, Word none, String chosen) {
        ValueNames names = ValueNames.platforms(view.language());
        Element select = element("select").with("name", name).with("id", "by-" + name);
        select.and(element("option", view.say(none)).with("value", ""));
        release.platforms().stream()
                .filter(one -> !one.name().equals(Metric.OTHER))
                .forEach(one -> select.and(element("option", names.of(one.name()))
                        .with("value", one.name())
                        .with(one.name().equals(chosen), "selected", "")));
        return styled("p", "choice").and(element("label", view.say(label)).with("for", "by-" + name), select);
    }

    private static Element day(String name, String label, LocalDate day) {
        return styled("p", "choice")
                .and(element("label", label).with("for", "by-" + name))
                .and(element("input")
                        .with("type", "date")
                        .with("name", name)
                        .with("id", "by-" + name)
                        .with("value", day.toString()));
    }

    private static Address at(View view, Wanted wanted) {
        return Address.of("/metrics/" + Address.part(wanted.entry().name()))
                .with("platform", view.platform())
                .with("compare", wanted.compare().orElse(""));
    }

    private Element numbers(View view, Wanted wanted, Overview release, Statistic statistic) {
        Language language = view.language();
        Catalog.Entry entry = wanted.entry();
        Optional<Distribution.Compared> compared = wanted.compare().flatMap(platform -> published
                .statistic(release, entry.name(), platform)
                .map(other -> new Distribution.Compared(platform, other)));
        Distribution distribution = new Distribution(language, entry, view.platform(), statistic, compared);
        Element block = styled("section", "block").with("id", "numbers");
        block.and(facts(view, release, statistic));
        if (distribution.isEmpty()) {
            return block.and(styled("p", "notice").and(view.say(Word.NOTHING_SHOWN)));
        }
        boolean counts = entry.metric()
                .map(Metric::type)
                .filter(MetricType.COUNTS::equals)
                .isPresent();
        block.and(element("h2", view.say(counts ? Word.DISTRIBUTION_COUNTS : Word.DISTRIBUTION)));
        block.and(distribution.figure(distribution.best(), "values"));
        block.and(element("h2", view.say(Word.TREND)));
        block.and(trend(view, wanted, release, statistic).block("days"));
        block.and(element("h2", view.say(Word.TABLE)), distribution.table("values"));
        return block.and(take(view, wanted));
    }

    /** {@return what the numbers are of} */
    static Element facts(View view, Overview release, Statistic statistic) {
        Language language = view.language();
        return styled("dl", "facts")
                .and(fact(view.say(Word.ANSWERS), language.number(statistic.n())))
                .and(fact(view.say(Word.WINDOW), language.count(Word.DAYS, release.windowDays())))
                .and(fact(view.say(Word.K), language.number(release.k())))
                .and(fact(
                        view.say(Word.HIDDEN),
                        statistic.suppressed() > 0
                                ? language.percent(statistic.suppressed())
                                : view.say(Word.NOTHING_HIDDEN)))
                .and(fact(view.say(Word.RELEASE), language.number(release.release())));
    }

    static Element fact(String name, String value) {
        return element("div").and(element("dt", name), element("dd", value));
    }

    private Trend trend(View view, Wanted wanted, Overview release, Statistic statistic) {
        Language language = view.language();
        Catalog.Entry entry = wanted.entry();
        ValueNames names = ValueNames.of(language, entry);
        boolean flag =
                entry.metric().map(Metric::type).filter(MetricType.FLAG::equals).isPresent();
        List<String> values = statistic
                .mostFrequent()
                .map(Cell::value)
                .filter(value -> !flag || value.equals("true"))
                .limit(wanted.compare().isPresent() ? MOST_LINES_COMPARED : MOST_LINES)
                .toList();
        // In the order of the bars, which is that of a scale.
        List<String> ordered = statistic.cells().stream()
                .map(Cell::value)
                .filter(values::contains)
                .toList();
        List<TrendChart.Series> series = new ArrayList<>();
        lines(series, published.history(release, entry.name(), view.platform(), wanted.period()), ordered, value -> {
            String name = names.of(value);
            return wanted.compare().isEmpty() || view.platform().isEmpty() ? name : name + " · " + view.platform();
        });
        wanted.compare().ifPresent(platform -> {
            List<TrendChart.Series> other = new ArrayList<>();
            lines(
                    other,
                    published.history(release, entry.name(), platform, wanted.period()),
                    ordered,
                    value -> names.of(value) + " · " + platform);
            // The colours say which value, the dashes which platform.
            series.replaceAll(one -> dashed(one, ""));
            other.forEach(one -> series.add(dashed(one, Palette.COMPARED)));
        });
        return new Trend(
                language,
                entry.name(),
                entry.title(language),
                new TrendChart(wanted.period(), series),
                language::percent,
                language::roughly,
                Word.GAPS);
    }

    private static TrendChart.Series dashed(TrendChart.Series one, String dashes) {
        return new TrendChart.Series(one.value(), one.name(), one.style(), dashes, one.points());
    }

    private static void lines(
            List<TrendChart.Series> series, List<Statistic> days, List<String> values, UnaryOperator<String> names) {
        for (String value : values) {
            TrendChart.Series line = new TrendChart.Series(value, names.apply(value), series.size());
            days.forEach(day -> day.cell(value).ifPresent(cell -> line.points().put(day.day(), cell.share())));
            series.add(line);
        }
    }

    private static Element take(View view, Wanted wanted) {
        String metric = Address.part(wanted.entry().name());
        Address statistic = Address.of("/api/v2/statistics/" + metric);
        String platform = view.platform();
        String permanent = view.to(at(view, wanted)
                .with("from", wanted.period().from().toString())
                .with("to", wanted.period().to().toString()));
        String embed = view.to(Address.of("/embed/" + metric).with("platform", platform));
        Element links = styled("p", "links")
                .and(link(
                        "CSV",
                        Address.of("/api/v2/statistics/" + metric + ".csv").with("platform", platform)))
                .and(link("JSON", statistic.with("platform", platform)))
                .and(link(
                        view.say(Word.HISTORY_JSON),
                        Address.of("/api/v2/statistics/" + metric + "/history")
                                .with("platform", platform)
                                .with("from", wanted.period().from().toString())
                                .with("to", wanted.period().to().toString())))
                .and(element("a", "SVG")
                        .with(
                                "href",
                                view.to(Address.of("/charts/" + metric + ".svg").with("platform", platform))))
                .and(element("a", view.say(Word.PERMANENT))
                        .with("href", permanent)
                        .with("rel", "bookmark"));
        String frame = "<iframe src=\"" + embed + "\" title=\"" + wanted.entry().name()
                + "\" width=\"100%\" height=\"480\"></iframe>";
        return styled("section", "take")
                .and(element("h2", view.say(Word.TAKE)), links)
                .and(styled("p", "embed")
                        .and(element("label", view.say(Word.EMBED)).with("for", "embed"))
                        .and(element("textarea", frame)
                                .with("id", "embed")
                                .with("rows", 2)
                                .with("readonly")
                                .with("spellcheck", "false")
                                .with("data-path", embed))
                        .and(element("button", view.say(Word.COPY))
                                .with("type", "button")
                                .with("data-copy", "embed")
                                .with("data-done", view.say(Word.COPIED))
                                .with("hidden")));
    }

    private static Element link(String name, Address address) {
        return element("a", name).with("href", address.toString());
    }

    private static Element neighbours(View view, Catalog.Group group, Catalog.Entry entry) {
        List<Catalog.Entry> all = group.entries();
        int at = all.indexOf(entry);
        Element nav = styled("nav", "neighbours").with("aria-label", group.title(view.language()));
        if (at > 0) {
            nav.and(neighbour(view, all.get(at - 1), Word.BEFORE, "prev"));
        }
        if (at + 1 < all.size()) {
            nav.and(neighbour(view, all.get(at + 1), Word.AFTER, "next"));
        }
        return nav;
    }

    private static Element neighbour(View view, Catalog.Entry entry, Word word, String relation) {
        return element("a")
                .with("href", view.toMetric(entry.name()))
                .with("rel", relation)
                .and(element("small", view.say(word)), element("span", entry.title(view.language())));
    }

    /** {@return what is framed elsewhere} */
    Element embed(View view, Catalog.Entry entry) {
        Language language = view.language();
        Element main = element("main").and(element("h1", entry.title(language)));
        Optional<Statistic> statistic =
                view.release().flatMap(one -> published.statistic(one, entry.name(), view.platform()));
        if (statistic.isEmpty() || statistic.get().cells().isEmpty()) {
            return main.and(styled("p", "notice").and(view.say(Word.NOTHING_SHOWN)));
        }
        Distribution distribution =
                new Distribution(language, entry, view.platform(), statistic.get(), Optional.empty());
        main.and(distribution.figure(distribution.best(), ""));
        return main.and(styled("p", "note")
                .and(element("a", view.say(Word.FROM_SITE))
                        .with("href", view.toMetric(entry.name()))
                        .with("target", "_blank")
                        .with("rel", "noopener"))
                .and(" · " + caption(view, statistic.get())));
    }

    /** {@return the bars as a drawing that stands by itself} */
    Optional<Body> drawing(View view, Catalog.Entry entry) {
        int width = 720;
        int margin = 24;
        return view.release()
                .flatMap(one -> published.statistic(one, entry.name(), view.platform()))
                .map(statistic -> {
                    Distribution distribution =
                            new Distribution(view.language(), entry, view.platform(), statistic, Optional.empty());
                    BarChart chart = distribution.chart(distribution.best());
                    int height = chart.height() + 3 * margin + 52;
                    String title = entry.title(view.language());
                    Element svg = element("svg")
                            .with("xmlns", "http://www.w3.org/2000/svg")
                            .with("viewBox", "0 0 " + width + " " + height)
                            .with("width", width)
                            .with("height", height)
                            .with("font-family", "system-ui, sans-serif")
                            .with("role", "img")
                            .with("aria-label", view.say(Word.SUMMARY_ALONE, title, chart.inWords()))
                            .and(Palette.PANEL.fill(
                                    element("rect").with("width", "100%").with("height", "100%")))
                            .and(Palette.INK
                                    .fill(element("text", title))
                                    .with("x", margin)
                                    .with("y", margin + 16)
                                    .with("font-size", 20)
                                    .with("font-weight", "600"))
                            .and(element("svg")
                                    .with("x", margin)
                                    .with("y", margin + 40)
                                    .with("width", width - 2 * margin)
                                    .with("height", chart.height())
                                    .and(chart.svg()))
                            .and(Palette.SOFT
                                    .fill(element("text", caption(view, statistic)))
                                    .with("x", margin)
                                    .with("y", height - margin)
                                    .with("font-size", 12));
                    return Body.of(Body.SVG, svg.document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
                });
    }

    private static String caption(View view, Statistic statistic) {
        Language language = view.language();
        String platform = view.platform().isEmpty() ? view.say(Word.ALL_PLATFORMS) : view.platform();
        return String.format(
                Locale.ROOT,
                "%s · n = %s · %s",
                platform,
                language.number(statistic.n()),
                language.day(statistic.day()));
    }
}
