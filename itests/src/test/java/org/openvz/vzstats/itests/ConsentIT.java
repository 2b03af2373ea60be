package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** What an owner has not agreed to stays here, and off is silence: a node and a server as they are shipped, and somebody who listens between them. */
class ConsentIT {

    @Test
    void whatAnUpdateAddsWaitsForAYesAndOffOpensNoConnection() throws Exception {
        Path work = Work.fresh("consent");
        int port = KarafProcess.freePort();
        ServerClient client = new ServerClient(port);
        Path updated = Strangers.newWeather(Work.fresh("new-weather"));
        try (Wiretap wiretap = Wiretap.before(port);
                KarafProcess server = ServerClient.server(work.resolve("server"), port);
                KarafProcess node = node(work, wiretap)) {
            deploy(server, updated);
            deploy(node, Strangers.cloudlessWeather(Work.fresh("cloudless-weather")));
            node.start();
            QuickNode.awaitStart(node);
            awaitText(node, "weather", "--status");
            assertEquals(0, node.vzstats().exit());
            awaitPublished(client, "weather.sky");

            deploy(node, updated);
            awaitText(node, "weather.clouds", "--diff");
            assertTrue(node.command("preview").text().contains("weather.clouds"), "a preview shows it");
            assertFalse(node.vzstats("--view").text().contains("weather.clouds"), "a view does not");
            int before = sent(node);
            assertEquals(0, node.vzstats().exit());
            awaitText(node, "weather.sky", "--history", Integer.toString(before + 1));
            String waiting =
                    node.vzstats("--history", Integer.toString(before + 1)).text();
            assertFalse(waiting.contains("weather.clouds"), waiting);
            assertEquals(404, client.get("/api/v2/statistics/weather.clouds").statusCode());

            assertEquals(0, node.vzstats("--accept", "weather").exit());
            assertEquals(0, node.vzstats().exit());
            awaitPublished(client, "weather.clouds");

            offIsSilence(node, server, wiretap);
            server.start();
            client.awaitLiveNodes(1);
            assertEquals(0, node.vzstats("--enable").exit());
            assertEquals(0, node.vzstats().exit());
            Await.until("it is back", ServerClient.START, () -> wiretap.connections() > 0);
        }
    }

    /** With a report that waits, all triggers, and a start: nothing of that makes a connection. */
    private static void offIsSilence(KarafProcess node, KarafProcess server, Wiretap wiretap) throws Exception {
        server.close();
        assertEquals(0, node.vzstats().exit());
        awaitText(node, "Waiting:     1 report", "--status");
        assertEquals(0, node.vzstats("--disable").exit());
        awaitText(node, "Waiting:     0 reports,", "--status");
        node.close();
        wiretap.restart();
        node.start();
        QuickNode.awaitStart(node);
        // Every answer takes a while: meanwhile the boot trigger has asked, and the package database has been looked
        // at.
        for (int i = 0; i < 20; i++) {
            assertEquals(1, node.vzstats().exit());
        }
        assertEquals(0, wiretap.connections(), "off, and yet it connects");
        assertNotEquals("", node.command("preview").text());
        assertEquals(0, wiretap.connections(), "a preview is for the owner only");
    }

    private static KarafProcess node(Path work, Wiretap wiretap) throws IOException {
        return QuickNode.unpacked(work, wiretap.url())
                .configure("org.openvz.vzstats.schedule", "boot", "1s")
                .configure("org.openvz.vzstats.schedule", "spread", "1s")
                .configure("org.openvz.vzstats.schedule", "package.poll", "1s");
    }

    private static void deploy(KarafProcess karaf, Path jar) throws IOException {
        // Moved into place, so that it is never seen half.
        Path unfinished =
                Files.copy(jar, karaf.home().resolve("stranger.unfinished"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(unfinished, karaf.home().resolve("deploy/weather.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static int sent(KarafProcess node) throws Exception {
        return (int) node.vzstats("--history")
                .text()
                .lines()
                .filter(line -> line.contains("  http  "))
                .count();
    }

    private static void awaitText(KarafProcess node, String text, String... options) throws InterruptedException {
        Await.until(String.join(" ", options) + " says: " + text, ServerClient.SOON, () -> node.vzstats(options)
                .text()
                .contains(text));
    }

    private static void awaitPublished(ServerClient client, String metric) throws InterruptedException {
        Await.until(
                metric + " is published",
                ServerClient.SOON,
                () -> client.get("/api/v2/statistics/" + metric).statusCode() == 200);
    }
}
