package org.openvz.vzstats.release.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What follows from known sums of unknown counts: linear equations over a prime field, in which nothing overflows and nothing is rounded.
 * Most sums are of few unknowns, so only these are kept.
 */
final class Equations {

    private static final long PRIME = 1_000_003;

    /** In reduced echelon form: each begins with an unknown that no other one has. */
    private final Map<Integer, SortedMap<Integer, Long>> rows = new HashMap<>();

    /** By unknown, the rows that have it beside the one with which they begin; some may have it no more. */
    private final Map<Integer, Set<Integer>> having = new HashMap<>();

    /** The sum of these unknowns is known. */
    void add(Collection<Integer> unknowns) {
        SortedMap<Integer, Long> row = reduced(unknowns);
        if (row.isEmpty()) {
            return;
        }
        int first = row.firstKey();
        long inverse = power(row.getOrDefault(first, 0L), PRIME - 2);
        row.replaceAll((unknown, factor) -> factor * inverse % PRIME);
        for (int other : List.copyOf(having.getOrDefault(first, Set.of()))) {
            SortedMap<Integer, Long> left = rows.get(other);
            if (left != null && left.containsKey(first)) {
                subtract(left, row, left.getOrDefault(first, 0L));
                remember(other, row);
            }
        }
        having.remove(first);
        rows.put(first, row);
        remember(first, row);
    }

    /** {@return whether the sum of these unknowns follows} */
    boolean determine(Collection<Integer> unknowns) {
        return reduced(unknowns).isEmpty();
    }

    private void remember(int row, SortedMap<Integer, Long> has) {
        has.keySet().forEach(unknown -> {
            if (unknown != row) {
                having.computeIfAbsent(unknown, unseen -> new HashSet<>()).add(row);
            }
        });
    }

    /** What is left of a sum without what is known. */
    private SortedMap<Integer, Long> reduced(Collection<Integer> unknowns) {
        SortedMap<Integer, Long> left = new TreeMap<>();
        unknowns.forEach(unknown -> left.put(unknown, 1L));
        for (int unknown : unknowns) {
            SortedMap<Integer, Long> row = rows.get(unknown);
            if (row != null) {
                subtract(left, row, left.getOrDefault(unknown, 0L));
            }
        }
        return left;
    }

    private static void subtract(SortedMap<Integer, Long> left, SortedMap<Integer, Long> row, long times) {
        row.forEach((unknown, factor) -> {
            long rest = Math.floorMod(left.getOrDefault(unknown, 0L) - times * factor, PRIME);
            if (rest == 0) {
                left.remove(unknown);
            } else {
                left.put(unknown, rest);
            }
        });
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long bits = exponent; bits > 0; bits >>= 1) {
            if ((bits & 1) == 1) {
                result = result * square % PRIME;
            }
            square = square * square % PRIME;
        }
        return result;
    }
}
