package org.openvz.vzstats.collector.cgroups.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.openvz.vzstats.collector.support.Numbers;

/**
 * A controller that the kernel was built with.
 *
 * @param name its public name, or {@code other}
 * @param mounted whether it is part of a hierarchy of version 1
 * @param groups how many groups there are for it
 * @param enabled whether it was not switched off at boot
 */
record Controller(String name, boolean mounted, long groups, boolean enabled) {

    private static final Set<String> KNOWN = Set.of(
            "beancounter",
            "blkio",
            "cpu",
            "cpuacct",
            "cpuset",
            "debug",
            "devices",
            "dmem",
            "freezer",
            "hugetlb",
            "io",
            "memory",
            "misc",
            "net_cls",
            "net_prio",
            "ns",
            "perf_event",
            "pids",
            "rdma",
            "ve");

    private static final int COLUMNS = 4;

    /** More than any kernel has room for. */
    private static final long MAX = 1 << 20;

    private static final String OTHER = "other";

    /**
     * Parses {@code /proc/cgroups}:
     *
     * <pre>{@code
     * #subsys_name    hierarchy       num_cgroups     enabled
     * cpuset  3       12      1
     * }</pre>
     *
     * @return what could be read; a line that is none of these is left out
     */
    static List<Controller> parse(String text) {
        List<Controller> controllers = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> columns = List.of(line.strip().split("\\s+", COLUMNS + 1));
            if (columns.size() != COLUMNS || line.startsWith("#")) {
                continue;
            }
            OptionalLong hierarchy = Numbers.parse(columns.get(1), MAX);
            OptionalLong groups = Numbers.parse(columns.get(2), MAX);
            OptionalLong enabled = Numbers.parse(columns.get(3), 1);
            if (hierarchy.isPresent() && groups.isPresent() && enabled.isPresent()) {
                controllers.add(new Controller(
                        nameOf(columns.get(0)),
                        hierarchy.getAsLong() > 0,
                        groups.getAsLong(),
                        enabled.getAsLong() == 1));
            }
        }
        return List.copyOf(controllers);
    }

    /** {@return the public name, or {@code other}} */
    static String nameOf(String name) {
        return KNOWN.contains(name) ? name : OTHER;
    }

    /** {@return its number of groups between powers of two: {@code 64-127}} */
    String size() {
        if (groups < 2) {
            return Long.toString(groups);
        }
        long lower = Long.highestOneBit(groups);
        return lower >= 8192 ? "8192+" : lower + "-" + (2 * lower - 1);
    }
}
