package org.openvz.vzstats.dictionary.page;

import static org.openvz.vzstats.dictionary.page.Wording.BETWEEN;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;

/** The data dictionary as one Markdown page, in English and Russian. Equal topics give an equal page. */
public final class DictionaryPage {

    /** The command that writes the committed page anew. */
    public static final String REWRITE = "mvn test -pl collectors-bundles/dictionary-page -am -Ddictionary.write";

    /** The platform, by which everything else is filtered; then what is read in the course of the week; then the rest by name. */
    private static final List<String> ORDER = List.of(
            "platform",
            "hardware",
            "network",
            "memory",
            "cpu",
            "disk",
            "vm-guests",
            "vm-settings",
            "container-contents",
            "container-settings",
            "services",
            "software",
            "clusters",
            "cgroups",
            "simfs",
            "settings");

    private static final String ENGLISH = "en";
    private static final String RUSSIAN = "ru";

    private static final String INTRODUCTION =
            """
            <!-- Generated from the metrics files; do not edit. Write it anew: %1$s -->

            # Data dictionary · Словарь данных

            Every metric of the census: %2$d in %3$d topics. A value that is not described here is held back. Where its source is
            missing, a metric is left out of the report. *Since* is the revision of the topic that added it.

            Все метрики переписи: метрик %2$d, тем %3$d. Значение, которое здесь не описано, не отправляется. Где
            источника нет, метрики нет и в отчёте. *С редакции* — редакция темы, в которой метрика появилась.

            | type | what is sent | что отправляется |
            |---|---|---|
            | flag · флаг | yes or no | да или нет |
            | quantity · величина | a whole number, exact or as its bucket | целое число, точно или как его интервал |
            | category · категория | one of the values, or `other` | одно из значений или `other` |
            | label · название | a public name that matches the pattern, or `other` | общеизвестное название по образцу или `other` |
            | version · версия | a version that matches the pattern, or nothing | версия по образцу или ничего |
            | counts · количества | how many there are of each value and of `other` | сколько каждого из значений и `other` |
            """;

    private DictionaryPage() {}

    /** {@return the page of these topics} */
    public static String of(Collection<DocumentedTopic> topics) {
        List<DocumentedTopic> ordered = topics.stream()
                .sorted(Comparator.<DocumentedTopic>comparingInt(
                                one -> place(one.topic().collector()))
                        .thenComparing(one -> one.topic().collector()))
                .toList();
        int metrics =
                ordered.stream().mapToInt(one -> one.topic().metrics().size()).sum();
        StringBuilder page = new StringBuilder();
        page.append(INTRODUCTION.formatted(REWRITE, metrics, ordered.size()));
        page.append("\n## Topics · Темы\n\n");
        for (DocumentedTopic one : ordered) {
            String name = one.topic().collector();
            page.append("- [").append(name).append("](#").append(name).append("): ");
            page.append(both(one.topic().title())).append('\n');
        }
        ordered.forEach(one -> section(page, one));
        return page.toString();
    }

    private static int place(String collector) {
        int place = ORDER.indexOf(collector);
        return place < 0 ? ORDER.size() : place;
    }

    private static void section(StringBuilder page, DocumentedTopic one) {
        Topic topic = one.topic();
        // The name alone is the heading: it is the anchor, whatever the titles are.
        page.append("\n## ").append(topic.collector()).append("\n\n");
        page.append("**")
                .append(both(topic.title()))
                .append("** ([metrics.yaml](")
                .append(one.link());
        page.append("), revision · редакция ").append(topic.revision()).append(")\n");
        topic.metrics().forEach(metric -> metric(page, metric));
    }

    private static void metric(StringBuilder page, Metric metric) {
        page.append("\n### ").append(metric.name()).append("\n\n");
        row(page, "", metric.title());
        page.append("|---|---|---|\n");
        if (metric.meaning() != null) {
            row(page, "Meaning · Смысл", metric.meaning());
        }
        row(page, "Why · Зачем", metric.why());
        page.append('\n');
        fact(page, "Source · Источник", both(metric.source()));
        fact(page, "Type · Тип", Wording.type(metric));
        fact(page, "Values · Значения", Wording.values(metric));
        fact(page, "Since · С редакции", Integer.toString(metric.since()));
    }

    private static void row(StringBuilder page, String label, LocalizedText text) {
        page.append("| ").append(label);
        for (String language : List.of(ENGLISH, RUSSIAN)) {
            page.append(" | ").append(Markdown.text(text.in(language)));
        }
        page.append(" |\n");
    }

    private static void fact(StringBuilder page, String label, String fact) {
        page.append("- ").append(label).append(": ").append(fact).append('\n');
    }

    private static String both(LocalizedText text) {
        String english = Markdown.text(text.in(ENGLISH));
        String russian = Markdown.text(text.in(RUSSIAN));
        return english.equals(russian) ? english : english + BETWEEN + russian;
    }
}
