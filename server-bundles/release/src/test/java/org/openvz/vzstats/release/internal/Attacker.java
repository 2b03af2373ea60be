package org.openvz.vzstats.release.internal;

import java.util.ArrayList;
import java.util.List;

/** Solves what is published as equations in unknown counts: in another way than the rules do, and with every unknown. */
final class Attacker {

    private static final long PRIME = 1_000_003;

    private final List<long[]> rows = new ArrayList<>();
    private final List<Integer> pivots = new ArrayList<>();
    private final int unknowns;

    Attacker(int unknowns) {
        this.unknowns = unknowns;
    }

    /** The sum of these unknowns is known. */
    void add(long[] sum) {
        long[] reduced = reduce(sum);
        for (int i = 0; i < unknowns; i++) {
            if (reduced[i] != 0) {
                long inverse = power(reduced[i], PRIME - 2);
                for (int j = 0; j < unknowns; j++) {
                    reduced[j] = reduced[j] * inverse % PRIME;
                }
                rows.add(reduced);
                pivots.add(i);
                return;
            }
        }
    }

    /** {@return whether the sum of these unknowns follows} */
    boolean determine(long[] sum) {
        for (long left : reduce(sum)) {
            if (left != 0) {
                return false;
            }
        }
        return true;
    }

    private long[] reduce(long[] sum) {
        long[] left = sum.clone();
        for (int row = 0; row < rows.size(); row++) {
            long factor = left[pivots.get(row)];
            for (int j = 0; j < unknowns; j++) {
                left[j] = Math.floorMod(left[j] - factor * rows.get(row)[j], PRIME);
            }
        }
        return left;
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
