package org.openvz.vzstats.web.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.server.api.Observations;

/** What a reader calls the values of a metric. */
final class ValueNames {

    private static final Pattern BUCKET = Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,18})|(\\+))?");
    private static final Pattern LETTERS = Pattern.compile("[A-Z]{2}");

    private final Language language;
    private final String name;
    private final @Nullable Metric metric;

    private ValueNames(Language language, String name, @Nullable Metric metric) {
        this.language = language;
        this.name = name;
        this.metric = metric;
    }

    static ValueNames of(Language language, String name, Optional<Metric> metric) {
        return new ValueNames(language, name, metric.orElse(null));
    }

    static ValueNames of(Language language, Catalog.Entry entry) {
        return of(language, entry.name(), entry.metric());
    }

    /** {@return the names of the platforms} */
    static ValueNames platforms(Language language) {
        return of(language, "", Optional.empty());
    }

    String of(String value) {
        return switch (value) {
            case Metric.OTHER -> language.say(Word.OTHER);
            case "unknown" -> language.say(Word.UNKNOWN);
            case "true" -> language.say(Word.YES);
            case "false" -> language.say(Word.NO);
            default -> named(value);
        };
    }

    private String named(String value) {
        if (name.equals(Observations.COUNTRY)) {
            return LETTERS.matcher(value).matches() ? language.country(value) : value;
        }
        Matcher bucket = BUCKET.matcher(value);
        return metric != null && metric.type() == MetricType.QUANTITY && bucket.matches() ? bucket(bucket) : value;
    }

    private String bucket(Matcher bucket) {
        // Years and percentages of no more than four digits read better without a separator.
        String from = number(bucket.group(1));
        String range = bucket.group(2) != null
                ? from + "–" + number(bucket.group(2))
                : bucket.group(3) != null ? "≥\u00a0" + from : from;
        String unit = metric == null ? null : metric.unit();
        return unit == null ? range : range + "\u00a0" + unit;
    }

    private String number(String digits) {
        return digits.length() <= 4 ? digits : language.number(Long.parseLong(digits));
    }
}
