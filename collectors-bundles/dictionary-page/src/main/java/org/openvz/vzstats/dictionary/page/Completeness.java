package org.openvz.vzstats.dictionary.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;

/**
 * What our own topics owe beyond what the dictionary demands of everybody's: a meaning, and every text in English and in Russian.
 * Type, values or pattern, source and since no metrics file can be without.
 */
public final class Completeness {

    private static final Pattern RUSSIAN_WORD = Pattern.compile("[а-яёА-ЯЁ]{2}");
    private static final Pattern ENGLISH_PROSE =
            Pattern.compile("(?i)(^|\\s)(the|of|or|and|its|never|only|what|this)(?=[\\s,;.]|$)");

    private Completeness() {}

    /** {@return what is missing, each with the metric and what to mend; empty if the topic is whole} */
    public static List<String> gaps(Topic topic) {
        List<String> gaps = new ArrayList<>();
        both(gaps, "collector " + topic.collector(), "title", topic.title());
        for (Metric metric : topic.metrics()) {
            String where = "metric " + metric.name();
            both(gaps, where, "title", metric.title());
            prose(gaps, where, "meaning", metric.meaning());
            prose(gaps, where, "why", metric.why());
            source(gaps, where, metric.source());
        }
        return gaps;
    }

    private static void prose(List<String> gaps, String where, String key, @Nullable LocalizedText text) {
        if (text == null) {
            gaps.add("%s: %s is missing: %2$s: {en: …, ru: …}".formatted(where, key));
        } else if (both(gaps, where, key, text) && !isRussian(text.in("ru"))) {
            // A title may be KSM in every language; a sentence may not.
            gaps.add("%s: %s: the Russian text (ru) is not in Russian".formatted(where, key));
        }
    }

    private static boolean both(List<String> gaps, String where, String key, LocalizedText text) {
        if (isRussian(text.english())) {
            gaps.add("%s: %s: the English text (en) is in Russian".formatted(where, key));
        }
        boolean whole = !text.byLanguage().getOrDefault("ru", "").isBlank();
        if (!whole) {
            gaps.add("%s: %s: a Russian text (ru) is required: %2$s: {en: …, ru: …}".formatted(where, key));
        }
        return whole;
    }

    /** Paths and commands are of no language. */
    private static void source(List<String> gaps, String where, LocalizedText source) {
        boolean prose = ENGLISH_PROSE.matcher(source.english()).find();
        if (prose || source.byLanguage().containsKey("ru")) {
            both(gaps, where, "source", source);
        }
    }

    private static boolean isRussian(String text) {
        return RUSSIAN_WORD.matcher(text).find();
    }
}
