package org.openvz.vzstats.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "0s, PT0S",
        "10s, PT10S",
        "15m, PT15M",
        "24h, PT24H",
        "14d, PT336H",
        "999999d, PT23999976H",
        "' 10s ', PT10S",
    })
    void everyUnitIsRead(String written, Duration duration) {
        assertEquals(duration, Durations.parse("grace", written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10",
                "s",
                "-10s",
                "+10s",
                "1.5h",
                "10 s",
                "10S",
                "10sec",
                "1h30m",
                "P1D",
                "1000000s",
                "٣s",
                "10s\n5s"
            })
    void whatIsNoDurationIsSaidWithItsKeyAndHowToWriteOne(String written) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Durations.parse("grace", written));
        assertEquals("grace = " + written + ": write a duration such as 10s, 15m, 24h or 14d", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 0s",
        "1000ms, 1s",
        "1500ms, 1500ms",
        "90s, 90s",
        "120s, 2m",
        "90m, 90m",
        "3600s, 1h",
        "36h, 36h",
        "48h, 2d",
    })
    void isWrittenInItsLargestWholeUnit(String given, String written) {
        assertEquals(written, Durations.format(Durations.parse("grace", given)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999, 1_000, 1_001, 59_000, 60_000, 3_599_000, 3_600_000, 86_400_000, 90_000_000})
    void whatIsWrittenIsReadAgain(long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertEquals(duration, Durations.parse("grace", Durations.format(duration)));
    }
}
