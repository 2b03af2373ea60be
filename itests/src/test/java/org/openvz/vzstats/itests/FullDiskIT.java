package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.MoodyServer;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** A disk that takes no more, or nothing any more, under a node that runs: it says so, goes on, and is well again by itself. */
class FullDiskIT {

    /** Where a file breaks off: at once, within the identity, within a record of the history, within a report. */
    private static final List<Integer> SIZES = List.of(0, 1, 60, 300, 700, 1_500, 0, 3_000);

    static final String UNLIMITED = "unlimited";

    private final Set<String> queued = new TreeSet<>();

    @Test
    void filesThatBreakOffAtAnyByteLoseNothing() throws Exception {
        Path work = Work.fresh("file-size");
        try (MoodyServer server = MoodyServer.start(new Random(1));
                KarafProcess node = node(work, server)) {
            node.start();
            QuickNode.awaitStart(node);
            // The first time before there is an identity, later on before there is room for a report, a receipt, the
            // history.
            int notQueued = 0;
            for (int size : SIZES) {
                limitFileSize(node, Integer.toString(size));
                notQueued += report(node) ? 0 : 1;
                assertEquals(0, node.vzstats("--status").exit(), "the node goes on");
                limitFileSize(node, UNLIMITED);
                assertTrue(report(node), "with room again it queues, at " + size);
            }
            assertNotEquals(0, notQueued, "no file broke off");
            assertNothingLost(node, server);
        }
    }

    @Test
    void aFullAndAReadOnlyDiskAreNamedAndLoseNothing() throws Exception {
        Path work = Work.fresh("full-disk");
        Path data = Files.createDirectories(work.resolve("node/data/vzstats"));
        // Who may not mount sees the same code at work above, only not the words.
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", data.toString()),
                "a file system of its own can be mounted only as root");
        try (MoodyServer server = MoodyServer.start(new Random(2))) {
            try (KarafProcess node = node(work, server)
                    .configure(
                            "org.openvz.vzstats.optout.marker",
                            "path",
                            data.resolve("vzstats-disable").toString())) {
                node.start();
                QuickNode.awaitStart(node);
                fill(data.resolve("ballast"));
                assertRefuses(node, "the disk is full");
                Files.delete(data.resolve("ballast"));
                assertTrue(report(node), "with room again it queues");
                awaitNothingWaits(node);

                fill(data.resolve("ballast"));
                assertRefuses(node, "the disk is full");
                Files.delete(data.resolve("ballast"));

                assertTrue(run("mount", "-o", "remount,ro", data.toString()));
                assertRefuses(node, "the file system is read-only");
                KarafProcess.Printed off = node.vzstats("--disable");
                assertEquals(1, off.exit(), off.text());
                assertTrue(off.words().startsWith("Still enabled: "), off.text());
                assertTrue(run("mount", "-o", "remount,rw", data.toString()));
                assertTrue(report(node), "writable again it queues");
                assertNothingLost(node, server);
            }
        } finally {
            assertTrue(run("umount", data.toString()));
        }
    }

    private void assertRefuses(KarafProcess node, String why) throws Exception {
        KarafProcess.Printed said = node.vzstats();
        assertEquals(1, said.exit(), said.text());
        assertTrue(said.words().contains(why), said.text());
        KarafProcess.Printed status = node.vzstats("--status");
        assertEquals(0, status.exit(), status.text());
        assertTrue(status.words().contains(why), status.text());
    }

    private void assertNothingLost(KarafProcess node, MoodyServer server) throws Exception {
        awaitNothingWaits(node);
        Map<String, byte[]> received = server.reports();
        Set<String> lost = new TreeSet<>(queued);
        lost.removeAll(received.keySet());
        assertEquals(Set.of(), lost, "queued, but lost");
        assertEquals(List.of(), server.wrongs());
        assertEquals(1, server.reporting().size(), "an identity that could not be kept was used");
        NodeFiles.assertWhole(node, received);
    }

    private static void awaitNothingWaits(KarafProcess node) throws InterruptedException {
        Await.until("nothing waits any more", ServerClient.START, () -> node.vzstats("--status")
                .text()
                .contains("Waiting:     0 reports,"));
    }

    private static KarafProcess node(Path work, MoodyServer server) throws IOException {
        return QuickNode.unpacked(work, server.url()).configure("org.openvz.vzstats.schedule", "period", "0s");
    }

    /** {@return whether it was queued} */
    private boolean report(KarafProcess node) throws Exception {
        KarafProcess.Printed said = node.vzstats();
        Matcher report = QuickNode.QUEUED.matcher(said.text());
        boolean found = report.find();
        if (found) {
            queued.add(report.group(1));
        }
        assertEquals(found ? 0 : 1, said.exit(), said.text());
        return found;
    }

    /** Lets every write of a running process fail that would make a file larger, in the middle of the bytes if need be. */
    static void limitFileSize(KarafProcess node, String bytes) throws Exception {
        assertTrue(run("prlimit", "--pid", Long.toString(node.pid()), "--fsize=" + bytes + ":" + UNLIMITED));
    }

    static void fill(Path ballast) throws IOException {
        byte[] block = new byte[1024];
        try {
            while (true) {
                Files.write(ballast, block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            // Full.
        }
    }

    static boolean run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(words + " did not end: " + said);
        }
        return process.exitValue() == 0;
    }
}
