package org.openvz.vzstats.dictionary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One named, typed, documented quantity, as its collector's metrics file defines it. Its value never contains free text.
 *
 * @param name collector, dot, name: {@code disk.vz_size}
 * @param type what its value is
 * @param title what a reader of a chart calls it
 * @param meaning what exactly it says, in a sentence or two; null if the title says it all
 * @param why what it is collected for
 * @param source where on a host it is read
 * @param since the revision of the metrics file that added it; consent is given to a revision
 * @param unit of a quantity, such as {@code GiB}; null if it just counts
 * @param buckets of a quantity that is not exact: the lower bounds of the buckets above the first, which starts at 0
 * @param exact a quantity that leaves the node as it is, not as its bucket
 * @param values of a category, or the keys of counts: all there are, besides {@code other}
 * @param pattern of a label, a version, or the keys of counts without {@code values}: a value matches it in whole
 * @param length the most characters of a label, a version or a key
 * @param chart how it is best drawn: {@code bar} or {@code table}
 */
public record Metric(
        String name,
        MetricType type,
        LocalizedText title,
        @Nullable LocalizedText meaning,
        LocalizedText why,
        LocalizedText source,
        int since,
        @Nullable String unit,
        @Nullable List<Long> buckets,
        boolean exact,
        @Nullable List<String> values,
        @Nullable String pattern,
        @Nullable Integer length,
        @Nullable String chart) {

    /** What stands for every value that is not in the vocabulary. */
    public static final String OTHER = "other";

    /** The longest text any metric may have. */
    public static final int MAX_LENGTH = 128;

    /** A record has no place for it, and to compile some patterns takes longer than all else that is done with a section. */
    private static final ConcurrentMap<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private static final int MOST_COMPILED = 1_024;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}\\.[a-z][a-z0-9_]{0,59}");
    private static final Pattern UNIT = Pattern.compile("[A-Za-z%/°0-9 ]{1,16}");

    /** Checks that the definition is whole; what is missing or wrong is said by name. */
    public Metric {
        if (name == null) {
            throw new IllegalArgumentException("name is missing: a name such as disk.vz_size");
        }
        require(NAME.matcher(name).matches(), name, "name must look like disk.vz_size");
        require(type != null, name, "type is missing: flag, quantity, category, label, version or counts");
        require(title != null, name, "title is missing: title: {en: …, ru: …}");
        require(why != null, name, "why is missing: say what it is collected for");
        require(source != null, name, "source is missing: say where on a host it is read");
        require(since >= 1, name, "since is missing: the revision that added it, from 1");
        require(unit == null || UNIT.matcher(unit).matches(), name, "unit must be a short unit, such as GiB");
        require(chart == null || chart.equals("bar") || chart.equals("table"), name, "chart must be bar or table");
        require(buckets == null || buckets.stream().allMatch(Objects::nonNull), name, "one of the buckets is empty");
        require(values == null || values.stream().allMatch(Objects::nonNull), name, "one of the values is empty");
        buckets = buckets == null ? List.of() : List.copyOf(buckets);
        values = values == null ? List.of() : List.copyOf(values);
        boolean quantity = type == MetricType.QUANTITY;
        require(quantity || (buckets.isEmpty() && !exact), name, "only a quantity has buckets or exact");
        require(!quantity || exact != !buckets.isEmpty(), name, "a quantity has either buckets or exact: true");
        require(ascending(buckets), name, "buckets must be above 0 and ascending");
        boolean vocabulary = type == MetricType.CATEGORY || type == MetricType.COUNTS;
        require(vocabulary || values.isEmpty(), name, "only a category or counts have values");
        require(type != MetricType.CATEGORY || !values.isEmpty(), name, "a category needs its values");
        require(
                type != MetricType.COUNTS || values.isEmpty() != (pattern == null),
                name,
                "counts need either values or a pattern for their keys");
        boolean open = type == MetricType.LABEL || type == MetricType.VERSION;
        require(!open || pattern != null, name, "a label or version needs a pattern");
        require(
                open || type == MetricType.COUNTS || pattern == null,
                name,
                "only a label, a version or counts have a pattern");
        require(compiles(pattern), name, "pattern is no regular expression");
        length = length == null ? Integer.valueOf(64) : length;
        require(length >= 1 && length <= MAX_LENGTH, name, "length must be 1 to " + MAX_LENGTH);
        for (String value : values) {
            require(!value.isBlank() && value.length() <= length, name, "a value is blank or too long");
        }
        require(Set.copyOf(values).size() == values.size(), name, "a value is listed twice");
        chart = chart == null ? "bar" : chart;
    }

    /** {@return the bounds of the buckets above the first; empty if it has none} */
    @Override
    @JsonProperty
    public List<Long> buckets() {
        return buckets == null ? List.of() : buckets;
    }

    /** {@return the vocabulary besides {@code other}; empty if it is open} */
    @Override
    @JsonProperty
    public List<String> values() {
        return values == null ? List.of() : values;
    }

    /** {@return whether this text is in the metric's vocabulary; {@code other} always is} */
    public boolean admits(String text) {
        if (text.equals(OTHER)) {
            return true;
        }
        if (pattern == null) {
            return values().contains(text);
        }
        return length != null
                && text.length() <= length
                && compiled(pattern).matcher(text).matches();
    }

    private static Pattern compiled(String regex) {
        Pattern known = COMPILED.get(regex);
        if (known != null) {
            return known;
        }
        if (COMPILED.size() >= MOST_COMPILED) {
            COMPILED.clear(); // Of bundles that are gone, too.
        }
        return COMPILED.computeIfAbsent(regex, Pattern::compile);
    }

    /**
     * The bucket a quantity falls in.
     *
     * @param amount 0 or more
     * @return the bucket's lower bound; the amount itself if the metric is exact
     */
    public long bucketOf(long amount) {
        if (exact) {
            return amount;
        }
        long lower = 0;
        for (long bound : buckets()) {
            if (amount >= bound) {
                lower = bound;
            }
        }
        return lower;
    }

    /** {@return how a bucket is written in the statistics: {@code 0-31}, {@code 32-63}, {@code 16384+}; an exact amount as it is} */
    public String cellOf(long lower) {
        if (exact) {
            return Long.toString(lower);
        }
        for (long bound : buckets()) {
            if (bound > lower) {
                return bound - 1 == lower ? Long.toString(lower) : lower + "-" + (bound - 1);
            }
        }
        return lower + "+";
    }

    private static boolean ascending(List<Long> bounds) {
        long last = 0;
        for (Long bound : bounds) {
            if (bound <= last) {
                return false;
            }
            last = bound;
        }
        return true;
    }

    private static boolean compiles(@Nullable String regex) {
        try {
            return regex == null || Pattern.compile(regex) != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static void require(boolean whole, String metric, String otherwise) {
        if (!whole) {
            throw new IllegalArgumentException("metric " + metric + ": " + otherwise);
        }
    }
}
