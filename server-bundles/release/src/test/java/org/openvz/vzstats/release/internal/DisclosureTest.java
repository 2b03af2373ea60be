package org.openvz.vzstats.release.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.release.internal.PublicationRules.Published;
import org.openvz.vzstats.release.internal.PublicationRules.Statistic;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Releases;

/** What releases tell one after the other. */
class DisclosureTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final String METRIC = "cpu.model";
    private static final List<String> PLATFORMS = List.of("kvm", "lxc", "openvz-7");
    private static final List<String> VALUES = List.of("a", "b", "c", "d", "e", PublicationRules.OTHER);

    @Test
    void whatHidASmallOneYesterdayStaysHidden() {
        // Yesterday d and b hid each other. Today d could be shown, and c, known since yesterday, would have to hide b.
        Basis before = basis(5, Map.of("kvm", Map.of("a", 40, "b", 2, "c", 6, "d", 4)));
        Basis now = basis(5, Map.of("kvm", Map.of("a", 40, "b", 2, "c", 6, "d", 7)));

        assertTrue(Disclosure.of(Draft.of(before), Draft.of(now)));
        List<Map<String, Long>> told = told(5, before, now);
        assertEquals(Map.of("a", 40L, "c", 6L, PublicationRules.OTHER, 6L), told.get(0));
        assertEquals(Map.of("a", 40L, "c", 6L, PublicationRules.OTHER, 9L), told.get(1), "it is new all the same");
    }

    @Test
    void whatIsLargeIsToldAtOnce() {
        Basis before = basis(5, Map.of("kvm", Map.of("a", 40, "b", 20)));
        Basis now = basis(5, Map.of("kvm", Map.of("a", 41, "b", 20, "c", 6)));

        assertFalse(Disclosure.of(Draft.of(before), Draft.of(now)));
        assertEquals(Map.of("a", 41L, "b", 20L, "c", 6L), told(5, before, now).get(1));
    }

    @Property(tries = 150, seed = "20261122")
    void noTwoReleasesTellASmallCell(@ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int k) {
        assertNothingSmall(random, k, false);
    }

    @Property(tries = 150, seed = "20261123")
    void norASmallCount(@ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int k) {
        assertNothingSmall(random, k, true);
    }

    /** Where half of the platforms are tiny: most of what changes is told in the very next release all the same. */
    @Test
    void mostOfItIsNew() {
        int fresh = 0;
        int all = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<String, String> basis = Map.of();
            SortedMap<String, Counts> table = random(random, false, 400);
            for (int release = 1; release < 6; release++) {
                basis = make(5, table, false, basis).basis();
                all++;
                fresh += parse(basis).byPlatform().equals(table) ? 1 : 0;
                table = changed(random, table, false);
            }
        }
        assertTrue(fresh > 0.85 * all, fresh + " of " + all);
    }

    @ParameterizedTest
    @ValueSource(ints = {55, 300, 5_000})
    @Timeout(60)
    void longListsTakeNoTime(int values) {
        Random random = new Random(values);
        List<Map<String, Map<String, Integer>>> moments = new ArrayList<>(List.of(new TreeMap<>(), new TreeMap<>()));
        for (int platform = 0; platform < 12; platform++) {
            Map<String, Integer> then = new TreeMap<>();
            Map<String, Integer> now = new TreeMap<>();
            for (int value = 0; value < values; value++) {
                int nodes = (int) Math.exp(random.nextInt(10) - 1);
                then.put("v" + value, nodes);
                now.put("v" + value, nodes + (random.nextInt(10) == 0 ? 1 : 0));
            }
            moments.get(0).put("p" + platform, then);
            moments.get(1).put("p" + platform, now);
        }
        List<Map<String, Long>> told = told(5, basis(5, moments.get(0)), basis(5, moments.get(1)));
        assertNotEquals(told.get(0), told.get(1));
    }

    private static void assertNothingSmall(Random random, int k, boolean counts) {
        Map<String, String> basis = Map.of();
        Basis before = null;
        SortedMap<String, Counts> table = random(random, counts);
        for (int release = 1; release < 6; release++) {
            basis = make(k, table, counts, basis).basis();
            Basis now = parse(basis);
            if (before != null) {
                assertNothingSmall(k, before, now);
            }
            before = now;
            table = changed(random, table, counts);
        }
    }

    private static void assertNothingSmall(int k, Basis before, Basis now) {
        Curious curious = new Curious(before, now);
        for (Basis basis : List.of(before, now)) {
            List<List<String>> groups = new ArrayList<>(List.of(PLATFORMS));
            PLATFORMS.forEach(platform -> groups.add(List.of(platform)));
            for (List<String> group : groups) {
                for (String value : VALUES) {
                    long nodes = group.stream()
                            .mapToLong(platform -> nodes(basis, platform, value))
                            .sum();
                    if (nodes > 0 && nodes < k) {
                        assertFalse(
                                curious.attacker.determine(curious.cells(basis, group, List.of(value))),
                                () -> group + " " + value + " of " + before + "\nthen " + now + "\ntold "
                                        + before.published() + "\nthen " + now.published());
                    }
                }
            }
        }
    }

    /** Takes every count for an unknown of its own; what is taken to have stayed the same is one unknown in both. */
    private static final class Curious {

        private final Map<List<Object>, Integer> unknowns = new HashMap<>();
        private final Attacker attacker = new Attacker(2 * PLATFORMS.size() * VALUES.size());
        private final Basis before;
        private final Basis now;

        Curious(Basis before, Basis now) {
            this.before = before;
            this.now = now;
            for (Basis basis : List.of(before, now)) {
                Published published = basis.published();
                add(basis, PLATFORMS, published.all());
                published.platforms().forEach((platform, shown) -> add(basis, List.of(platform), shown));
            }
        }

        private void add(Basis basis, List<String> group, Statistic shown) {
            if (shown.n() == 0) {
                return;
            }
            List<String> rest = new ArrayList<>(VALUES);
            for (String value : shown.cells().keySet()) {
                if (!value.equals(PublicationRules.OTHER)) {
                    attacker.add(cells(basis, group, List.of(value)));
                    rest.remove(value);
                }
            }
            Counts.Amount other = shown.cells().get(PublicationRules.OTHER);
            if (!basis.counts() || (other != null && other.nodes() < shown.n())) {
                attacker.add(cells(basis, group, rest));
            }
        }

        long[] cells(Basis basis, List<String> group, List<String> values) {
            long[] cells = new long[2 * PLATFORMS.size() * VALUES.size()];
            for (String platform : group) {
                for (String value : values) {
                    boolean same = nodes(before, platform, value) == nodes(now, platform, value)
                            && (shown(before, platform, value) || shown(now, platform, value) || sumStayed(value));
                    List<Object> name = List.of(platform, value, same ? "" : basis.published());
                    cells[unknowns.computeIfAbsent(name, unseen -> unknowns.size())] = 1;
                }
            }
            return cells;
        }

        private static boolean shown(Basis basis, String platform, String value) {
            SortedMap<String, Statistic> table = basis.published().platforms();
            return !value.equals(PublicationRules.OTHER)
                    && table.containsKey(platform)
                    && table.values().stream().anyMatch(column -> column.cells().containsKey(value));
        }

        private boolean sumStayed(String value) {
            Statistic then = before.published().all();
            Statistic next = now.published().all();
            boolean told = !value.equals(PublicationRules.OTHER)
                    && then.cells().containsKey(value)
                    && next.cells().containsKey(value);
            return told ? Objects.equals(then.cells().get(value), next.cells().get(value)) : then.n() == next.n();
        }
    }

    private static long nodes(Basis basis, String platform, String value) {
        return basis.byPlatform().getOrDefault(platform, Counts.NONE).of(value).nodes();
    }

    /** {@return what is told of all platforms of these, one release after the other} */
    private static List<Map<String, Long>> told(int k, Basis... course) {
        List<Map<String, Long>> told = new ArrayList<>();
        Map<String, String> basis = Map.of();
        for (Basis one : course) {
            basis = make(k, one.byPlatform(), one.counts(), basis).basis();
            Map<String, Long> cells = new TreeMap<>();
            parse(basis).published().all().cells().forEach((value, amount) -> cells.put(value, amount.nodes()));
            told.add(cells);
        }
        return told;
    }

    private static Basis parse(Map<String, String> basis) {
        return Basis.parse(basis.getOrDefault(METRIC, "")).orElseThrow();
    }

    private static Releases.Release make(
            int k, SortedMap<String, Counts> table, boolean counts, Map<String, String> basis) {
        List<Census.Counter> counters = new ArrayList<>();
        Map<String, Long> live = new TreeMap<>();
        table.forEach((platform, column) -> {
            live.put(platform, 1000L);
            counters.add(new Census.Counter(platform, METRIC, Census.ASKED, column.n(), column.n()));
            column.cells()
                    .forEach((value, amount) ->
                            counters.add(new Census.Counter(platform, METRIC, value, amount.nodes(), amount.total())));
        });
        Census.Snapshot snapshot =
                new Census.Snapshot(Optional.of(NOW), live, counters, counts ? Set.of(METRIC) : Set.of());
        return new ReleaseMaker(new PublicationRules(k), Duration.ofHours(1), Duration.ofDays(14))
                .make(1, NOW, snapshot, NoCrashes.FIGURES, basis);
    }

    private static Basis basis(int k, Map<String, Map<String, Integer>> nodes) {
        SortedMap<String, Counts> table = new TreeMap<>();
        nodes.forEach((platform, cells) -> table.put(platform, column(cells, false, 0)));
        return new Basis(k, new TreeSet<>(nodes.keySet()), new TreeSet<>(), false, table);
    }

    private static Counts column(Map<String, Integer> nodes, boolean counts, int more) {
        SortedMap<String, Counts.Amount> cells = new TreeMap<>();
        nodes.forEach((value, some) -> {
            if (some > 0) {
                cells.put(value, new Counts.Amount(some, some));
            }
        });
        long sum = cells.values().stream().mapToLong(Counts.Amount::nodes).sum();
        long largest =
                cells.values().stream().mapToLong(Counts.Amount::nodes).max().orElse(0);
        return new Counts(counts ? largest + more : sum, cells);
    }

    private static SortedMap<String, Counts> random(Random random, boolean counts) {
        return random(random, counts, 40);
    }

    private static SortedMap<String, Counts> random(Random random, boolean counts, int largest) {
        SortedMap<String, Counts> table = new TreeMap<>();
        for (String platform : PLATFORMS) {
            Map<String, Integer> nodes = new TreeMap<>();
            int most = random.nextBoolean() ? 8 : largest;
            for (String value : VALUES) {
                nodes.put(value, random.nextInt(3) == 0 ? 0 : random.nextInt(most));
            }
            table.put(platform, column(nodes, counts, random.nextInt(3)));
        }
        return table;
    }

    /** A few nodes come, go, or change. */
    private static SortedMap<String, Counts> changed(Random random, SortedMap<String, Counts> table, boolean counts) {
        SortedMap<String, Counts> changed = new TreeMap<>();
        table.forEach((platform, column) -> {
            Map<String, Integer> nodes = new TreeMap<>();
            VALUES.forEach(value -> nodes.put(value, (int) column.of(value).nodes()));
            for (int change = random.nextInt(3); change > 0; change--) {
                nodes.computeIfPresent(
                        VALUES.get(random.nextInt(VALUES.size())),
                        (value, some) -> Math.max(0, some + random.nextInt(7) - 3));
            }
            changed.put(platform, column(nodes, counts, random.nextInt(3)));
        });
        return changed;
    }
}
