package org.openvz.vzstats.trigger.schedule.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.trigger.schedule.internal.World.Asked;

class CourseTest {

    /** A Thursday. */
    private static final Instant YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant NEXT_YEAR = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration LIVE = Duration.ofDays(14);
    private static final Duration SPREAD = Duration.ofHours(6);

    private final World world = new World(YEAR, "seed", Map.of());

    @Test
    void inAYearEachSlotComesAtTheSameTimeOfEachWeekAlsoWhenTheClocksChange() throws Exception {
        world.up(NEXT_YEAR);

        List<Asked> full =
                world.asked.stream().filter(one -> one.topics().isEmpty()).toList();
        assertEquals(12, full.size(), "once a month");
        Map<Set<String>, List<Asked>> slots = world.asked.stream()
                .filter(one -> !one.topics().isEmpty())
                .collect(Collectors.groupingBy(Asked::topics));
        for (String topic :
                List.of("hardware", "cpu", "disk", "network", "services", "software", "clusters", "cgroups")) {
            List<Asked> asked = slots.getOrDefault(Set.of(topic), List.of());
            assertTrue(asked.size() == 52 || asked.size() == 53, topic + " " + asked.size());
            assertEquals(1, asked.stream().map(one -> week(one.at())).distinct().count(), topic);
        }
        Asked others = first(world, Set.of("platform", "scripts", "census", "weather"));
        assertEquals(DayOfWeek.SATURDAY, utc(others.at()).getDayOfWeek());
        assertTrue(Math.abs(52 * 21 + 12 - world.asked.size()) <= 3, "" + world.asked.size());
    }

    @Test
    void aMealIsServedWithinItsWindow() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            World other = new World(YEAR, "seed " + seed, Map.of("window", "3h"));
            other.up(YEAR.plus(Duration.ofDays(7)));
            ZonedDateTime at = utc(first(other, Set.of("hardware")).at());
            assertEquals(DayOfWeek.MONDAY, at.getDayOfWeek());
            assertFalse(at.toLocalTime().isBefore(LocalTime.parse("06:00")), at.toString());
            assertTrue(at.toLocalTime().isBefore(LocalTime.parse("09:00")), at.toString());
        }
    }

    @Test
    void whateverHappensInAYearNoTopicGetsOldAndNoneIsAskedForTooOften() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            World other = new World(YEAR, "seed " + seed, Map.of());
            int events = 0;
            while (other.now().isBefore(NEXT_YEAR)) {
                other.up(other.now().plus(Duration.ofHours(1 + random.nextInt(24 * 14))));
                events++;
                switch (random.nextInt(4)) {
                    case 0 -> other.down(other.now().plus(Duration.ofMinutes(random.nextInt(60 * 24 * 4))));
                    case 1 -> other.setClock(Duration.ofMinutes(random.nextInt(240) - 120L));
                    case 2 -> {
                        // Far off, until somebody sees it.
                        other.setClock(Duration.ofDays(random.nextInt(8000) - 4000L));
                        other.up(other.now().plus(Duration.ofMinutes(random.nextInt(300))));
                        other.setClock(Duration.ZERO);
                    }
                    default -> other.setClock(Duration.ZERO);
                }
            }
            for (String topic : World.COLLECTORS) {
                List<Instant> times = other.asked.stream()
                        .filter(one -> one.asksFor(topic))
                        .map(Asked::at)
                        .toList();
                for (int i = 1; i < times.size(); i++) {
                    Duration gap = Duration.between(times.get(i - 1), times.get(i));
                    assertTrue(gap.compareTo(LIVE) <= 0, "seed " + seed + ": " + topic + " " + gap);
                }
                assertTrue(
                        times.size() <= 2 * 53 + 12 + 2 * events, "seed " + seed + ": " + topic + " " + times.size());
            }
            assertTrue(other.asked.size() <= 53 * 21 + 12 + 2 * events, "seed " + seed + ": " + other.asked.size());
        }
    }

    @Test
    void whatWasMissedIsCaughtUpOnceAtTheNodesOwnTurn() throws Exception {
        // From Monday's breakfast on.
        world.up(Instant.parse("2026-01-05T05:00:00Z"));
        world.asked.clear();
        Instant back = Instant.parse("2026-01-08T00:00:00Z");
        world.down(back);
        world.up(back.plus(SPREAD));
        Asked caughtUp = world.asked.get(0);

        assertTrue(
                caughtUp.topics().containsAll(Set.of("hardware", "network", "memory", "cpu", "disk", "vm-guests")),
                caughtUp.toString());
        assertFalse(caughtUp.topics().contains("services"));
        assertTrue(world.asked.size() <= 2, "Wednesday's dinner may still be to come: " + world.asked);
        world.up(Instant.parse("2026-01-12T05:00:00Z"));
        int asked = world.asked.size();
        assertTrue(asked == 13 || asked == 14, asked + ": then on as ever, 12 from Thursday to Sunday");
    }

    @Test
    void theTurnOfANodeThatCatchesUpIsKnown() throws Exception {
        world.up(Instant.parse("2026-01-05T05:00:00Z"));
        world.down(Instant.parse("2026-01-07T04:00:00Z"));
        world.asked.clear();
        world.up(world.now().plusSeconds(1));
        Instant at = world.next().orElseThrow().at();
        world.up(at.plusSeconds(1));
        assertEquals(at, world.asked.get(0).at());
    }

    @Test
    void whoIsRestartedAgainAndAgainCatchesUpAllTheSame() throws Exception {
        world.up(Instant.parse("2026-01-05T05:00:00Z"));
        world.asked.clear();
        world.down(Instant.parse("2026-01-06T05:00:00Z"));
        while (world.now().isBefore(Instant.parse("2026-01-06T12:00:00Z"))) {
            world.up(world.now().plus(Duration.ofMinutes(55)));
            world.down(world.now().plus(Duration.ofSeconds(30)));
        }
        assertTrue(world.asked.get(0).topics().containsAll(Set.of("hardware", "network")), world.asked.toString());
        assertTrue(world.asked.size() <= 2, world.asked.toString());
    }

    @Test
    void aClockThatIsWrongForAWhileChangesNothing() throws Exception {
        World right = new World(YEAR, "seed", Map.of());
        right.up(YEAR.plus(Duration.ofDays(28)));
        List<UnaryOperator<Duration>> wrong =
                List.of(Duration::negated, UnaryOperator.identity(), off -> Duration.ofMinutes(-45));
        for (UnaryOperator<Duration> how : wrong) {
            World other = new World(YEAR, "seed", Map.of());
            other.up(Instant.parse("2026-01-10T02:00:00Z"));
            // As a board without a battery after a power cut, or a typing error.
            other.setClock(how.apply(Duration.ofDays(7000)));
            other.up(other.now().plus(Duration.ofMinutes(7)));
            other.setClock(Duration.ZERO);
            other.up(YEAR.plus(Duration.ofDays(28)));
            assertTrue(other.asked.size() <= right.asked.size() + 1, other.asked.size() + " " + right.asked.size());
            assertTrue(other.asked.size() >= right.asked.size() - 4, other.asked.size() + " " + right.asked.size());
        }
    }

    @Test
    void whileItIsOffNothingIsAskedAgainAndNothingIsCaughtUp() throws Exception {
        world.decide(Decision.deny("off", "here"));
        world.up(YEAR.plus(Duration.ofDays(10)));
        assertEquals(List.of(), world.asked);
        world.decide(Decision.allow());
        Instant on = world.now();
        world.up(on.plus(Duration.ofDays(7)));
        assertEquals(
                21, world.asked.stream().filter(one -> !one.topics().isEmpty()).count());
    }

    @Test
    void whatFailedIsTriedWithWhatIsDueNextOrAtTheNodesTurn() throws Exception {
        world.up(Instant.parse("2026-01-05T05:00:00Z"));
        world.asked.clear();
        world.fail("disk full");
        world.up(Instant.parse("2026-01-06T12:00:00Z"));
        world.recover();
        world.up(Instant.parse("2026-01-06T23:00:00Z"));
        assertTrue(
                world.asked.get(0).topics().containsAll(Set.of("hardware", "network", "memory")),
                world.asked.toString());
    }

    @Test
    void aSlotWhoseCollectorsAreNotInstalledAsksForNothing() throws Exception {
        world.collectors(List.of("platform", "cpu"));
        world.up(YEAR.plus(Duration.ofDays(31)));
        assertEquals(
                Set.of(Set.of("cpu"), Set.of("platform"), Set.of()),
                world.asked.stream().map(Asked::topics).collect(Collectors.toSet()));
        assertTrue(world.asked.size() <= 5 + 5 + 1, world.asked.toString());
    }

    @Test
    void aPeriodIsFullReportsInsteadOfTheTimetable() throws Exception {
        World other = new World(YEAR, "seed", Map.of("period", "24h"));
        other.up(YEAR.plus(Duration.ofDays(10)));
        assertEquals(10, other.asked.size());
        assertEquals(Set.of(Set.of()), other.asked.stream().map(Asked::topics).collect(Collectors.toSet()));
        World never = new World(YEAR, "seed", Map.of("period", "0s"));
        never.up(NEXT_YEAR);
        assertEquals(List.of(), never.asked);
        assertTrue(never.next().isEmpty());
    }

    @Test
    void theNextRunIsKnown() throws Exception {
        world.up(Instant.parse("2026-01-05T05:00:00Z"));
        Instant at = world.next().orElseThrow().at();
        assertEquals(Set.of("hardware"), world.next().orElseThrow().topics());
        world.asked.clear();
        world.up(at.plusSeconds(1));
        assertEquals(List.of(new Asked(at, Set.of("hardware"))), world.asked);
    }

    private static Asked first(World world, Set<String> topics) {
        return world.asked.stream()
                .filter(one -> one.topics().equals(topics))
                .findFirst()
                .orElseThrow();
    }

    private static Duration week(Instant instant) {
        return Duration.ofMillis(
                Math.floorMod(instant.toEpochMilli(), Duration.ofDays(7).toMillis()));
    }

    private static ZonedDateTime utc(Instant instant) {
        return instant.atZone(ZoneOffset.UTC);
    }
}
