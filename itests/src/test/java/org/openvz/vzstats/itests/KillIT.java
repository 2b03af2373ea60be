package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
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

    private static final int MOST_MILLIS = 4_000;

    /** Long enough for a server to be killed at any moment of its start. */
    private static final int MOST_MILLIS_OF_A_START = 10_000;

    private static final Duration SOON = Duration.ofSeconds(5);

    private final long seed = Long.getLong("vzstats.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void onDerby() throws Exception {
        int port = KarafProcess.freePort();
        Path work = Work.fresh("kill-derby");
        try (KarafProcess server = Load.unlimited(ServerClient.unpacked(work.resolve("server"), port))) {
            String load = killed(List.of(server), List.of(new ServerClient(port)), this::awaitAnyMoment);
            record(work, load);
        }
    }

    @Test
    void onPostgresql() throws Exception {
        int port = KarafProcess.freePort();
        Path work = Work.fresh("kill-postgresql");
        try (Postgres postgres = Postgres.start().create("census");
                KarafProcess server =
                        postgres.under(Load.unlimited(ServerClient.unpacked(work.resolve("server"), port)), "census")) {
            String load = killed(List.of(server), List.of(new ServerClient(port)), this::awaitAnyMoment);
            record(work, load);
        }
    }

    @Test
    void onMariadb() throws Exception {
        int port = KarafProcess.freePort();
        Path work = Work.fresh("kill-mariadb");
        try (Maria maria = Maria.start().create("census");
                KarafProcess server =
                        maria.under(Load.unlimited(ServerClient.unpacked(work.resolve("server"), port)), "census")) {
            String load = killed(List.of(server), List.of(new ServerClient(port)), this::awaitAnyMoment);
            record(work, load);
        }
    }

    @Test
    void oneOfTwoOnOnePostgresqlInTheMiddleOfABatch() throws Exception {
        Path work = Work.fresh("kill-two");
        int port = KarafProcess.freePort();
        int otherPort = KarafProcess.freePort();
        try (Postgres postgres = Postgres.start().create("census");
                KarafProcess server =
                        postgres.under(Load.unlimited(ServerClient.unpacked(work.resolve("0"), port)), "census", "0");
                KarafProcess other = postgres.under(
                        Load.unlimited(ServerClient.unpacked(work.resolve("1"), otherPort)), "census", "1");
                Batches batches = postgres.batches("census")) {
            int[] seen = {0};
            String load = killed(
                    List.of(server, other), List.of(new ServerClient(port), new ServerClient(otherPort)), victim -> {
                        awaitMillis(random.nextInt(MOST_MILLIS));
                        seen[0] += batches.await(Integer.toString(victim), SOON) ? 1 : 0;
                    });
            record(work, load + ", " + seen[0] + " in the middle of a batch");
            assertNotEquals(0, seen[0], "no server was killed in the middle of a batch");
        }
    }

    /** When to kill. */
    @FunctionalInterface
    private interface Moment {

        /** Waits for it, after a server has begun to answer. */
        void await(int victim) throws Exception;
    }

    private void awaitAnyMoment(int victim) throws InterruptedException {
        awaitMillis(random.nextInt(MOST_MILLIS));
    }

    /**
     * Kills one after the other while nodes report, and compares what is published at the end with what was accepted.
     *
     * @return what happened
     */
    private String killed(List<KarafProcess> servers, List<ServerClient> clients, Moment moment) throws Exception {
        // The first start installs the features: that is Karaf's own affair.
        for (int i = 0; i < servers.size(); i++) {
            servers.get(i).start();
            clients.get(i).awaitStart();
        }
        try (Load load = Load.on(clients)) {
            for (int kill = 0; kill < KILLS; kill++) {
                int victim = kill % servers.size();
                if (random.nextInt(4) == 0) {
                    awaitMillis(random.nextInt(MOST_MILLIS_OF_A_START));
                } else {
                    clients.get(victim).awaitStart();
                    moment.await(victim);
                }
                servers.get(victim).kill();
                servers.get(victim).start();
            }
            for (ServerClient client : clients) {
                client.awaitStart();
            }
            Accepted accepted = load.finish();
            for (ServerClient client : clients) {
                accepted.assertPublished(client);
            }
            return KILLS + " kills, " + accepted.reports() + " reports of " + accepted.nodes() + " nodes accepted";
        }
    }

    private static void awaitMillis(int millis) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    private void record(Path work, String figures) throws IOException {
        Files.writeString(work.resolve("figures"), "seed " + seed + ": " + figures + "\n");
    }
}
