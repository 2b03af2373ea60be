package org.openvz.vzstats.trigger.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JitterTest {

    private static final Duration WINDOW = Duration.ofHours(8);
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void itIsStableForANodeAndDifferentForAnother() {
        Jitter jitter = new Jitter("one");
        assertEquals(jitter.within("lunch", WINDOW), new Jitter("one").within("lunch", WINDOW));
        assertNotEquals(jitter.within("lunch", WINDOW), jitter.within("dinner", WINDOW));
        assertNotEquals(jitter.within("lunch", WINDOW), new Jitter("other").within("lunch", WINDOW));
    }

    @Test
    void manyNodesFillTheWindowEvenly() {
        int[] perHour = new int[8];
        for (int node = 0; node < 8_000; node++) {
            perHour[(int) new Jitter("node " + node).within("lunch", WINDOW).toHours()]++;
        }
        for (int nodes : perHour) {
            assertTrue(Math.abs(nodes - 1_000) < 120, nodes + " in an hour");
        }
    }

    @Test
    void theNextTurnIsTheSameWheneverSomebodyAsks() {
        Jitter jitter = new Jitter("one");
        Instant turn = jitter.next("catching up", NOW, WINDOW);
        assertTrue(!turn.isBefore(NOW) && turn.isBefore(NOW.plus(WINDOW)), turn.toString());
        assertEquals(turn, jitter.next("catching up", turn, WINDOW));
        assertEquals(turn.plus(WINDOW), jitter.next("catching up", turn.plusMillis(1), WINDOW));
        assertEquals(turn, jitter.next("catching up", turn.minus(WINDOW).plusMillis(1), WINDOW));
        assertEquals(NOW, jitter.next("catching up", NOW, Duration.ZERO));
    }
}
