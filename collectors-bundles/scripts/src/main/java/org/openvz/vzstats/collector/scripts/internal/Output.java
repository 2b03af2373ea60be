package org.openvz.vzstats.collector.scripts.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.scripts.internal.BoundedText.TooSlowException;
import org.openvz.vzstats.collector.support.Numbers;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Vocabulary;

/** What a script wrote, and the values that its metrics file finds in it. */
final class Output {

    private static final int MOST = 64 * 1024;
    private static final String TOO_COSTLY = "match, or pattern, takes too long on this output: left out\n";
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** A sum of as many as there can be is still a number. */
    private static final long MAX_COUNT = 1L << 40;

    private final BoundedText text;

    Output(String text) {
        this.text = new BoundedText(text.substring(0, Math.min(text.length(), MOST)), LONGEST);
    }

    /** Takes every value that is found. What cannot be found in time is absent, and the owner of a preview is told. */
    void measure(OwnersFile file, Section.Builder section) throws IOException {
        for (Metric metric : file.topic().metrics()) {
            Pattern match = file.matches().get(metric.name());
            if (match != null) {
                try {
                    measure(metric, match.matcher(text), section);
                } catch (TooSlowException | StackOverflowError e) {
                    // Java's matcher recurses with the length of the text.
                    section.show(metric.name(), () -> TOO_COSTLY);
                }
            }
        }
    }

    private void measure(Metric metric, Matcher matcher, Section.Builder section) throws BudgetExceededException {
        if (metric.type() == MetricType.COUNTS) {
            counts(metric, matcher, section);
            return;
        }
        boolean found = matcher.find();
        if (metric.type() == MetricType.FLAG) {
            section.flag(metric.name(), found);
        } else if (found) {
            Optional<String> value = word(matcher.group(1));
            if (metric.type() == MetricType.QUANTITY) {
                OptionalLong amount = Numbers.parse(value.orElse(""), Long.MAX_VALUE);
                if (amount.isPresent()) {
                    section.quantity(metric.name(), amount.getAsLong());
                }
            } else if (value.isPresent() && (admits(metric, value.get()) || metric.type() != MetricType.VERSION)) {
                section.text(metric.name(), value.get());
            }
        }
    }

    private void counts(Metric metric, Matcher matcher, Section.Builder section) throws BudgetExceededException {
        SortedMap<String, Long> counts = new TreeMap<>();
        while (matcher.find()) {
            Optional<String> key = word(matcher.group(1));
            OptionalLong howMany = matcher.groupCount() > 1 && matcher.group(2) != null
                    ? Numbers.parse(matcher.group(2), MAX_COUNT)
                    : OptionalLong.of(1);
            if (key.isPresent() && howMany.isPresent()) {
                boolean room = counts.size() < Vocabulary.MAX_KEYS - 1 || counts.containsKey(key.get());
                counts.merge(room ? key.get() : Metric.OTHER, howMany.getAsLong(), Long::sum);
            }
        }
        for (String key : counts.keySet()) {
            // For its time only: whether it may leave is for the guard to say, who counts what is held back.
            admits(metric, key);
        }
        section.counted(metric.name());
        for (var count : counts.entrySet()) {
            section.count(metric.name(), count.getKey(), count.getValue());
        }
    }

    /** Tries the metric's own pattern within the time that is left: the guard will try it once more, and nobody ends the guard. */
    private boolean admits(Metric metric, String value) {
        String pattern = metric.pattern();
        Integer length = metric.length();
        if (pattern == null || length == null || value.length() > length) {
            return metric.admits(value);
        }
        return Pattern.compile(pattern).matcher(text.with(value)).matches();
    }

    /** {@return what a group holds, if that can be a value at all} */
    private static Optional<String> word(@Nullable String group) {
        return Optional.ofNullable(group)
                .map(String::strip)
                .filter(word -> !word.isEmpty() && word.length() <= Section.Builder.MAX_TEXT);
    }
}
