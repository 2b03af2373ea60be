package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** A database that is away, or has no room: the server answers 503, loses nothing, and goes on by itself. */
class DatabaseAwayIT {

    private static final String FULL = "0";

    /** How often a disk takes no more; a campaign takes more. */
    private static final int TIMES = Integer.getInteger("vzstats.full", 3);

    @Test
    void awayAtTheStartAndLater() throws Exception {
        Path work = Work.fresh("database-away");
        int databasePort = KarafProcess.freePort();
        int port = KarafProcess.freePort();
        ServerClient client = new ServerClient(port);
        try (KarafProcess server = Postgres.configured(
                Load.unlimited(ServerClient.unpacked(work.resolve("server"), port))
                        .boot("vzstats-store-postgresql"),
                databasePort,
                "postgres")) {
            server.start();
            await503(client);
            try (Load load = Load.on(List.of(client))) {
                try (Postgres first = Postgres.at(databasePort, work.resolve("data"))) {
                    assertEquals(databasePort, first.port());
                    client.awaitStart();
                    await201(client);
                }
                await503(client);
                try (Postgres second = Postgres.at(databasePort, work.resolve("data"))) {
                    assertEquals(databasePort, second.port());
                    await201(client);
                    assertNothingLost(client, load);
                }
            }
        }
    }

    @Test
    void derbyWhoseFilesBreakOff() throws Exception {
        Path work = Work.fresh("database-file-size");
        int port = KarafProcess.freePort();
        ServerClient client = new ServerClient(port);
        try (KarafProcess server = Load.unlimited(ServerClient.unpacked(work.resolve("server"), port));
                Load load = Load.on(List.of(client))) {
            server.start();
            client.awaitStart();
            for (int time = 0; time < TIMES; time++) {
                await201(client);
                FullDiskIT.limitFileSize(server, FULL);
                await503(client);
                FullDiskIT.limitFileSize(server, FullDiskIT.UNLIMITED);
            }
            await201(client);
            assertNothingLost(client, load);
        }
    }

    @Test
    void derbyOnAFullDisk() throws Exception {
        Path work = Work.fresh("database-full-disk");
        Path data = Files.createDirectories(work.resolve("server/data/vzstats"));
        assumeTrue(
                FullDiskIT.run("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", data.toString()),
                "a file system of its own can be mounted only as root");
        int port = KarafProcess.freePort();
        ServerClient client = new ServerClient(port);
        try (KarafProcess server = Load.unlimited(ServerClient.unpacked(work.resolve("server"), port));
                Load load = Load.on(List.of(client))) {
            server.start();
            client.awaitStart();
            for (int time = 0; time < TIMES; time++) {
                await201(client);
                FullDiskIT.fill(data.resolve("ballast"));
                await503(client);
                Files.delete(data.resolve("ballast"));
            }
            await201(client);
            assertNothingLost(client, load);
        } finally {
            FullDiskIT.run("umount", data.toString());
        }
    }

    private static void assertNothingLost(ServerClient client, Load load) throws Exception {
        load.finish().assertPublished(client);
    }

    private static void await503(ServerClient client) throws InterruptedException {
        Await.until("503", ServerClient.START, () -> client.registration() == 503);
    }

    private static void await201(ServerClient client) throws InterruptedException {
        Await.until("201", ServerClient.START, () -> client.registration() == 201);
    }
}
