package org.openvz.vzstats.server.api;

import java.util.Collections;
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
 */
public record Observations(SortedMap<String, SortedMap<String, Long>> byMetric, SortedSet<String> counts) {

    /** The metric whose one value is the platform, the dimension of all statistics. */
    public static final String PLATFORM = "platform.product";

    /** The longest value. */
    public static final int MAX_VALUE = 128;

    /** Keeps a copy. */
    public Observations {
        SortedMap<String, SortedMap<String, Long>> copy = new TreeMap<>();
        byMetric.forEach(
                (metric, values) -> copy.put(metric, Collections.unmodifiableSortedMap(new TreeMap<>(values))));
        byMetric = Collections.unmodifiableSortedMap(copy);
        counts = Collections.unmodifiableSortedSet(new TreeSet<>(counts));
    }

    /** Observations without a count. */
    public Observations(SortedMap<String, SortedMap<String, Long>> byMetric) {
        this(byMetric, Collections.emptySortedSet());
    }
}
