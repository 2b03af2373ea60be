package org.openvz.vzstats.trigger.schedule.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.api.OldSettings;
import org.openvz.vzstats.trigger.support.Jitter;

class TimetableTest {

    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Jitter JITTER = new Jitter("seed");

    @ParameterizedTest
    @CsvSource({
        "MONDAY, 06:00, 2026-03-02T07:00:00Z, 2026-03-09T07:00:00Z",
        "WEDNESDAY, 11:00, 2026-03-04T12:00:00Z, 2026-03-11T12:00:00Z",
        "WEDNESDAY, 11:01, 2026-02-25T12:01:00Z, 2026-03-04T12:01:00Z",
        "SUNDAY, 23:30, 2026-03-02T00:30:00Z, 2026-03-09T00:30:00Z",
    })
    void aWeeklySlotHasALastAndANextTime(DayOfWeek day, LocalTime time, Instant last, Instant next) {
        Recurrence slot = Recurrence.weekly(day, time, Duration.ofHours(1));
        assertEquals(last, slot.last(NOW));
        assertEquals(next, slot.next(NOW));
        assertEquals(last, slot.last(NOW.plusNanos(1)));
    }

    @Test
    void aMonthlySlotIsInEachMonth() {
        Recurrence slot = Recurrence.monthly(Duration.ofDays(27));
        assertEquals(Instant.parse("2026-02-28T00:00:00Z"), slot.last(NOW));
        assertEquals(Instant.parse("2026-03-28T00:00:00Z"), slot.next(NOW));
        assertEquals(Instant.parse("2026-03-28T00:00:00Z"), slot.last(Instant.parse("2026-03-28T00:00:00Z")));
    }

    @Test
    void topicsAreNamesOthersAndAll() {
        assertEquals(new Topics(Set.of("cpu", "vm-guests"), false, false), Topics.parse("key", " cpu, vm-guests "));
        assertEquals(new Topics(Set.of("cpu"), true, false), Topics.parse("key", "cpu others"));
        assertEquals(Topics.ALL, Topics.parse("key", "all"));
        assertTrue(Topics.parse("key", " ").isNone());
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> Topics.parse("monday.lunch", "CPU;"));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith("monday.lunch = CPU;"));
    }

    @Test
    void topicsThatNoSlotNamesAreNotForgotten() {
        Timetable timetable = timetable(Map.of("saturday.breakfast", "scripts", "monthly", ""), Optional.empty());
        Topics week =
                timetable.due(NOW, NOW.plus(Duration.ofDays(7))).orElseThrow().topics();
        assertEquals(Set.of("census", "scripts"), week.of(Set.of("census", "scripts"), timetable.named()));
    }

    @ParameterizedTest
    @CsvSource({"window, 0s", "window, 8d", "lunch, noon", "lunch, 25:00", "sunday.dinner, a/b", "period, often"})
    void whatMakesNoSenseIsSaid(String key, String written) {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> timetable(Map.of(key, written), Optional.empty()));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith(key + " = " + written), wrong.getMessage());
    }

    @Test
    void thePeriodOfThePredecessorCountsWhereOursIsNotSet() {
        OldSettings old = key -> key == OldSettings.Key.REPORT_PERIOD ? Optional.of("15m") : Optional.empty();
        Instant next =
                timetable(Map.of(), Optional.of(old)).next(NOW).orElseThrow().last();
        assertTrue(Duration.between(NOW, next).compareTo(Duration.ofMinutes(15)) <= 0);
        assertEquals(
                Optional.empty(),
                timetable(Map.of("period", "0s"), Optional.of(old)).next(NOW));
    }

    private static Timetable timetable(Map<String, String> keys, Optional<OldSettings> old) {
        return Schedule.timetable(Configured.with(keys), old, JITTER);
    }
}
