package org.openvz.vzstats.release.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Downloads;

class DownloadFiguresTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 9);

    @Test
    void nothingWasDownloaded() throws Exception {
        JsonNode json = published(5, Map.of(), Map.of(), days(), Map.of());
        assertEquals("2025-12-10", json.path("since").asText());
        assertEquals("2026-03-09", json.path("until").asText(), "a day that is not over is not told");
        assertEquals(0, json.path("downloads").asInt(-1));
        assertEquals(0, json.path("products").size());
    }

    @Test
    void eachListTellsAllOfItsSum() throws Exception {
        JsonNode json = published(
                5,
                Map.of(
                        item("openvz", "image", "7.0.21", "x86_64"), 40L,
                        item("openvz", "image", "7.0.20", "x86_64"), 3L,
                        item("openvz", "image", "7.0.19", "x86_64"), 2L,
                        item("vzctl", "update", "4.11", "i686"), 7L),
                Map.of("DE", 30L, "NZ", 4L, "", 18L),
                days(DAY, 40L, DAY.minusDays(1), 12L),
                Map.of(
                        new Downloads.Reach(DAY, "openvz"), 21L,
                        new Downloads.Reach(DAY.minusDays(1), "openvz"), 10L,
                        new Downloads.Reach(DAY, ""), 25L));
        assertEquals(52, json.path("downloads").asInt());
        assertEquals(
                "[{\"product\":\"openvz\",\"kind\":\"image\",\"downloads\":45,\"addresses_per_day\":15,"
                        + "\"versions\":[{\"version\":\"7.0.21\",\"downloads\":40},{\"version\":\"other\",\"downloads\":5}],"
                        + "\"architectures\":[{\"architecture\":\"x86_64\",\"downloads\":45}]},"
                        + "{\"product\":\"vzctl\",\"kind\":\"update\",\"downloads\":7,"
                        + "\"versions\":[{\"version\":\"4.11\",\"downloads\":7}],"
                        + "\"architectures\":[{\"architecture\":\"i686\",\"downloads\":7}]}]",
                json.path("products").toString());
        assertEquals(
                "[{\"country\":\"DE\",\"downloads\":30},{\"country\":\"other\",\"downloads\":22}]",
                json.path("countries").toString(),
                "four alone would follow from the sum");
        assertEquals(
                "[{\"day\":\"2026-03-08\",\"downloads\":12},{\"day\":\"2026-03-09\",\"downloads\":40,\"addresses\":25}]",
                json.path("days").toString());
    }

    @Test
    void whereADayIsHiddenSoIsTheLeastOfTheOthers() throws Exception {
        JsonNode json = published(
                5,
                Map.of(item("openvz", "image", "7", ""), 34L),
                Map.of("DE", 34L),
                days(DAY, 20L, DAY.minusDays(1), 10L, DAY.minusDays(2), 4L),
                Map.of());
        assertEquals(
                "[{\"day\":\"2026-03-09\",\"downloads\":20}]", json.path("days").toString());
    }

    @Test
    void lessThanKInAllIsNotTold() throws Exception {
        JsonNode json = published(
                5,
                Map.of(item("openvz", "image", "7", "x86_64"), 4L),
                Map.of("DE", 4L),
                days(DAY, 4L),
                Map.of(new Downloads.Reach(DAY, ""), 4L));
        assertEquals(0, json.path("downloads").asInt());
        for (String list : new String[] {"products", "countries", "days"}) {
            assertEquals(0, json.path(list).size(), list);
        }
        assertFalse(json.toString().contains("openvz"));
    }

    private static Downloads.Item item(String product, String kind, String version, String architecture) {
        return new Downloads.Item(product, kind, version, architecture);
    }

    private static SortedMap<LocalDate, Long> days(Object... daysAndDownloads) {
        SortedMap<LocalDate, Long> days = new TreeMap<>();
        for (int i = 0; i < daysAndDownloads.length; i += 2) {
            days.put((LocalDate) daysAndDownloads[i], (Long) daysAndDownloads[i + 1]);
        }
        return days;
    }

    private static JsonNode published(
            int k,
            Map<Downloads.Item, Long> items,
            Map<String, Long> countries,
            SortedMap<LocalDate, Long> days,
            Map<Downloads.Reach, Long> addresses)
            throws Exception {
        Downloads.Totals totals = new Downloads.Totals(items, countries, days, addresses);
        DownloadFigures figures = new DownloadFigures(
                k,
                LocalDate.of(2025, 12, 10),
                DownloadFigures.of(new NoDownloads(), k, NOW).until(),
                totals);
        return new ObjectMapper().readTree(figures.document(3, NOW).json());
    }
}
