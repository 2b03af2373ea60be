package org.openvz.vzstats.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.fleet.ExpectedStatistics;
import org.openvz.vzstats.fleet.Fleet;
import org.openvz.vzstats.fleet.FleetRun;
import org.openvz.vzstats.fleet.Published;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** A fleet reports over HTTP to the server's assembly; what that publishes is what the simulator sums up, to the last cell. */
class FleetIT {

    private static final int NODES = Integer.getInteger("vzstats.fleet.nodes", 150);
    private static final int ROUNDS = 3;
    private static final long PATIENCE = 120;

    @Test
    void theServerPublishesWhatTheNodesSent() throws Exception {
        Path work = Work.fresh("fleet");
        int port = KarafProcess.freePort();
        ServerClient client = new ServerClient(port);
        URI url = URI.create(client.url());
        try (KarafProcess server = ServerClient.unpacked(work.resolve("server"), port)
                .configure("org.openvz.vzstats.intake", "rate", "1000000/m")
                .configure("org.openvz.vzstats.intake", "registrations", "1000000/m")) {
            server.start();
            client.awaitStart();
            ExpectedStatistics expected =
                    new FleetRun(Fleet.of(20_261_122), url, new FleetRun.Settings(NODES, ROUNDS, 8, 0)).send();
            assertEquals(NODES, expected.nodes());
            assertEquals(List.of(), new Published(url).differences(expected, PATIENCE));
        }
    }
}
