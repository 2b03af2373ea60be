package org.openvz.vzstats.release.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** Which days may be shown beside a sum of all. */
final class ShownDays {

    private ShownDays() {}

    /**
     * {@return the days that have enough; where some have not, the least of the others is left out, too: all minus the rest is none of them}
     *
     * @param days in their order; of two that are alike the earlier one is the least
     */
    static <T> List<T> of(List<T> days, ToLongFunction<T> amount, int k) {
        List<T> shown = new ArrayList<>(
                days.stream().filter(day -> amount.applyAsLong(day) >= k).toList());
        if (shown.size() < days.size()) {
            shown.stream().min(Comparator.comparingLong(amount)).ifPresent(shown::remove);
        }
        return shown;
    }
}
