package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** A power cut at any moment under load: what was answered 202 is there afterwards, and counts once. */
class KillIT {

    /** How often a server is killed; a campaign takes more. */
    private static final int KILLS = Integer.getInteger("vzstats.kills", 5);

    private static final int MOST_MILLIS = 2_500;

    private final Random random = new Random(20_261_122);

    @Test
    void onDerby() throws Exception {
        int port = KarafProcess.freePort();
        try (KarafProcess server =
                Load.unlimited(ServerClient.unpacked(Work.fresh("kill-derby").resolve("server"), port))) {
            killed(List.of(server), List.of(new ServerClient(port)));
        }
    }

    @Test
    void onPostgresql() throws Exception {
        int port = KarafProcess.freePort();
        try (Postgres postgres = Postgres.start().create("census");
                KarafProcess server = postgres.under(
                        Load.unlimited(ServerClient.unpacked(
                                Work.fresh("kill-postgresql").resolve("server"), port)),
                        "census")) {
            killed(List.of(server), List.of(new ServerClient(port)));
        }
    }

    @Test
    void oneOfTwoOnOnePostgresql() throws Exception {
        Path work = Work.fresh("kill-two");
        int port = KarafProcess.freePort();
        int otherPort = KarafProcess.freePort();
        try (Postgres postgres = Postgres.start().create("census");
                KarafProcess server =
                        postgres.under(Load.unlimited(ServerClient.unpacked(work.resolve("one"), port)), "census");
                KarafProcess other = postgres.under(
                        Load.unlimited(ServerClient.unpacked(work.resolve("other"), otherPort)), "census")) {
            killed(List.of(server, other), List.of(new ServerClient(port), new ServerClient(otherPort)));
        }
    }

    /** Kills one after the other while nodes report, and compares what is published at the end with what was accepted. */
    private void killed(List<KarafProcess> servers, List<ServerClient> clients) throws Exception {
        for (KarafProcess server : servers) {
            server.start();
        }
        try (Load load = Load.on(clients)) {
            for (int kill = 0; kill < KILLS; kill++) {
                int victim = kill % servers.size();
                clients.get(victim).awaitStart();
                boolean unused = new CountDownLatch(1).await(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
                servers.get(victim).kill();
                servers.get(victim).start();
            }
            for (ServerClient client : clients) {
                client.awaitStart();
            }
            Map<Integer, Integer> accepted = load.finish();
            int nodes = accepted.values().stream().mapToInt(Integer::intValue).sum();
            for (ServerClient client : clients) {
                client.awaitLiveNodes(nodes);
                assertEquals(accepted, published(client));
            }
        }
    }

    static Map<Integer, Integer> published(ServerClient client) throws Exception {
        Map<Integer, Integer> nodes = new TreeMap<>();
        client.json("/api/v2/statistics/cpu.sockets")
                .path("cells")
                .forEach(cell -> nodes.put(
                        Integer.valueOf(cell.path("value").asText()),
                        cell.path("nodes").asInt()));
        return nodes;
    }
}
