package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.web.internal.Markup.Element;

/** Finds metrics by all words of a query, in any language: names and titles first, then what they mean. */
final class SearchPage {

    /** Longer queries find nothing more. */
    static final int MAX_QUERY = 100;

    private static final int IN_TITLE = 10;
    private static final int IN_TEXT = 1;

    private SearchPage() {}

    private record Hit(Catalog.Group group, Catalog.Entry entry, int score) {}

    static Element main(View view, String query) {
        Element main = element("main").with("class", "found");
        main.and(Frame.trail(view, List.of()));
        main.and(element("h1", view.say(Word.SEARCH_TITLE)));
        if (query.isBlank()) {
            return main.and(styled("p", "note").and(view.say(Word.SEARCH_FOR)));
        }
        List<Hit> hits = hits(view, query);
        main.and(styled("p", "lead")
                .with("role", "status")
                .and(view.say(
                        Word.FOUND_FOR,
                        query.strip(),
                        hits.isEmpty()
                                ? view.say(Word.FOUND_NOTHING)
                                : view.language().count(Word.FOUND, hits.size()))));
        Element list = styled("ul", "hits");
        hits.forEach(hit -> list.and(hit(view, hit)));
        return hits.isEmpty() ? main : main.and(list);
    }

    private static Element hit(View view, Hit hit) {
        Language language = view.language();
        Element item = element("li")
                .and(element("a", hit.entry().title(language))
                        .with("href", view.toMetric(hit.entry().name())))
                .and(styled("small", "name")
                        .and(hit.group().title(language) + " · " + hit.entry().name()));
        hit.entry()
                .metric()
                .map(metric -> metric.meaning() == null ? metric.why() : metric.meaning())
                .ifPresent(text -> item.and(element("p", language.say(text))));
        return item;
    }

    private static List<Hit> hits(View view, String query) {
        String[] words = query.strip().toLowerCase(Locale.ROOT).split("\\s+");
        List<Hit> hits = new ArrayList<>();
        for (Catalog.Group group : view.catalog().groups().values()) {
            for (Catalog.Entry entry : group.entries()) {
                int score = score(group, entry, words);
                if (score > 0) {
                    hits.add(new Hit(group, entry, score));
                }
            }
        }
        hits.sort(Comparator.comparingInt((Hit hit) -> -hit.score())
                .thenComparing(hit -> hit.entry().title(view.language())));
        return hits;
    }

    private static int score(Catalog.Group group, Catalog.Entry entry, String[] words) {
        StringBuilder titles =
                new StringBuilder(entry.name()).append(' ').append(entry.name().replace('_', ' '));
        StringBuilder texts = new StringBuilder();
        group.topic().ifPresent(topic -> add(topic.title(), texts));
        entry.metric().ifPresent(metric -> add(metric, titles, texts));
        String title = titles.toString().toLowerCase(Locale.ROOT);
        String text = texts.toString().toLowerCase(Locale.ROOT);
        int score = 0;
        for (String word : words) {
            int found = title.contains(word) ? IN_TITLE : text.contains(word) ? IN_TEXT : 0;
            if (found == 0) {
                return 0;
            }
            score += found;
        }
        return score;
    }

    private static void add(Metric metric, StringBuilder titles, StringBuilder texts) {
        add(metric.title(), titles);
        if (metric.meaning() != null) {
            add(metric.meaning(), texts);
        }
        add(metric.why(), texts);
        metric.values().forEach(value -> texts.append(' ').append(value));
    }

    private static void add(LocalizedText text, StringBuilder to) {
        text.byLanguage().values().forEach(one -> to.append(' ').append(one));
    }
}
