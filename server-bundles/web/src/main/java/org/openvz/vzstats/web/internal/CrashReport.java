package org.openvz.vzstats.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a release says of crashes.
 *
 * @param since the first day that is counted
 * @param crashes how many are shown
 * @param complete whether nothing is left out or folded
 * @param components the most frequent first
 * @param days how many on which day; of a day that is not in here nothing is said
 */
record CrashReport(
        LocalDate since,
        long crashes,
        boolean complete,
        List<Component> components,
        SortedMap<LocalDate, Double> days) {

    /** Keeps a copy. */
    CrashReport {
        components = List.copyOf(components);
    }

    /** How often a component crashed, and how many reported it. */
    record Component(String name, long crashes, long reporters) {}

    /** {@return what the document of a release says} */
    static CrashReport of(JsonNode json) {
        List<Component> components = new ArrayList<>();
        json.path("components")
                .forEach(one -> components.add(new Component(
                        one.path("component").asText(),
                        one.path("crashes").asLong(),
                        one.path("reporters").asLong())));
        SortedMap<LocalDate, Double> days = new TreeMap<>();
        json.path("days")
                .forEach(one ->
                        days.put(day(one.path("day")), one.path("crashes").asDouble()));
        return new CrashReport(
                day(json.path("since")),
                json.path("crashes").asLong(),
                json.path("complete").asBoolean(),
                components,
                days);
    }

    private static LocalDate day(JsonNode json) {
        try {
            return LocalDate.parse(json.asText());
        } catch (DateTimeException e) {
            return LocalDate.EPOCH;
        }
    }
}
