package org.openvz.vzstats.node.core.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter in its upper half: a herd of nodes that lost the same server comes back spread out.
 *
 * @param first the longest wait after the first failure
 * @param most the longest wait at all
 */
record Backoff(Duration first, Duration most) {

    Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("retry.first must be above 0s and not above retry.most");
        }
    }

    /** {@return how long to wait after this many failures in a row, from 1} */
    Duration after(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), 30);
        long ceiling = Math.min(most.toMillis(), first.toMillis() << doublings);
        // Shifted out of range by a long first wait.
        ceiling = ceiling <= 0 ? most.toMillis() : ceiling;
        return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
