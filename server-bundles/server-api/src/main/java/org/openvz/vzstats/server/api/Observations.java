package org.openvz.vzstats.server.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values of one section as the statistics count them: metric, to value, to how many of it the node has. A metric that is no count
 * has one value with the number 1; a count of nothing has no value, and the node counts among those that were asked.
 *
 * @param byMetric sorted, so that equal observations are equal texts
 * @param counts which of the metrics are counts: their cells are published with a total
 * @param crashes what crashed on the node since it was asked last; they are counted each time, and are no values that the next replace
 */
public record Observations(
        SortedMap<String, SortedMap<String, Long>> byMetric, SortedSet<String> counts, List<Crash> crashes) {

    /** The metric whose one value is the platform, the dimension of all statistics. */
    public static final String PLATFORM = "platform.product";

    /** The topic that the server alone speaks of: what it knows of a node itself. A node's own section of this name does not count. */
    public static final String NODE = "node";

    /** The metric of that topic whose one value is the country that the last report came from. */
    public static final String COUNTRY = "node.country";

    /** The longest value. */
    public static final int MAX_VALUE = 128;

    /** The most of one value on one node. With as many nodes the sum still fits into 64 bits. */
    public static final long MAX_COUNT = 1_000_000_000;

    /** Keeps a copy. */
    public Observations {
        SortedMap<String, SortedMap<String, Long>> copy = new TreeMap<>();
        byMetric.forEach(
                (metric, values) -> copy.put(metric, Collections.unmodifiableSortedMap(new TreeMap<>(values))));
        byMetric = Collections.unmodifiableSortedMap(copy);
        counts = Collections.unmodifiableSortedSet(new TreeSet<>(counts));
        crashes = List.copyOf(crashes);
    }

    /** Observations without a crash. */
    public Observations(SortedMap<String, SortedMap<String, Long>> byMetric, SortedSet<String> counts) {
        this(byMetric, counts, List.of());
    }

    /** Observations without a count. */
    public Observations(SortedMap<String, SortedMap<String, Long>> byMetric) {
        this(byMetric, Collections.emptySortedSet());
    }

    /**
     * Whether the counters can hold this, whichever processor made it. A processor is a plug-in: what it lets through by mistake must
     * cost a place in quarantine, not the inbox its way forward.
     */
    public boolean fitsCounters() {
        for (Map.Entry<String, SortedMap<String, Long>> metric : byMetric.entrySet()) {
            if (!isText(metric.getKey()) || metric.getKey().indexOf('.') <= 0) {
                return false;
            }
            for (Map.Entry<String, Long> value : metric.getValue().entrySet()) {
                if (!isValue(value.getKey()) || !isCount(value.getValue())) {
                    return false;
                }
            }
        }
        return crashes.stream().allMatch(Crash::isStorable);
    }

    private static boolean isValue(String value) {
        return isText(value) && !value.equals(Census.ASKED);
    }

    private static boolean isCount(long count) {
        return count > 0 && count <= MAX_COUNT;
    }

    /** No blanks around, which databases ignore, and no control characters, which some refuse. */
    private static boolean isText(String text) {
        return !text.isEmpty() && text.length() <= MAX_VALUE && (isPlain(text) || isSound(text));
    }

    /** What nearly all texts are; this is asked of each value of each report. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
    }

    private static boolean isSound(String text) {
        return text.equals(text.strip()) && text.codePoints().noneMatch(Observations::isOdd);
    }

    private static boolean isOdd(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
