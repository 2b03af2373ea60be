package org.openvz.vzstats.store.jdbc.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Observations;

/** By how much the counters change. */
final class Deltas {

    /** The metric that counts the live nodes. No collector can have it: a metric's name has a dot. */
    static final String LIVE = "live";

    private final Map<Key, Change> changes = new HashMap<>();

    /**
     * Names a counter.
     *
     * @param platform of the nodes
     * @param metric or {@link #LIVE}
     * @param value or {@link Census#ASKED}
     */
    record Key(String platform, String metric, String value) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::platform).thenComparing(Key::metric).thenComparing(Key::value);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * By how much a counter changes.
     *
     * @param nodes how many nodes more
     * @param total how much more of it they have; of {@link Census#ASKED}: how many nodes more for which the metric is a count
     */
    record Change(long nodes, long total) {

        Change plus(Change other) {
            return new Change(nodes + other.nodes, total + other.total);
        }
    }

    /** A node becomes live. */
    void nodeComes(String platform) {
        add(platform, LIVE, Census.ASKED, 1, 0);
    }

    /** A node is live no more. */
    void nodeGoes(String platform) {
        add(platform, LIVE, Census.ASKED, -1, 0);
    }

    /** A node has this section. */
    void comes(String platform, Observations section) {
        add(platform, section, 1);
    }

    /** A node has this section no more. */
    void goes(String platform, Observations section) {
        add(platform, section, -1);
    }

    /** A node has another section in the place of one. Most of what a node says it has said before: that costs nothing here. */
    void changes(String platform, Observations before, Observations after) {
        before.byMetric().forEach((metric, values) -> {
            if (!isSame(metric, before, after)) {
                add(platform, metric, values, before.counts().contains(metric), -1);
            }
        });
        after.byMetric().forEach((metric, values) -> {
            if (!isSame(metric, before, after)) {
                add(platform, metric, values, after.counts().contains(metric), 1);
            }
        });
    }

    private static boolean isSame(String metric, Observations one, Observations other) {
        return Objects.equals(one.byMetric().get(metric), other.byMetric().get(metric))
                && one.counts().contains(metric) == other.counts().contains(metric);
    }

    /** {@return what is to change, sorted: everybody takes the locks in this order} */
    SortedMap<Key, Change> changes() {
        SortedMap<Key, Change> real = new TreeMap<>(changes);
        real.values().removeIf(change -> change.nodes() == 0 && change.total() == 0);
        return real;
    }

    private void add(String platform, Observations section, int sign) {
        section.byMetric()
                .forEach((metric, values) ->
                        add(platform, metric, values, section.counts().contains(metric), sign));
    }

    private void add(String platform, String metric, Map<String, Long> values, boolean counts, int sign) {
        add(platform, metric, Census.ASKED, sign, counts ? sign : 0);
        values.forEach((value, number) -> add(platform, metric, value, sign, sign * number));
    }

    private void add(String platform, String metric, String value, long nodes, long total) {
        changes.merge(new Key(platform, metric, value), new Change(nodes, total), Change::plus);
    }
}
