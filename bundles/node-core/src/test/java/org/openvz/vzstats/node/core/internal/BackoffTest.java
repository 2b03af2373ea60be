package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Random random = new Random(3);

    @ParameterizedTest
    @CsvSource({
        "0, 15, 30",
        "1, 15, 30",
        "2, 30, 60",
        "3, 60, 120",
        "8, 1920, 3600",
        "9, 1800, 3600",
        "1000000, 1800, 3600",
        "2147483647, 1800, 3600",
        "-2147483648, 15, 30",
    })
    void itDoublesUpToTheMostAndSpreadsOverTheUpperHalf(int failures, long least, long most) {
        Backoff backoff = new Backoff(Duration.ofSeconds(30), Duration.ofHours(1));
        for (int round = 0; round < 500; round++) {
            long millis = backoff.after(failures, random).toMillis();
            assertTrue(millis >= Math.min(least, 1800) * 1000 && millis <= most * 1000, () -> failures + ": " + millis);
        }
    }

    @Test
    void theLongestWaitsDoNotOverflow() {
        Backoff backoff = new Backoff(Duration.ofDays(700_000), Duration.ofDays(999_999));
        for (int failures = 1; failures < 100; failures++) {
            Duration wait = backoff.after(failures, random);
            assertTrue(wait.toDays() >= 350_000 && wait.toDays() <= 999_999, wait.toString());
        }
    }

    @Test
    void theShortestWaitIsStillAWait() {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        assertTrue(backoff.after(1, random).toMillis() == 1);
    }

    @Test
    void waitsThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new Backoff(Duration.ZERO, second));
        assertThrows(IllegalArgumentException.class, () -> new Backoff(second.negated(), second));
        assertThrows(IllegalArgumentException.class, () -> new Backoff(second, Duration.ofMillis(999)));
    }
}
