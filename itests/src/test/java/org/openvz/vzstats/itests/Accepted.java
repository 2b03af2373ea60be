package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.ServerClient;

/**
 * What was answered 202.
 *
 * @param reports how many reports
 * @param sockets how many nodes, by the sockets in the last report of each
 */
record Accepted(int reports, Map<Integer, Integer> sockets) {

    int nodes() {
        return sockets.values().stream().mapToInt(Integer::intValue).sum();
    }

    Accepted and(Accepted other) {
        Map<Integer, Integer> all = new TreeMap<>(sockets);
        other.sockets.forEach((number, nodes) -> all.merge(number, nodes, Integer::sum));
        return new Accepted(reports + other.reports, all);
    }

    /** Each node is published as its last report has it, and each report was counted once. */
    void assertPublished(ServerClient server) throws Exception {
        server.awaitLiveNodes(nodes());
        Await.until("each is published as its last report has it: " + sockets, ServerClient.START, () -> {
            Map<Integer, Integer> published = published(server);
            if (!published.equals(sockets)) {
                throw new IllegalStateException("published is " + published);
            }
            return true;
        });
        int counted = 0;
        for (JsonNode day : server.json("/api/v2/transparency").path("days")) {
            counted += day.path("accepted").asInt();
        }
        assertEquals(reports, counted);
    }

    private static Map<Integer, Integer> published(ServerClient server) throws Exception {
        Map<Integer, Integer> nodes = new TreeMap<>();
        server.json("/api/v2/statistics/cpu.sockets")
                .path("cells")
                .forEach(cell -> nodes.put(
                        Integer.valueOf(cell.path("value").asText()),
                        cell.path("nodes").asInt()));
        return nodes;
    }
}
