package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.web.internal.Markup.Element;

/** What the data is: the dictionary, how numbers come about, what the server has done, how to be forgotten. */
final class AboutPage {

    static final int DAYS = 90;

    private static final int MOST_VALUES = 40;

    private static final Map<Event, Word> EVENTS = new EnumMap<>(Map.ofEntries(
            Map.entry(Event.ACCEPTED, Word.EVENT_ACCEPTED),
            Map.entry(Event.DUPLICATE, Word.EVENT_DUPLICATE),
            Map.entry(Event.CLONE, Word.EVENT_CLONE),
            Map.entry(Event.PROCESSED, Word.EVENT_PROCESSED),
            Map.entry(Event.QUARANTINED, Word.EVENT_QUARANTINED),
            Map.entry(Event.REPLAYED, Word.EVENT_REPLAYED),
            Map.entry(Event.DROPPED, Word.EVENT_DROPPED),
            Map.entry(Event.ERASED, Word.EVENT_ERASED),
            Map.entry(Event.ISSUED, Word.EVENT_ISSUED),
            Map.entry(Event.COUNTRY_UNKNOWN, Word.EVENT_COUNTRY)));

    private AboutPage() {}

    static Element main(View view, List<Journal.Day> days) {
        Language language = view.language();
        long k = view.release().map(Overview::k).orElse(5L);
        long window = view.release().map(Overview::windowDays).orElse(14L);
        Element main = element("main").with("class", "about");
        main.and(Frame.trail(view, List.of()));
        main.and(element("h1", view.say(Word.ABOUT)), styled("p", "lead").and(view.say(Word.ABOUT_LEAD)));
        main.and(section("making", view.say(Word.MAKING))
                .and(element("p", view.say(Word.MAKING_1)))
                .and(element("p", view.say(Word.MAKING_2, language.count(Word.MAKING_2_DAYS, window))))
                .and(element("p", view.say(Word.MAKING_3)))
                .and(element("p", view.say(Word.BIAS))));
        main.and(section("rules", view.say(Word.RULES))
                .and(element("ol")
                        .and(element("li", view.say(Word.RULE_1, language.count(Word.WHAT_2_NODES, k))))
                        .and(element("li", view.say(Word.RULE_2)))
                        .and(element("li", view.say(Word.RULE_3)))
                        .and(element("li", view.say(Word.RULE_4)))));
        main.and(section("not-collected", view.say(Word.NOT_COLLECTED))
                .and(element("p", view.say(Word.NOT_COLLECTED_TEXT))));
        main.and(section("erasing", view.say(Word.ERASING))
                .and(element("p", view.say(Word.ERASING_1)), element("p", view.say(Word.ERASING_2))));
        main.and(transparency(view, days));
        return main.and(dictionary(view));
    }

    private static Element section(String id, String title) {
        return styled("section", "text").with("id", id).and(element("h2", title));
    }

    private static Element transparency(View view, List<Journal.Day> days) {
        Language language = view.language();
        Element section = section("transparency", view.say(Word.TRANSPARENCY_TITLE));
        if (days.isEmpty()) {
            return section.and(element("p", view.say(Word.TRANSPARENCY_NONE)));
        }
        section.and(element("p", view.say(Word.TRANSPARENCY_LEAD, language.count(Word.DAYS, DAYS))));
        Element body = element("tbody");
        long rejected = 0;
        long rejectedLast = 0;
        for (Event event : Event.values()) {
            long total = days.stream().mapToLong(day -> day.count(event)).sum();
            Word word = EVENTS.get(event);
            if (word == null) {
                rejected += total;
                rejectedLast += days.get(0).count(event);
            } else {
                body.and(row(
                        language,
                        event.word(),
                        view.say(word),
                        total,
                        days.get(0).count(event)));
            }
        }
        body.and(row(language, "rejected", view.say(Word.EVENT_REJECTED), rejected, rejectedLast));
        Element head = element("tr")
                .and(element("th", view.say(Word.EVENT)).with("scope", "col"))
                .and(element("th", view.say(Word.EVENT_TOTAL))
                        .with("scope", "col")
                        .with("class", "number"))
                .and(element("th", language.day(days.get(0).day()))
                        .with("scope", "col")
                        .with("class", "number"));
        return section.and(styled("div", "table")
                        .and(element("table")
                                .and(element("caption", view.say(Word.TRANSPARENCY_TITLE))
                                        .with("class", "unseen"))
                                .and(element("thead").and(head), body)))
                .and(styled("p", "note").and(element("a", "JSON").with("href", "/api/v2/transparency")));
    }

    private static Element row(Language language, String event, String name, long total, long last) {
        return element("tr")
                .with("data-event", event)
                .and(element("th", name).with("scope", "row"))
                .and(element("td", language.number(total)), element("td", language.number(last)));
    }

    private static Element dictionary(View view) {
        Element section = section("dictionary", view.say(Word.DICTIONARY_TITLE));
        if (view.catalog().groups().isEmpty()) {
            return section.and(styled("p", "notice").and(view.say(Word.DICTIONARY_EMPTY)));
        }
        section.and(element("p", view.say(Word.DICTIONARY_LEAD)));
        view.catalog().sorted(view.language()).forEach(group -> {
            Element list = styled("dl", "dictionary");
            group.entries().forEach(entry -> entry.metric().ifPresent(metric -> list.and(definition(view, metric))));
            section.and(styled("details", "numbers")
                    .and(element("summary")
                            .and(group.title(view.language()))
                            .and(" ")
                            .and(element(
                                    "small",
                                    view.language()
                                            .count(Word.METRICS, group.entries().size()))))
                    .and(list));
        });
        return section;
    }

    private static Element definition(View view, Metric metric) {
        Language language = view.language();
        Element about = element("dd");
        if (metric.meaning() != null) {
            about.and(element("p", language.say(metric.meaning())));
        }
        about.and(labelled(view.say(Word.WHY), language.say(metric.why())));
        about.and(labelled(view.say(Word.SOURCE), language.say(metric.source())).with("class", "source"));
        String unit = metric.unit() == null ? "" : ", " + metric.unit();
        about.and(labelled(view.say(Word.TYPE), MetricPage.type(language, metric) + unit));
        if (!metric.values().isEmpty()) {
            List<String> values = new ArrayList<>(metric.values());
            int more = values.size() - MOST_VALUES;
            about.and(labelled(
                    view.say(Word.POSSIBLE),
                    String.join(", ", values.subList(0, Math.min(MOST_VALUES, values.size())))
                            + (more > 0 ? " … +" + language.number(more) : "")));
        }
        return element("div")
                .and(element("dt")
                        .and(element("a", language.say(metric.title())).with("href", view.toMetric(metric.name())))
                        .and(" ")
                        .and(element("code", metric.name())))
                .and(about);
    }

    private static Element labelled(String label, String text) {
        return element("p").and(element("b", label + ": ")).and(text);
    }
}
