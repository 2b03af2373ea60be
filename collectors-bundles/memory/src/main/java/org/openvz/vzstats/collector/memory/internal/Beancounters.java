package org.openvz.vzstats.collector.memory.internal;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Numbers;

/**
 * Counts {@code /proc/user_beancounters}. A container begins with its id, which is never sent:
 *
 * <pre>{@code
 *        uid  resource           held    maxheld    barrier      limit    failcnt
 *        123: kmemsize         836919    1005343    2752512    2936012          0
 *             privvmpages        4587       7289      49152      53575          0
 * }</pre>
 */
final class Beancounters {

    /** The resources of all kernels; what is none of them, such as {@code dummy}, is left out. */
    private static final Set<String> RESOURCES = Set.of(
            "kmemsize",
            "lockedpages",
            "privvmpages",
            "shmpages",
            "numproc",
            "physpages",
            "vmguarpages",
            "oomguarpages",
            "numtcpsock",
            "numflock",
            "numpty",
            "numsiginfo",
            "tcpsndbuf",
            "tcprcvbuf",
            "othersockbuf",
            "dgramrcvbuf",
            "numothersock",
            "dcachesize",
            "numfile",
            "numiptent",
            "swappages");

    private static final int COLUMNS = 6;

    /** Of the whole machine. */
    private static final String HOST = "0:";

    private Beancounters() {}

    /** Counts in how many containers each resource has failed. */
    static void count(String beancounters, Section.Builder section) throws BudgetExceededException {
        boolean host = false;
        boolean any = false;
        for (String line : beancounters.lines().toList()) {
            List<String> columns = List.of(line.strip().split("\\s+", -1));
            if (columns.size() == COLUMNS + 1 && columns.get(0).endsWith(":")) {
                host = columns.get(0).equals(HOST);
                columns = columns.subList(1, columns.size());
            }
            if (columns.size() == COLUMNS && RESOURCES.contains(columns.get(0))) {
                any = true;
                OptionalLong failures = Numbers.parse(columns.get(COLUMNS - 1), Long.MAX_VALUE);
                if (!host && failures.isPresent() && failures.getAsLong() > 0) {
                    section.count("memory.beancounter_failures", columns.get(0), 1);
                }
            }
        }
        if (any) {
            section.counted("memory.beancounter_failures");
        }
    }
}
