package org.openvz.vzstats.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;

class ReplayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final int NODES = 250;
    private static final int DAYS = 8;

    @TempDir
    private Path work;

    private final Fleet fleet;
    private final List<Long> live = new ArrayList<>();

    ReplayTest() throws Exception {
        fleet = Fleet.of(7);
    }

    @Test
    void theLastReleaseIsThatOfTheFleetAndEachDayHasOne() throws Exception {
        new Replay(fleet, NOW).into(work.resolve("db"), new Replay.Settings(NODES, DAYS, 1), new Replay.Progress() {
            @Override
            public void reports(long done, long all) {
                assertTrue(done <= all);
            }

            @Override
            public void release(LocalDate day, long nodes) {
                assertEquals(TODAY.minusDays(DAYS - 1L - live.size()), day);
                live.add(nodes);
            }
        });
        assertEquals(DAYS, live.size());
        assertEquals(NODES, live.get(DAYS - 1));
        assertTrue(live.get(0) < NODES, live::toString);
        try (DerbyStore store = DerbyStore.open(work.resolve("db"))) {
            theLastReleaseIsThatOfTheFleet(store.releases());
            eachDayHasOne(store.releases());
            assertEquals(0, store.submissions().waiting());
        }
    }

    private void theLastReleaseIsThatOfTheFleet(Releases releases) throws Exception {
        ExpectedStatistics all = new ExpectedStatistics(fleet.dictionary());
        for (long node = 0; node < NODES; node++) {
            all.add(fleet.sections(node, 0));
        }
        JsonNode expected = JSON.readTree(all.json().toString());
        JsonNode index = document(releases, Releases.INDEX, Releases.ALL);
        assertEquals(NOW.toString(), index.path("generated").asText());
        assertEquals(NOW.toString(), index.path("data_to").asText());
        assertEquals(expected.path("platforms"), index.path("platforms"));
        for (JsonNode statistic : expected.path("statistics")) {
            ObjectNode published = (ObjectNode) document(
                    releases,
                    statistic.path("metric").asText(),
                    statistic.path("platform").asText().replace("null", Releases.ALL));
            published.remove(List.of("release", "generated"));
            assertEquals(statistic, published);
        }
        JsonNode countries = document(releases, "node.country", Releases.ALL);
        assertEquals(NODES, countries.path("n").asInt());
        assertTrue(countries.path("cells").size() > 10, countries::toString);
    }

    private static void eachDayHasOne(Releases releases) throws Exception {
        List<String> days = releases.history("platform.client", Releases.ALL, TODAY.minusDays(30), TODAY.plusDays(1));
        assertEquals(DAYS, days.size());
        long newest = 0;
        for (String day : days) {
            long now = nodes(JSON.readTree(day), "0.2.0");
            assertTrue(now >= newest, "the newest version of the client loses nobody");
            newest = now;
        }
        assertTrue(newest > nodes(JSON.readTree(days.get(0)), "0.2.0"), days::toString);
        List<String> products =
                releases.history("platform.product", Releases.ALL, TODAY.minusDays(30), TODAY.plusDays(1));
        assertTrue(nodes(JSON.readTree(products.get(0)), "openvz-7")
                < nodes(JSON.readTree(products.get(DAYS - 1)), "openvz-7"));
        assertTrue(nodes(JSON.readTree(products.get(0)), "openvz-6")
                > nodes(JSON.readTree(products.get(DAYS - 1)), "openvz-6"));
    }

    private static long nodes(JsonNode document, String value) {
        for (JsonNode cell : document.path("cells")) {
            if (cell.path("value").asText().equals(value)) {
                return cell.path("nodes").asLong();
            }
        }
        return 0;
    }

    private static JsonNode document(Releases releases, String metric, String platform) throws Exception {
        long last = releases.latest().orElseThrow().number();
        return JSON.readTree(releases.document(last, metric, platform).orElseThrow());
    }
}
