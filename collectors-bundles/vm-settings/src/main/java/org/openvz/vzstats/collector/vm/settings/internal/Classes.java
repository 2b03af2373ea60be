package org.openvz.vzstats.collector.vm.settings.internal;

import java.util.List;

/**
 * Classes of a number, written as the keys of counts: {@code 1}, {@code 2-3}, {@code 4+}.
 *
 * @param bounds the least number of each class, ascending; what is below the first is in it
 */
record Classes(List<Long> bounds) {

    static Classes from(Long... bounds) {
        return new Classes(List.of(bounds));
    }

    /** {@return the class of a number} */
    String of(long number) {
        int at = 0;
        while (at + 1 < bounds.size() && number >= bounds.get(at + 1)) {
            at++;
        }
        long least = bounds.get(at);
        if (at + 1 == bounds.size()) {
            return least + "+";
        }
        long most = bounds.get(at + 1) - 1;
        return least == most ? Long.toString(least) : least + "-" + most;
    }
}
