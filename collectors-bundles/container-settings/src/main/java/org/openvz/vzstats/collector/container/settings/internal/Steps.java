package org.openvz.vzstats.collector.container.settings.internal;

import java.util.List;
import org.openvz.vzstats.collector.support.container.Limit;

/**
 * Steps of an amount, as they are named in the metrics file: {@code 0-127}, {@code 128-255}, {@code 256+}.
 *
 * @param bounds where the second and further steps begin, ascending
 */
record Steps(List<Long> bounds) {

    /** {@return the step of a limit; {@code unlimited} if there is none} */
    String of(Limit limit) {
        return limit.amount().isPresent() ? of(limit.amount().getAsLong()) : "unlimited";
    }

    /** {@return the step that an amount falls in} */
    String of(long amount) {
        long lower = 0;
        for (long bound : bounds) {
            if (amount < bound) {
                return bound - 1 == lower ? Long.toString(lower) : lower + "-" + (bound - 1);
            }
            lower = bound;
        }
        return lower + "+";
    }
}
