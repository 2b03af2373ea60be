package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openvz.vzstats.fleet.ExpectedStatistics;
import org.openvz.vzstats.fleet.Fleet;
import org.openvz.vzstats.fleet.Published;
import org.openvz.vzstats.testbed.ServerClient;

/**
 * What was answered 202.
 *
 * @param fleet whose nodes reported
 * @param reports how many reports
 * @param rounds how many of each node, by its number
 */
record Accepted(Fleet fleet, int reports, Map<Long, Integer> rounds) {

    int nodes() {
        return rounds.size();
    }

    Accepted and(Accepted other) {
        Map<Long, Integer> all = new TreeMap<>(rounds);
        all.putAll(other.rounds);
        return new Accepted(fleet, reports + other.reports, all);
    }

    /** Every statistic is what the simulator sums up itself, to the last cell, and each report was counted once. */
    void assertPublished(ServerClient server) throws Exception {
        ExpectedStatistics expected = new ExpectedStatistics(fleet.dictionary());
        rounds.forEach((node, reported) -> expected.add(fleet.counted(node, reported)));
        assertEquals(
                List.of(),
                new Published(URI.create(server.url())).differences(expected, ServerClient.START.toSeconds()),
                "published otherwise than accepted");
        int counted = 0;
        for (JsonNode day : server.json("/api/v2/transparency").path("days")) {
            counted += day.path("accepted").asInt();
        }
        assertEquals(reports, counted);
    }
}
