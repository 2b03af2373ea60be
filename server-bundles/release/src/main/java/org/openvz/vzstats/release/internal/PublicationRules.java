package org.openvz.vzstats.release.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What may be published of a metric, so that no group of fewer than k nodes can be read off or computed.
 *
 * <p>For all platforms together: a value that fewer than k nodes have is folded into "other", and if "other" is then itself below k, the
 * next smallest value too. What is below k as a whole is not published at all.
 *
 * <p>For single platforms the danger is the difference: all minus the published platforms is the rest, as good as published. So the
 * platforms form a table, one column each and one for the rest, and the whole table follows the rules: a value is shown for single
 * platforms only if in every column, the rest included, no node has it or at least k; else it is folded in every column. Whichever
 * columns are subtracted from whatever, the result is a sum of whole columns. Which platforms are columns, and which make up the rest,
 * is chosen so that most is shown: the larger ones go first.
 *
 * <p>What two releases tell together is another matter: see {@link Disclosure}.
 */
final class PublicationRules {

    /** Changes whenever the same counters may be published otherwise. */
    static final int VERSION = 1;

    /** The value of all that is folded. */
    static final String OTHER = "other";

    private final int k;

    /** Rules for cells of at least k nodes. */
    PublicationRules(int k) {
        this.k = k;
    }

    int k() {
        return k;
    }

    /**
     * What is published of a metric.
     *
     * @param all for all platforms together
     * @param platforms for single ones; those that are missing stay unpublished
     */
    record Published(Statistic all, SortedMap<String, Statistic> platforms) {}

    /**
     * What is published of one group of nodes.
     *
     * @param n how many have the metric; 0 if nothing is published
     * @param suppressed how many of them do not appear under their own value
     * @param cells unsorted; at most one of them is {@link #OTHER}
     */
    record Statistic(long n, long suppressed, Map<String, Counts.Amount> cells) {}

    /**
     * What is published of a metric.
     *
     * @param byPlatform its counts
     * @param named the platforms that may have statistics of their own
     * @param atLeast values that are folded in any case
     * @param counts whether it is a count, so that a node can have several values
     */
    Published publish(Map<String, Counts> byPlatform, Set<String> named, Set<String> atLeast, boolean counts) {
        Counts all = Counts.sum(byPlatform.values());
        if (all.n() < k) {
            return new Published(new Statistic(0, 0, Map.of()), new TreeMap<>());
        }
        Set<String> foldedInAll = folded(List.of(all), atLeast, counts);
        List<String> candidates = byPlatform.keySet().stream()
                .filter(platform ->
                        named.contains(platform) && counts(byPlatform, platform).n() >= k)
                .sorted(Comparator.comparingLong((String platform) ->
                                -counts(byPlatform, platform).n())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        SortedMap<String, Statistic> best = new TreeMap<>();
        for (int columns = 1; columns <= candidates.size(); columns++) {
            SortedMap<String, Statistic> shown = table(byPlatform, candidates.subList(0, columns), foldedInAll, counts);
            if (visible(shown) >= visible(best) && !shown.isEmpty()) {
                best = shown;
            }
        }
        return new Published(show(all, foldedInAll, counts), best);
    }

    private SortedMap<String, Statistic> table(
            Map<String, Counts> byPlatform, List<String> platforms, Set<String> foldedInAll, boolean counts) {
        List<Counts> columns = new ArrayList<>();
        platforms.forEach(platform -> columns.add(counts(byPlatform, platform)));
        columns.add(Counts.sum(byPlatform.entrySet().stream()
                .filter(entry -> !platforms.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList()));
        SortedMap<String, Statistic> shown = new TreeMap<>();
        if (columns.stream().allMatch(column -> column.n() == 0 || column.n() >= k)) {
            Set<String> folded = folded(columns, foldedInAll, counts);
            if (columns.stream().anyMatch(column -> tooFew(new Behind(column, folded, counts).certain()))) {
                return shown; // Of counts, even all values together may have too few nodes for certain.
            }
            for (int i = 0; i < platforms.size(); i++) {
                shown.put(platforms.get(i), show(columns.get(i), folded, counts));
            }
        }
        return shown;
    }

    /** {@return the values that must not be shown in any of these columns: beside those given, the fewest, the smallest} */
    private Set<String> folded(List<Counts> columns, Set<String> atLeast, boolean counts) {
        Counts sum = Counts.sum(columns);
        Set<String> folded = new HashSet<>(atLeast);
        List<String> left = new ArrayList<>(sum.cells().keySet().stream()
                .sorted(Comparator.comparingLong(value -> sum.of(value).nodes()))
                .toList());
        left.remove(OTHER);
        for (String value : List.copyOf(left)) {
            if (columns.stream().anyMatch(column -> tooFew(column.of(value).nodes()))) {
                folded.add(value);
            }
        }
        left.removeAll(folded);
        List<Behind> behind = columns.stream()
                .map(column -> new Behind(column, folded, counts))
                .toList();
        for (String value : left) {
            if (behind.stream().noneMatch(other -> tooFew(other.certain()))) {
                break;
            }
            folded.add(value);
            behind.forEach(other -> other.add(value));
        }
        return folded;
    }

    /** How many nodes there are for certain behind "other"; of counts, one node may be behind all but the largest value. */
    private static final class Behind {

        private final Counts column;
        private final boolean counts;
        private long sum;
        private long largest;

        Behind(Counts column, Set<String> folded, boolean counts) {
            this.column = column;
            this.counts = counts;
            add(OTHER);
            folded.forEach(this::add);
        }

        void add(String value) {
            long nodes = column.of(value).nodes();
            sum += nodes;
            largest = Math.max(largest, nodes);
        }

        long certain() {
            return counts ? largest : sum;
        }
    }

    private boolean tooFew(long nodes) {
        return nodes > 0 && nodes < k;
    }

    private Statistic show(Counts column, Set<String> folded, boolean counts) {
        Map<String, Counts.Amount> cells = new TreeMap<>();
        Counts.Amount hidden = Counts.Amount.ZERO;
        for (Map.Entry<String, Counts.Amount> cell : column.cells().entrySet()) {
            if (folded.contains(cell.getKey())) {
                hidden = hidden.plus(cell.getValue());
            } else {
                cells.put(cell.getKey(), cell.getValue());
            }
        }
        Counts.Amount other = hidden.plus(column.of(OTHER));
        boolean shown = other.nodes() > 0 && !tooFew(new Behind(column, folded, counts).certain());
        cells.remove(OTHER);
        if (shown) {
            // Of counts the sum is an upper bound, since one node may have several of the folded values.
            cells.put(OTHER, new Counts.Amount(Math.min(other.nodes(), column.n()), other.total()));
        }
        // Where "other" is too small to be shown, its share would tell it all the same: it is told as that of k nodes.
        long suppressed = shown || other.nodes() == 0 ? hidden.nodes() : Math.max(other.nodes(), k);
        return new Statistic(column.n(), Math.min(suppressed, column.n()), cells);
    }

    private static long visible(SortedMap<String, Statistic> platforms) {
        return platforms.values().stream()
                .mapToLong(platform -> platform.n() - platform.suppressed())
                .sum();
    }

    private static Counts counts(Map<String, Counts> byPlatform, String platform) {
        return byPlatform.getOrDefault(platform, Counts.NONE);
    }
}
