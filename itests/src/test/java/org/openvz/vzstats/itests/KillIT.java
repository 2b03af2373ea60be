package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A power cut right after an answer: what was answered is there afterwards, and counts once. */
class KillIT {

    /** How often the server is killed; a campaign takes more. */
    private static final int KILLS = Integer.getInteger("vzstats.kills", 3);

    @Test
    void whatWasAnswered202IsThereAfterAKillAndCountsOnce() throws Exception {
        Path work = Work.fresh("kill");
        int port = KarafProcess.freePort();
        ServerClient client = new ServerClient(port);
        int accepted = 0;
        KarafProcess server = ServerClient.server(work.resolve("server"), port);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                client.awaitStart();
                // A different number of reports each time, so that the kill finds processing at different points.
                for (int i = 0; i <= kill * 7; i++) {
                    ServerClient.Registered node = client.register();
                    UUID report = UUID.randomUUID();
                    byte[] packed = Reports.plain(report, 1);
                    assertEquals(202, client.report(node, report, packed).statusCode());
                    accepted++;
                }
                server.kill();
                server.start();
            }
            client.awaitStart();
            client.awaitLiveNodes(accepted);
            JsonNode sockets = client.json("/api/v2/statistics/cpu.sockets");
            assertEquals(accepted, sockets.path("n").asInt());
            assertEquals(accepted, sockets.path("cells").path(0).path("nodes").asInt());
        } finally {
            server.close();
        }
    }
}
