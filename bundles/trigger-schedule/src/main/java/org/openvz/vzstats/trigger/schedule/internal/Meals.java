package org.openvz.vzstats.trigger.schedule.internal;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.trigger.support.Jitter;

/** The timetable as it is configured: a meal each morning, noon and evening, on which the node has its turn within a window. */
final class Meals {

    private static final Duration MONTH = Duration.ofDays(28);

    private Meals() {}

    /** {@return one that asks for nothing} */
    static Timetable never() {
        return new Timetable(List.of());
    }

    /** {@return one that asks for a full report once in a period} */
    static Timetable every(Duration period, Jitter jitter) {
        return new Timetable(
                List.of(new Timetable.Slot(Recurrence.every(period, jitter.within("period", period)), Topics.ALL)));
    }

    /**
     * {@return the week and the month as they are configured}
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    static Timetable of(Schedule.Config config, Jitter jitter) {
        Map<String, String> times =
                Map.of("breakfast", config.breakfast(), "lunch", config.lunch(), "dinner", config.dinner());
        Duration window = window(config.window());
        List<Timetable.Slot> slots = new ArrayList<>();
        menu(config).forEach((key, written) -> {
            String[] meal = key.split("\\.", 2);
            DayOfWeek day = DayOfWeek.valueOf(meal[0].toUpperCase(Locale.ROOT));
            LocalTime time = time(meal[1], times.getOrDefault(meal[1], ""));
            slots.add(new Timetable.Slot(
                    Recurrence.weekly(day, time, jitter.within(key, window)), Topics.parse(key, written)));
        });
        if (slots.stream()
                .noneMatch(slot -> slot.topics().others() || slot.topics().all())) {
            slots.add(new Timetable.Slot(
                    Recurrence.every(Duration.ofDays(7), jitter.within("others", Duration.ofDays(7))), Topics.OTHERS));
        }
        slots.add(new Timetable.Slot(
                Recurrence.monthly(jitter.within("monthly", MONTH)), Topics.parse("monthly", config.monthly())));
        return new Timetable(slots);
    }

    private static Duration window(String written) {
        Duration window = Durations.positive("window", written);
        if (window.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("window = " + written + ": write at most 7d");
        }
        return window;
    }

    private static LocalTime time(String key, String written) {
        try {
            return LocalTime.parse(written.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(key + " = " + written + ": write a time of the day such as 06:00", e);
        }
    }

    private static Map<String, String> menu(Schedule.Config config) {
        return Map.ofEntries(
                Map.entry("monday.breakfast", config.monday_breakfast()),
                Map.entry("monday.lunch", config.monday_lunch()),
                Map.entry("monday.dinner", config.monday_dinner()),
                Map.entry("tuesday.breakfast", config.tuesday_breakfast()),
                Map.entry("tuesday.lunch", config.tuesday_lunch()),
                Map.entry("tuesday.dinner", config.tuesday_dinner()),
                Map.entry("wednesday.breakfast", config.wednesday_breakfast()),
                Map.entry("wednesday.lunch", config.wednesday_lunch()),
                Map.entry("wednesday.dinner", config.wednesday_dinner()),
                Map.entry("thursday.breakfast", config.thursday_breakfast()),
                Map.entry("thursday.lunch", config.thursday_lunch()),
                Map.entry("thursday.dinner", config.thursday_dinner()),
                Map.entry("friday.breakfast", config.friday_breakfast()),
                Map.entry("friday.lunch", config.friday_lunch()),
                Map.entry("friday.dinner", config.friday_dinner()),
                Map.entry("saturday.breakfast", config.saturday_breakfast()),
                Map.entry("saturday.lunch", config.saturday_lunch()),
                Map.entry("saturday.dinner", config.saturday_dinner()),
                Map.entry("sunday.breakfast", config.sunday_breakfast()),
                Map.entry("sunday.lunch", config.sunday_lunch()),
                Map.entry("sunday.dinner", config.sunday_dinner()));
    }
}
