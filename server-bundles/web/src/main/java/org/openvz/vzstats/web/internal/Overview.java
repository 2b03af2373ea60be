package org.openvz.vzstats.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a release says of itself.
 *
 * @param release its number
 * @param generated when it was made
 * @param dataTo when the last report came that is in it; empty if there is none
 * @param next when the next one is due
 * @param windowDays nodes count that have reported within so many days
 * @param k no number stands for fewer nodes
 * @param liveNodes how many nodes count
 * @param platforms how many of them have which platform, the most frequent first
 * @param metrics the published metrics, and how many nodes have each
 */
record Overview(
        long release,
        Instant generated,
        Optional<Instant> dataTo,
        Instant next,
        long windowDays,
        long k,
        long liveNodes,
        List<Platform> platforms,
        SortedMap<String, Long> metrics) {

    /** Keeps copies. */
    Overview {
        platforms = List.copyOf(platforms);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }

    /** How many nodes have a platform. */
    record Platform(String name, long nodes) {}

    /** {@return what the document of a release says} */
    static Overview of(JsonNode json) {
        List<Platform> platforms = new ArrayList<>();
        json.path("platforms")
                .forEach(one -> platforms.add(new Platform(
                        one.path("platform").asText(), one.path("nodes").asLong())));
        SortedMap<String, Long> metrics = new TreeMap<>();
        json.path("metrics")
                .forEach(one ->
                        metrics.put(one.path("name").asText(), one.path("n").asLong()));
        return new Overview(
                json.path("release").asLong(),
                instant(json.path("generated")),
                json.path("data_to").isTextual() ? Optional.of(instant(json.path("data_to"))) : Optional.empty(),
                instant(json.path("next")),
                json.path("window_days").asLong(),
                json.path("k").asLong(),
                json.path("live_nodes").asLong(),
                platforms,
                metrics);
    }

    static Instant instant(JsonNode json) {
        try {
            return Instant.parse(json.asText());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    LocalDate day() {
        return LocalDate.ofInstant(generated, ZoneOffset.UTC);
    }

    /** {@return how many nodes a platform has; empty if it is not shown by itself} */
    Optional<Long> nodes(String platform) {
        return platforms.stream()
                .filter(one -> one.name().equals(platform))
                .map(Platform::nodes)
                .findFirst();
    }
}
