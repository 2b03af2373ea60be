package org.openvz.vzstats.release.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each value of a metric occurs in one group of nodes: a platform, several, or all.
 *
 * @param n how many nodes have the metric
 * @param cells by value
 */
record Counts(long n, SortedMap<String, Amount> cells) {

    static final Counts NONE = new Counts(0, Collections.emptySortedMap());

    /**
     * How often one value occurs.
     *
     * @param nodes how many nodes have it
     * @param total how many of it they have
     */
    record Amount(long nodes, long total) {

        static final Amount ZERO = new Amount(0, 0);

        Amount plus(Amount other) {
            return new Amount(nodes + other.nodes, total + other.total);
        }
    }

    /** {@return how often this value occurs} */
    Amount of(String value) {
        return cells.getOrDefault(value, Amount.ZERO);
    }

    /** {@return the counts of all these groups together, which have no node in common} */
    static Counts sum(Collection<Counts> groups) {
        long n = 0;
        SortedMap<String, Amount> cells = new TreeMap<>();
        for (Counts group : groups) {
            n += group.n();
            group.cells().forEach((value, amount) -> cells.merge(value, amount, Amount::plus));
        }
        return new Counts(n, cells);
    }
}
