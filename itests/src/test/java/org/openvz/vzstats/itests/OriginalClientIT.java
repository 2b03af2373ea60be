package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.Reports;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** The original client and a server of today. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OriginalClientIT {

    private static final String DEBIAN = "0.5.1-debian7";
    private static final String EL5 = "0.2.1-el5";

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafProcess server;

    @SuppressWarnings("NullAway.Init")
    private ServerClient client;

    @SuppressWarnings("NullAway.Init")
    private OriginalClient original;

    private int port;
    private int nodes;

    @BeforeAll
    void start() throws Exception {
        port = KarafProcess.freePort();
        client = new ServerClient(port);
        original = new OriginalClient(port);
        server = ServerClient.server(Work.fresh("original").resolve("server"), port);
        client.awaitStart();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void aNewClientGetsAnIdAndIsPublished() throws Exception {
        OriginalClient.Answer id = original.genuuid();
        assertEquals(200, id.status());
        assertEquals(4, UUID.fromString(id.body()).version(), id.body());
        assertTaken(original.submit(id.body(), OriginalClient.archive(DEBIAN)));
        nodes++;
        client.awaitLiveNodes(nodes);
        assertEquals(1, client.cell("platform.product", "openvz-6"));
        assertEquals(1, client.cell("platform.client", "0.5.1"));
        assertEquals(1, client.cell("cpu.vendor", "amd"));
        assertEquals(1, client.cell("simfs.layout", "ploop"));
        JsonNode layout = client.json("/api/v2/statistics/simfs.layout");
        assertEquals(2, layout.path("cells").path(0).path("total").asInt());
    }

    /** Its id came from the original server; this one has never heard of it. */
    @Test
    @Order(2)
    void anOldClientGoesOnWithItsId() throws Exception {
        String id = "{" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT) + "}";
        assertTaken(original.submit(id, OriginalClient.archive(EL5)));
        assertTaken(original.submit(id, OriginalClient.archive(EL5)));
        nodes++;
        client.awaitLiveNodes(nodes);
        assertEquals(1, client.cell("platform.product", "openvz-5"));
        // A month later it runs another system: that takes the place of the first.
        assertTaken(original.submit(id, OriginalClient.archive(DEBIAN)));
        Await.until("it has moved", ServerClient.SOON, () -> client.cell("platform.product", "openvz-6") == 2);
        assertEquals(0, client.cell("platform.product", "openvz-5"));
        assertEquals(nodes, client.json("/api/v2/statistics").path("live_nodes").asInt());
    }

    @Test
    @Order(3)
    void oldAndNewNodesStandInOneChart() throws Exception {
        ServerClient.Registered node = client.register();
        UUID report = UUID.randomUUID();
        assertEquals(202, client.report(node, report, Reports.plain(report, 2)).statusCode());
        nodes++;
        client.awaitLiveNodes(nodes);
        assertEquals(3, client.cell("cpu.sockets", "2"));
        assertEquals(
                403, original.submit(node.id(), OriginalClient.archive(DEBIAN)).status());
    }

    /** Curl with the options of the client, which is not part of this project: its archive and its id come from the shell as there. */
    @Test
    @Order(4)
    void curlItselfIsUnderstood() throws Exception {
        Path work = Work.fresh("original-curl");
        assumeTrue(
                isThere("curl") && isThere("tar"),
                "There is no curl or no tar on this machine: only the recorded bytes were sent");
        String url = "http://127.0.0.1:" + port;
        String id = run(
                work, "curl", "-sS", "--connect-timeout", "30", "-F", "magic_word=very-please", url + "/genuuid.php");
        assertTrue(id.strip().matches("\\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}}?"), id);
        Path archive = work.resolve("tmp.cHq5eOuWE1");
        run(
                work,
                "tar",
                "czf",
                archive.toString(),
                "-C",
                OriginalClient.host("0.1-centos6").toString(),
                ".");
        String answer = run(
                work,
                "curl",
                "-sS",
                "--connect-timeout",
                "30",
                "-F",
                "uuid=" + id,
                "-F",
                "file=@" + archive,
                url + "/submit.php");
        assertEquals("", answer);
        // As the curl of its day asks.
        answer = run(
                work,
                "curl",
                "-sS",
                "-H",
                "Expect: 100-continue",
                "-F",
                "uuid=" + id.toUpperCase(Locale.ROOT),
                "-F",
                "file=@" + archive,
                url + "/submit.php");
        assertEquals("", answer);
        nodes++;
        client.awaitLiveNodes(nodes);
        assertEquals(1, client.cell("platform.kernel", "2.6.32-042stab072.10"));
    }

    @Test
    @Order(5)
    void whatIsBadIsRefusedAndNobodyElseSuffers() throws Exception {
        Path work = Work.fresh("original-bad");
        String id = UUID.randomUUID().toString();
        byte[] good = Files.readAllBytes(OriginalClient.archive(DEBIAN));
        Path bad = work.resolve("bad");
        Files.write(bad, Arrays.copyOf(good, good.length / 2));
        assertRefused(400, original.submit(id, bad));
        Files.write(bad, Reports.bomb());
        assertRefused(413, original.submit(id, bad));
        Files.writeString(bad, "<html>");
        assertRefused(415, original.submit(id, bad));
        assertRefused(400, original.submit("192.0.2.77", OriginalClient.archive(DEBIAN)));
        assertEquals(405, client.get("/submit.php").statusCode());
        assertEquals(405, client.get("/genuuid.php").statusCode());
        assertEquals(nodes, client.json("/api/v2/statistics").path("live_nodes").asInt());
    }

    @Test
    @Order(6)
    void nothingOfTheTextsIsKeptButItsValues() throws Exception {
        assertEquals(List.of(), server.warnings());
        server.close();
        List<String> secrets = new ArrayList<>();
        try (StoredRows rows = new StoredRows(server.home().resolve("data/vzstats/db"))) {
            assertEquals(List.of(), rows.of("SELECT id FROM inbox"));
            assertEquals(List.of(), rows.of("SELECT id FROM quarantine"));
            assertNotEquals(List.of(), rows.of("SELECT metric FROM counter WHERE metric LIKE 'simfs.%' AND nodes > 0"));
            byte[] everything = rows.everything().getBytes(StandardCharsets.UTF_8);
            byte[] log = server.log().getBytes(StandardCharsets.UTF_8);
            for (String host : List.of(DEBIAN, EL5, "0.1-centos6")) {
                Canaries canaries = Canaries.in(OriginalClient.host(host));
                assertTrue(canaries.size() > 0, host);
                secrets.addAll(canaries.leakedBy(everything));
                secrets.addAll(canaries.leakedBy(log));
            }
            for (String address : List.of("203.0.113.77", "192.0.2.77", "tmp.cHq5eOuWE1")) {
                assertFalse(rows.everything().contains(address) || server.log().contains(address), address);
            }
        }
        assertEquals(List.of(), secrets);
    }

    private static void assertTaken(OriginalClient.Answer answer) {
        assertEquals(new OriginalClient.Answer(200, ""), answer);
    }

    private static void assertRefused(int status, OriginalClient.Answer answer) {
        assertEquals(new OriginalClient.Answer(status, ""), answer);
    }

    private static boolean isThere(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    /** {@return what it printed on both} */
    private static String run(Path work, String... command) throws IOException, InterruptedException {
        Path output = work.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output);
        assertTrue(ended && process.exitValue() == 0, printed);
        return printed;
    }
}
