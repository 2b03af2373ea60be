package org.openvz.vzstats.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.openvz.vzstats.report.ReportSection;

/**
 * What became of a fleet in the last days: a node came, took on a newer version, or left. Today it is the fleet's first round. A day is
 * told by how many days ago it was: the first has the highest number, today is 0.
 *
 * <p>Nodes from 0 on are there today; those that have left have the numbers after them.
 */
final class Past {

    private static final int PERCENT = 100;

    private final Fleet fleet;
    private final long nodes;
    private final int days;
    private final SortedMap<Integer, List<Long>> reporting = new TreeMap<>();
    private final SortedMap<Integer, Integer> coming = new TreeMap<>();

    /** The last so many days of so many nodes. */
    Past(Fleet fleet, long nodes, int days) {
        this.fleet = fleet;
        this.nodes = nodes;
        this.days = days;
        for (long node = 0; node < nodes; node++) {
            remember(node, came(node));
            if (left(nodes + node) > 0) {
                remember(nodes + node, days - 1);
            }
        }
    }

    private void remember(long node, int came) {
        coming.merge(came, 1, Integer::sum);
        reporting.computeIfAbsent(came, unseen -> new ArrayList<>()).add(node);
        for (int day : fleet.changes(node)) {
            if (day < came && day >= left(node)) {
                reporting.computeIfAbsent(day, unseen -> new ArrayList<>()).add(node);
            }
        }
    }

    /** {@return on which day a node was there for the first time} */
    private int came(long node) {
        RandomGenerator random = fleet.random(node, "came", 0);
        boolean isNew =
                days > 1 && random.nextInt(PERCENT) < fleet.turnover(node).came();
        return isNew ? random.nextInt(days - 1) : days - 1;
    }

    /** {@return on which day a node does not count any more; 0 if it does today} */
    int left(long node) {
        if (node < nodes || days < 3) {
            return 0;
        }
        RandomGenerator random = fleet.random(node, "left", 0);
        return random.nextInt(PERCENT) < fleet.turnover(node).left() ? 1 + random.nextInt(days - 2) : 0;
    }

    /** {@return the nodes that report something new on a day} */
    List<Long> reporting(int day) {
        return reporting.getOrDefault(day, List.of());
    }

    /** {@return how many nodes are there for the first time on a day} */
    int coming(int day) {
        return coming.getOrDefault(day, 0);
    }

    /** {@return what a node reports on a day} */
    List<ReportSection> sections(long node, int day) {
        return fleet.sectionsBefore(node, day);
    }
}
