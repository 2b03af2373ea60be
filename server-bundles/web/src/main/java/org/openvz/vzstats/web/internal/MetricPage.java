package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/** All there is to say of one metric. */
final class MetricPage {

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
        if (entry.metric().map(Metric::type).filter(MetricType.UREPORTS::equals).isPresent()) {
            // No part of the census: what is published of them has a page of its own.
            main.and(styled("p", "notice")
                    .and(element("a", view.say(Word.CRASHES)).with("href", view.to("/crashes"))));
        } else if (release.isEmpty() || entry.n().isEmpty() || statistic.isEmpty()) {
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
        String unit = metric.unit() == null ? "" : ", " + metric.unit();
        return block.and(
                labelled(view.say(Word.WHY), language.say(metric.why())),
                labelled(view.say(Word.SOURCE), language.say(metric.source())),
                labelled(view.say(Word.TYPE), type(language, metric) + unit));
    }

    private static Element labelled(String label, String text) {
        return styled("p", "why").and(element("b", label + ": ")).and(text);
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
        block.and(
                new MetricTrend(published, view, wanted).of(release, statistic).block("days"));
        block.and(element("h2", view.say(Word.TABLE)), distribution.table("values"));
        return block.and(TakeAway.of(view, wanted, at(view, wanted)));
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
}
