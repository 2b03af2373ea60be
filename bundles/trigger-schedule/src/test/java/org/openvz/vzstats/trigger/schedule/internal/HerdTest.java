package org.openvz.vzstats.trigger.schedule.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.trigger.schedule.internal.World.Asked;

/** What a server sees of many nodes. */
class HerdTest {

    private static final int NODES = 16_000;

    /** A Monday. */
    private static final Instant WEEK = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void theBusiestMinuteOfAWeekGetsAtMostTwiceTheMean() throws Exception {
        int[] perMinute = new int[7 * 24 * 60];
        for (int node = 0; node < NODES; node++) {
            World world = new World(WEEK, "node " + node, Map.of());
            world.up(WEEK.plus(Duration.ofDays(7)));
            count(world, WEEK, perMinute);
        }
        double mean = IntStream.of(perMinute).average().orElseThrow();
        int most = IntStream.of(perMinute).max().orElseThrow();
        assertEquals(21 * NODES / 10_080.0, mean, 1, "21 slots, and the month's for each fourth");
        assertTrue(most <= 2 * mean, most + " in the busiest minute, " + mean + " in the mean");
    }

    /** Down together and back in the same second: what they missed is spread, beside what they ask for as ever. */
    @ParameterizedTest
    @CsvSource({"6h, 6", "2h, 2"})
    void afterTwelveHoursTheHerdStaysUnderTheConfiguredRate(String spread, int hours) throws Exception {
        Instant down = Instant.parse("2026-03-03T08:00:00Z");
        Instant back = down.plus(Duration.ofHours(12));
        int[] perMinute = new int[24 * 60];
        for (int node = 0; node < NODES; node++) {
            World world = new World(down.minus(Duration.ofHours(1)), "node " + node, Map.of("spread", spread));
            world.up(down);
            world.down(back);
            world.up(back.plus(Duration.ofHours(24)));
            count(world, back, perMinute);
        }
        double rate = NODES / (hours * 60.0) + 21 * NODES / 10_080.0;
        int most = IntStream.of(perMinute).max().orElseThrow();
        assertTrue(most <= 2 * rate, most + " in the busiest minute, " + rate + " configured");
    }

    private static void count(World world, Instant from, int[] perMinute) {
        for (Asked asked : world.asked) {
            long minute = Math.floorDiv(Duration.between(from, asked.at()).toMillis(), 60_000L);
            if (minute >= 0 && minute < perMinute.length) {
                perMinute[(int) minute]++;
            }
        }
    }
}
