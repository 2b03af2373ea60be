package org.openvz.vzstats.release.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @Test
    void readsWhatPeopleWrite() {
        assertEquals(Duration.ofSeconds(10), Durations.parse("interval", "10s"));
        assertEquals(Duration.ofMinutes(15), Durations.parse("interval", "15m"));
        assertEquals(Duration.ofHours(24), Durations.parse("interval", "24h"));
        assertEquals(Duration.ofDays(14), Durations.parse("interval", " 14d "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "10", "-1h", "1.5h", "1w", "9999999999s", "s"})
    void refusesAllElseByName(String written) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> Durations.parse("window", written))
                        .getMessage());
        assertTrue(message.startsWith("window = " + written + " is no duration"), message);
    }
}
