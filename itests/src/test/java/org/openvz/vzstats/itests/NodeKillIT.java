package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.report.ReportReader;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.MoodyServer;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** Power cuts of a node at any moment of its start, of a run and of a delivery. */
class NodeKillIT {

    /** How often the node is killed; a campaign takes more. */
    private static final int KILLS = Integer.getInteger("vzstats.kills", 5);

    private final Set<String> queued = new ConcurrentSkipListSet<>();

    @Test
    void noReportIsLostOrCountedTwiceAndNoHalfFileIsRead() throws Exception {
        long seed = Long.getLong("vzstats.seed", System.nanoTime());
        Random random = new Random(seed);
        Path work = Work.fresh("node-kill");
        try (MoodyServer server = MoodyServer.start(new Random(seed));
                KarafProcess node = QuickNode.unpacked(work, server.url())
                        // A quick machine queues more than the shipped bounds keep; what they drop is another test.
                        .configure("org.openvz.vzstats.node", "outbox.reports", "100000")
                        .configure("org.openvz.vzstats.schedule", "boot", "0s")) {
            // The first start installs the features: that is Karaf's own affair.
            node.start();
            QuickNode.awaitStart(node);
            for (int kill = 0; kill < KILLS; kill++) {
                boolean starting = random.nextInt(4) == 0;
                if (!starting) {
                    QuickNode.awaitStart(node);
                    awaitAllPolicies(node);
                }
                reportUntilKilled(node, random.nextInt(starting ? 12_000 : 6_000));
                node.start();
            }
            QuickNode.awaitStart(node);
            // What has piled up while lives were short is to arrive soon.
            server.calmDown();
            Await.until("nothing waits any more", ServerClient.START, () -> node.vzstats("--status")
                    .text()
                    .contains("Waiting:     0 reports,"));

            Map<String, byte[]> received = server.reports();
            String figures = "seed " + seed + ": " + KILLS + " kills, " + queued.size() + " reports said to be queued, "
                    + received.size() + " taken, " + server.repeated() + " sent again";
            Files.writeString(work.resolve("figures"), figures + "\n");
            Set<String> lost = new TreeSet<>(queued);
            lost.removeAll(received.keySet());
            assertEquals(Set.of(), lost, figures);
            assertFalse(queued.isEmpty(), figures);
            assertEquals(List.of(), server.wrongs(), figures);
            assertEquals(1, server.reporting().size(), figures);
            for (Map.Entry<String, byte[]> report : received.entrySet()) {
                assertEquals(
                        report.getKey(),
                        ReportReader.read(report.getValue()).manifest().report().toString());
            }
            NodeFiles.assertWhole(node, received);
        }
    }

    /** Before that nothing is collected, and nothing leaves. */
    private static void awaitAllPolicies(KarafProcess node) throws InterruptedException {
        Await.until("the start is over", ServerClient.START, () -> !node.vzstats("--status")
                .text()
                .contains("Starting:"));
    }

    private void reportUntilKilled(KarafProcess node, int millis) throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        Thread reporting = new Thread(() -> {
            try {
                while (killed.getCount() > 0) {
                    Matcher said = QuickNode.QUEUED.matcher(node.vzstats().text());
                    if (said.find()) {
                        queued.add(said.group(1));
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException("bin/vzstats cannot be started", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reporting.start();
        boolean unused = killed.await(millis, TimeUnit.MILLISECONDS);
        node.kill();
        killed.countDown();
        reporting.join(Duration.ofSeconds(60).toMillis());
        assertFalse(reporting.isAlive(), "bin/vzstats hangs");
    }
}
