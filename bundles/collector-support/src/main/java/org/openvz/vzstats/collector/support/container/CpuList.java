package org.openvz.vzstats.collector.support.container;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;
import org.openvz.vzstats.collector.support.Numbers;

/** A list of processors: {@code 0-3,8}. */
final class CpuList {

    private static final long MAX_CPU = 8191;

    private CpuList() {}

    /** {@return how many it names; empty if it is no such list} */
    static Optional<Long> count(String list) {
        BitSet cpus = new BitSet();
        for (String range : list.split(",", -1)) {
            int dash = range.indexOf('-');
            OptionalLong first = Numbers.parse(dash < 0 ? range : range.substring(0, dash), MAX_CPU);
            OptionalLong last = Numbers.parse(range.substring(dash + 1), MAX_CPU);
            if (first.isEmpty() || last.isEmpty() || last.getAsLong() < first.getAsLong()) {
                return Optional.empty();
            }
            cpus.set(Math.toIntExact(first.getAsLong()), Math.toIntExact(last.getAsLong()) + 1);
        }
        return Optional.of((long) cpus.cardinality());
    }
}
