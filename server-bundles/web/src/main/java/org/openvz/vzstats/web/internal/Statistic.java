package org.openvz.vzstats.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openvz.vzstats.dictionary.Metric;

/**
 * What a release says of a metric.
 *
 * @param day when it was published
 * @param n how many nodes have the metric
 * @param suppressed the share of what is not shown, at least
 * @param cells in the order they are best read
 */
record Statistic(LocalDate day, long n, double suppressed, List<Cell> cells) {

    /** Keeps a copy. */
    Statistic {
        cells = List.copyOf(cells);
    }

    /** {@return what a document of a release says} */
    static Statistic of(JsonNode json) {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : json.path("cells")) {
            cells.add(new Cell(
                    cell.path("value").asText(),
                    cell.path("nodes").asLong(),
                    cell.path("share").asDouble(),
                    cell.path("total").asLong(-1)));
        }
        return new Statistic(
                Overview.instant(json.path("generated"))
                        .atOffset(java.time.ZoneOffset.UTC)
                        .toLocalDate(),
                json.path("n").asLong(),
                json.path("suppressed").asDouble(),
                cells);
    }

    Optional<Cell> cell(String value) {
        return cells.stream().filter(cell -> cell.value().equals(value)).findFirst();
    }

    boolean hasTotals() {
        return cells.stream().anyMatch(cell -> cell.total() >= 0);
    }

    /** {@return the values most nodes have, the most frequent first; without the rest} */
    Stream<Cell> mostFrequent() {
        return cells.stream()
                .filter(cell -> !cell.value().equals(Metric.OTHER))
                .sorted(Comparator.comparingLong(cell -> -cell.nodes()));
    }

    /** {@return the same with no more than the most frequent values} */
    Statistic reducedTo(int most) {
        return cells.size() <= most
                ? this
                : new Statistic(day, n, suppressed, mostFrequent().limit(most).toList());
    }
}
