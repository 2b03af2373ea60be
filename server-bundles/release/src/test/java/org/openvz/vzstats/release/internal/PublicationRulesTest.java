package org.openvz.vzstats.release.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.release.internal.PublicationRules.Published;
import org.openvz.vzstats.release.internal.PublicationRules.Statistic;

class PublicationRulesTest {

    private static final String OTHER = PublicationRules.OTHER;

    private final PublicationRules rules = new PublicationRules(5);

    @Test
    void smallCellsFoldIntoOther() {
        assertEquals(Map.of("a", 40L, "b", 20L, OTHER, 7L), all(Map.of("a", 40, "b", 20, "c", 4, "d", 2, OTHER, 1)));
    }

    @Test
    void aSmallOtherTakesTheNextSmallestWithIt() {
        assertEquals(Map.of("a", 40L, OTHER, 24L), all(Map.of("a", 40, "b", 20, "c", 4)));
        assertEquals(Map.of(OTHER, 12L), all(Map.of("a", 10, OTHER, 2)));
    }

    @Test
    void belowKNothingIsPublished() {
        Published published = rules.publish(Map.of("kvm", counts(Map.of("a", 4))), Set.of("kvm"), Set.of(), false);

        assertEquals(new Statistic(0, 0, Map.of()), published.all());
        assertEquals(Map.of(), published.platforms());
    }

    @Test
    void aPlatformIsNotShownIfTheDifferenceWouldShowASmallOne() {
        Map<String, Counts> byPlatform = Map.of("kvm", counts(Map.of("a", 40)), "lxc", counts(Map.of("a", 3)));

        Published published = rules.publish(byPlatform, Set.of("kvm", "lxc"), Set.of(), false);

        assertEquals(Map.of("a", 43L), nodes(published.all()));
        assertEquals(Map.of(), published.platforms());
    }

    @Test
    void aValueIsFoldedInEveryPlatformIfTheDifferenceWouldShowIt() {
        Map<String, Counts> byPlatform = Map.of(
                "kvm", counts(Map.of("a", 40, "b", 30, "c", 20)), "lxc", counts(Map.of("a", 30, "b", 2, "c", 7)));

        Published published = rules.publish(byPlatform, Set.of("kvm", "lxc"), Set.of(), false);

        assertEquals(Map.of("a", 70L, "b", 32L, "c", 27L), nodes(published.all()));
        assertEquals(Map.of("a", 40L, OTHER, 50L), nodes(published, "kvm"));
        assertEquals(Map.of("a", 30L, OTHER, 9L), nodes(published, "lxc"));
    }

    @Test
    void aSmallPlatformDoesNotSilenceALargeOne() {
        Map<String, Counts> byPlatform = Map.of(
                "openvz-7", counts(Map.of("a", 6000, "b", 4000)),
                "openvz-6", counts(Map.of("a", 500, "b", 200)),
                "kvm", counts(Map.of("a", 3, "b", 3)));

        Published published = rules.publish(byPlatform, byPlatform.keySet(), Set.of(), false);

        assertEquals(Map.of("a", 6000L, "b", 4000L), nodes(published, "openvz-7"));
        assertEquals(Set.of("openvz-7"), published.platforms().keySet());
    }

    @Test
    void smallCountsAreNotTakenForManyNodes() {
        // One node may be behind all five: they are not published without a value that surely five nodes have.
        Counts many = counts(Map.of("a", 30, "b", 10, "c1", 1, "c2", 1, "c3", 1, "c4", 1, "c5", 1));

        Published published = rules.publish(Map.of("kvm", new Counts(31, many.cells())), Set.of("kvm"), Set.of(), true);

        assertEquals(Map.of("a", 30L, OTHER, 15L), nodes(published.all()));
        assertEquals(15, published.all().suppressed());
    }

    @Test
    void theShareOfWhatIsTooSmallToBeShownDoesNotTellIt() {
        Counts few = counts(Map.of("a", 2));

        Published published = rules.publish(Map.of("kvm", new Counts(31, few.cells())), Set.of("kvm"), Set.of(), true);

        assertEquals(new Statistic(31, 5, Map.of()), published.all());
    }

    @Test
    void smallPlatformsAreNotNamed() {
        assertEquals(Map.of("a", 9L, OTHER, 11L), all(Map.of("a", 9, "b", 7, "c", 3, "d", 1)));
        assertEquals(Map.of(), all(Map.of("a", 4)));
        assertEquals(Map.of("a", 5L), all(Map.of("a", 5)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void kOfOnePublishesEverything(boolean counts) {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            SortedMap<String, Counts> byPlatform = random(random, counts);
            byPlatform.values().removeIf(column -> column.n() == 0);
            Published published = new PublicationRules(1).publish(byPlatform, byPlatform.keySet(), Set.of(), counts);
            assertEquals(
                    Counts.sum(byPlatform.values()).cells(), published.all().cells());
            assertEquals(byPlatform.keySet(), published.platforms().keySet());
            byPlatform.forEach((platform, column) -> {
                Statistic shown = published.platforms().get(platform);
                assertEquals(new Statistic(column.n(), 0, column.cells()), shown);
            });
        }
    }

    @Test
    void nothingSmallIsShownOrCanBeComputed() {
        Random random = new Random(2);
        int shown = 0;
        for (int round = 0; round < 4000; round++) {
            int k = random.nextInt(5) + 2;
            SortedMap<String, Counts> byPlatform = random(random, false);
            Set<String> named = new TreeSet<>(byPlatform.keySet());
            named.removeIf(platform -> random.nextInt(8) == 0);
            Published published = new PublicationRules(k).publish(byPlatform, named, Set.of(), false);
            List<Statistic> statistics = new ArrayList<>(published.platforms().values());
            statistics.add(published.all());
            for (Statistic statistic : statistics) {
                assertTrue(statistic.n() == 0 || statistic.n() >= k);
                assertTrue(statistic.cells().values().stream().allMatch(amount -> amount.nodes() >= k));
                assertEquals(
                        statistic.n(),
                        nodes(statistic).values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
            }
            assertTrue(named.containsAll(published.platforms().keySet()));
            assertNoSmallDifference(byPlatform, published, k, "round " + round);
            shown += published.platforms().size();
        }
        assertTrue(shown > 3000, "only " + shown + " platforms shown");
    }

    @Test
    void neitherAreSmallCounts() {
        Random random = new Random(3);
        for (int round = 0; round < 4000; round++) {
            int k = random.nextInt(5) + 2;
            SortedMap<String, Counts> byPlatform = random(random, true);
            Published published = new PublicationRules(k).publish(byPlatform, byPlatform.keySet(), Set.of(), true);
            List<Statistic> statistics = new ArrayList<>(published.platforms().values());
            statistics.add(published.all());
            for (Statistic statistic : statistics) {
                assertTrue(statistic.n() == 0 || statistic.n() >= k);
                assertTrue(statistic.cells().values().stream().allMatch(amount -> amount.nodes() >= k));
                assertTrue(statistic.suppressed() <= statistic.n());
            }
            for (String value : published.all().cells().keySet()) {
                long rest = nodes(published.all()).getOrDefault(value, 0L);
                for (Statistic platform : published.platforms().values()) {
                    rest -= nodes(platform).getOrDefault(value, 0L);
                }
                assertTrue(value.equals(OTHER) || rest == 0 || rest >= k, "round " + round);
            }
        }
    }

    /** Solves what is published as equations, as an attacker would, for each single count and each remainder. */
    private static void assertNoSmallDifference(
            SortedMap<String, Counts> byPlatform, Published published, int k, String message) {
        List<String> platforms = List.copyOf(byPlatform.keySet());
        List<String> values = List.copyOf(new TreeSet<>(List.of("a", "b", "c", "d", "e", "f", OTHER)));
        Attacker equations = new Attacker(platforms.size() * values.size());
        add(equations, platforms, platforms, values, published.all());
        published
                .platforms()
                .forEach((platform, statistic) -> add(equations, platforms, List.of(platform), values, statistic));
        List<List<String>> groups = new ArrayList<>();
        platforms.forEach(platform -> groups.add(List.of(platform)));
        groups.add(platforms.stream()
                .filter(platform -> !published.platforms().containsKey(platform))
                .toList());
        for (List<String> group : groups) {
            List<Set<String>> targets = new ArrayList<>(List.of(new TreeSet<>(values)));
            values.forEach(value -> targets.add(Set.of(value)));
            for (Set<String> target : targets) {
                long nodes = 0;
                for (String platform : group) {
                    for (String value : target) {
                        nodes += byPlatform
                                .getOrDefault(platform, Counts.NONE)
                                .of(value)
                                .nodes();
                    }
                }
                if (nodes > 0 && nodes < k) {
                    assertFalse(
                            equations.determine(cells(platforms, group, values, target)),
                            () -> message + ": " + group + " " + target + " of " + byPlatform + " in " + published);
                }
            }
        }
    }

    private static void add(
            Attacker equations, List<String> platforms, List<String> group, List<String> values, Statistic shown) {
        if (shown.n() == 0) {
            return;
        }
        equations.add(cells(platforms, group, values, Set.copyOf(values)));
        Set<String> rest = new TreeSet<>(values);
        for (String value : shown.cells().keySet()) {
            if (!value.equals(OTHER)) {
                equations.add(cells(platforms, group, values, Set.of(value)));
                rest.remove(value);
            }
        }
        equations.add(cells(platforms, group, values, rest));
    }

    private static long[] cells(List<String> platforms, List<String> group, List<String> values, Set<String> chosen) {
        long[] cells = new long[platforms.size() * values.size()];
        for (String platform : group) {
            for (String value : chosen) {
                cells[platforms.indexOf(platform) * values.size() + values.indexOf(value)] = 1;
            }
        }
        return cells;
    }

    private Map<String, Long> all(Map<String, Integer> cells) {
        return nodes(rules.publish(Map.of("kvm", counts(cells)), Set.of(), Set.of(), false)
                .all());
    }

    private static Map<String, Long> nodes(Published published, String platform) {
        return nodes(published.platforms().getOrDefault(platform, new Statistic(0, 0, Map.of())));
    }

    private static Map<String, Long> nodes(Statistic statistic) {
        Map<String, Long> nodes = new HashMap<>();
        statistic.cells().forEach((value, amount) -> nodes.put(value, amount.nodes()));
        return nodes;
    }

    private static Counts counts(Map<String, Integer> cells) {
        SortedMap<String, Counts.Amount> amounts = new TreeMap<>();
        cells.forEach((value, nodes) -> amounts.put(value, new Counts.Amount(nodes, nodes)));
        return new Counts(cells.values().stream().mapToLong(Integer::longValue).sum(), amounts);
    }

    private static SortedMap<String, Counts> random(Random random, boolean counts) {
        SortedMap<String, Counts> byPlatform = new TreeMap<>();
        int platforms = random.nextInt(4) + 1;
        int most = random.nextBoolean() ? 8 : 60;
        for (int platform = 0; platform < platforms; platform++) {
            Map<String, Integer> cells = new TreeMap<>();
            for (String value : List.of("a", "b", "c", "d", "e", "f", OTHER)) {
                int nodes = random.nextInt(3) == 0 ? 0 : random.nextInt(most);
                if (nodes > 0) {
                    cells.put(value, nodes);
                }
            }
            Counts column = counts(cells);
            long largest =
                    cells.values().stream().mapToLong(Integer::longValue).max().orElse(0);
            byPlatform.put("p" + platform, counts ? new Counts(largest + random.nextInt(3), column.cells()) : column);
        }
        return byPlatform;
    }
}
