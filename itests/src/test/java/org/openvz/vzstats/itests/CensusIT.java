package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.Reports;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** The whole census from end to end: a node and a server, as they are shipped, each in a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CensusIT {

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafProcess server;

    @SuppressWarnings("NullAway.Init")
    private KarafProcess node;

    @SuppressWarnings("NullAway.Init")
    private ServerClient client;

    @SuppressWarnings("NullAway.Init")
    private MarkedSenders senders;

    private final List<String> erasedNodes = new ArrayList<>();

    /** The id that this host has had with the original client. */
    private final String oldId = UUID.randomUUID().toString();

    @BeforeAll
    void start() throws Exception {
        Path work = Work.fresh("census");
        int port = KarafProcess.freePort();
        client = new ServerClient(port);
        node = KarafProcess.unpack(System.getProperty("vzstats.node"), work.resolve("node"))
                .configure("org.openvz.vzstats.transport.http", "url", client.url())
                .configure("org.openvz.vzstats.node", "retry.first", "1s")
                .configure(
                        "org.openvz.vzstats.node",
                        "old.uuid",
                        Files.writeString(work.resolve("vzstats-uuid"), oldId + "\n")
                                .toString())
                .configure("org.openvz.vzstats.schedule", "boot", "0s")
                .configure("org.openvz.vzstats.schedule", "period", "0s")
                .configure(
                        "org.openvz.vzstats.optout.marker",
                        "path",
                        work.resolve("vzstats-disable").toString())
                .start();
        // The server is not up yet: the first report has to wait for it.
        Await.until(
                "the node answers",
                ServerClient.START,
                () -> node.vzstats("--status").exit() == 0
                        && HostTrees.census().stream()
                                .allMatch(node.vzstats("--status").text()::contains));
        assertEquals(0, node.vzstats().exit());
        Await.until("the node has tried", ServerClient.SOON, () -> status().contains("retry: ConnectException"));
        assertTrue(status().contains("1 report"), status());
        senders = new MarkedSenders(port);
        server = ServerClient.unpacked(work.resolve("server"), port)
                .configure("org.openvz.vzstats.intake", "proxies", MarkedSenders.PROXIES)
                .configure(
                        "org.openvz.vzstats.geoip",
                        "database",
                        Path.of("../server-bundles/geoip/src/test/databases/countries.mmdb")
                                .toAbsolutePath()
                                .normalize()
                                .toString())
                .start();
    }

    @AfterAll
    void stop() {
        node.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void whatWaitedForTheServerArrivesAndIsPublished() throws Exception {
        client.awaitLiveNodes(1);
        Await.until("nothing waits any more", ServerClient.SOON, () -> status().contains(" 0 reports"));
        JsonNode statistics = client.json("/api/v2/statistics");
        TreeSet<String> topics = new TreeSet<>();
        for (JsonNode metric : statistics.path("metrics")) {
            topics.add(metric.path("name").asText().replaceFirst("\\..*", ""));
        }
        assertEquals(sections(node.vzstats("--view").text()), topics);
        assertEquals(1, statistics.path("k").asInt());
        assertEquals(14, statistics.path("window_days").asInt());
        JsonNode product = client.json("/api/v2/statistics/platform.product");
        assertEquals(1, product.path("n").asInt());
        assertEquals(1, product.path("cells").path(0).path("nodes").asInt());
    }

    @Test
    @Order(2)
    void aCleanStartWarnsOfNothing() throws IOException {
        assertEquals(List.of(), node.warnings());
        assertEquals(List.of(), server.warnings());
    }

    @Test
    @Order(3)
    void whatIsShownIsWhatTheServerCounts() throws Exception {
        String view = node.vzstats("--view").text();
        for (String file : new String[] {"manifest.json", "cpu.json", "disk.json", "memory.json", "platform.json"}) {
            assertTrue(view.contains("== " + file + " =="), file);
        }
        String vendor = client.json("/api/v2/statistics/cpu.vendor")
                .path("cells")
                .path(0)
                .path("value")
                .asText();
        assertTrue(view.contains("\"cpu.vendor\" : \"" + vendor + "\""), vendor);
    }

    @Test
    @Order(4)
    void thePageAndItsPartsAreThere() throws Exception {
        HttpResponse<String> page = client.get("/");
        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Security-Policy").isPresent());
        assertTrue(page.headers().firstValue("Set-Cookie").isEmpty());
        assertTrue(page.body().contains("vzstats"));
    }

    @Test
    @Order(5)
    void aStrangersJarInBothDeployDirectoriesIsPublished() throws Exception {
        Path jar = Strangers.weather(Work.fresh("strangers"));
        for (KarafProcess karaf : List.of(server, node)) {
            // Moved into place, so that it is never seen half.
            Path unfinished = Files.copy(jar, karaf.home().resolve("weather.jar.unfinished"));
            Files.move(unfinished, karaf.home().resolve("deploy/weather.jar"));
        }
        Await.until("the server knows it", ServerClient.SOON, () -> client.get("/api/v2/dictionary")
                .body()
                .contains("weather.sky"));
        Await.until("the node has it", ServerClient.SOON, () -> status().contains("weather"));
        assertEquals(0, node.vzstats().exit());
        Await.until(
                "it is published",
                ServerClient.SOON,
                () -> client.get("/api/v2/statistics/weather.sky").statusCode() == 200);
        JsonNode sky = client.json("/api/v2/statistics/weather.sky");
        assertEquals("cloudy", sky.path("cells").path(0).path("value").asText());
        JsonNode temperature = client.json("/api/v2/statistics/weather.temperature");
        assertEquals("10-19", temperature.path("cells").path(0).path("value").asText());
        JsonNode clouds = client.json("/api/v2/statistics/weather.clouds");
        assertEquals("cumulus", clouds.path("cells").path(0).path("value").asText());
        assertEquals(3, clouds.path("cells").path(0).path("total").asInt());
        assertFalse(client.get("/api/v2/statistics").body().contains("weather.place"));
        assertEquals(1, client.json("/api/v2/statistics").path("live_nodes").asInt());
    }

    @Test
    @Order(6)
    void theSameReportTwiceCountsOnceAndHasOneReceipt() throws Exception {
        ServerClient.Registered other = client.register();
        UUID report = UUID.randomUUID();
        byte[] packed = Reports.plain(report, 7);
        HttpResponse<String> first = client.report(other, report, packed);
        HttpResponse<String> second = client.report(other, report, packed);
        assertEquals(202, first.statusCode(), first.body());
        assertEquals(202, second.statusCode());
        assertEquals(first.body(), second.body());
        client.awaitLiveNodes(2);
        assertEquals(1, client.cell("cpu.sockets", "7"));
        // A later report of the same node takes the place of the first.
        UUID later = UUID.randomUUID();
        assertEquals(202, client.report(other, later, Reports.plain(later, 5)).statusCode());
        Await.until("the later one counts", ServerClient.SOON, () -> client.cell("cpu.sockets", "5") == 1);
        assertEquals(0, client.cell("cpu.sockets", "7"));
        assertEquals(2, client.json("/api/v2/statistics").path("live_nodes").asInt());
    }

    @Test
    @Order(7)
    void badReportsAreRefusedOrQuarantinedAndTheServerGoesOn() throws Exception {
        ServerClient.Registered bad = client.register();
        UUID id = UUID.randomUUID();
        byte[] good = Reports.plain(id, 3);
        byte[] truncated = Arrays.copyOf(good, good.length / 2);
        byte[] huge = new byte[300 * 1024];
        new Random(3).nextBytes(huge);
        huge[0] = 0x1f;
        huge[1] = (byte) 0x8b;
        assertEquals(400, client.report(bad, id, truncated).statusCode());
        assertEquals(413, client.report(bad, id, huge).statusCode());
        assertEquals(413, client.report(bad, id, Reports.bomb()).statusCode());
        assertEquals(
                415,
                client.report(bad, id, "no gzip".getBytes(StandardCharsets.UTF_8))
                        .statusCode());
        assertEquals(400, client.report(bad, UUID.randomUUID(), good).statusCode(), "another id than in the manifest");
        HttpResponse<String> unknown =
                client.report(new ServerClient.Registered(UUID.randomUUID().toString(), bad.secret()), id, good);
        HttpResponse<String> wrong = client.report(new ServerClient.Registered(bad.id(), "x".repeat(43)), id, good);
        assertEquals(401, unknown.statusCode());
        assertEquals(401, wrong.statusCode());
        assertEquals(unknown.body(), wrong.body(), "indistinguishable");
        for (HttpResponse<String> refused : List.of(unknown, client.report(bad, id, truncated))) {
            assertEquals(
                    "application/problem+json",
                    refused.headers().firstValue("Content-Type").orElse(""));
            assertFalse(refused.body().contains("Exception") || refused.body().contains("\tat "), refused.body());
        }
        // These are whole reports: they are taken, and their sections end in quarantine.
        UUID stranger = UUID.randomUUID();
        byte[] unknownCollector =
                Reports.of(stranger, Reports.section("nobody", Map.of("nobody.knows", new Value.Flag(true))));
        assertEquals(202, client.report(bad, stranger, unknownCollector).statusCode());
        UUID typed = UUID.randomUUID();
        byte[] wrongType = Reports.of(typed, Reports.section("cpu", Map.of("cpu.sockets", new Value.Text("many"))));
        assertEquals(202, client.report(bad, typed, wrongType).statusCode());
        // A good report of another node, sent after them, is counted: they stopped nothing, and have not counted
        // themselves.
        ServerClient.Registered next = client.register();
        UUID after = UUID.randomUUID();
        assertEquals(202, client.report(next, after, Reports.plain(after, 9)).statusCode());
        Await.until("the next report counts", ServerClient.SOON, () -> client.cell("cpu.sockets", "9") == 1);
        assertEquals(3, client.json("/api/v2/statistics").path("live_nodes").asInt());
        assertEquals(0, client.cell("cpu.sockets", "3"));
    }

    @Test
    @Order(8)
    void aNodeSeesWhatIsHeldAndIsErased() throws Exception {
        ServerClient.Registered leaving = client.register();
        UUID id = UUID.randomUUID();
        byte[] packed = Reports.plain(id, 11);
        assertEquals(202, client.report(leaving, id, packed).statusCode());
        Await.until("it counts", ServerClient.SOON, () -> client.cell("cpu.sockets", "11") == 1);

        HttpResponse<String> held = client.own("GET", leaving);
        assertEquals(200, held.statusCode(), held.body());
        assertTrue(held.body().contains("\"cpu.sockets\":{\"11\":1}"), held.body());
        HttpResponse<String> erased = client.own("DELETE", leaving);
        assertEquals(200, erased.statusCode(), erased.body());
        assertTrue(erased.body().contains("\"signature\":\""), erased.body());

        assertEquals(401, client.own("GET", leaving).statusCode());
        assertEquals(401, client.report(leaving, id, packed).statusCode(), "an old report of it");
        Await.until("it no longer counts", ServerClient.SOON, () -> client.cell("cpu.sockets", "11") == 0);
        erasedNodes.add(leaving.id());
    }

    @Test
    @Order(9)
    void switchedOffTheNodeIsSilentAndSwitchedOnItIsBack() throws Exception {
        assertEquals(0, node.vzstats("--disable").exit());
        assertTrue(status().contains("disabled"), status());
        assertEquals(1, node.vzstats().exit());
        assertFalse(node.vzstats("--view").text().contains("cpu"), "nothing is collected");
        assertEquals(0, node.vzstats("--enable").exit());
        assertTrue(node.vzstats("--view").text().contains("cpu.json"));
        assertEquals(2, node.vzstats("--nonsense").exit());
        assertTrue(node.vzstats("--help").text().contains("--disable"));
    }

    @Test
    @Order(10)
    void forgottenTheNodeIsGoneEverywhereAndComesBackAsANewOne() throws Exception {
        int before = client.json("/api/v2/statistics").path("live_nodes").asInt();
        assertEquals(List.of(oldId), ids(), "it goes on under the id of the original client");
        // To the server, the same by another name is another one.
        Path further = Files.writeString(
                node.home().resolve("further.unfinished"),
                "vzstats.transport.name = mine\nurl = " + client.url().replace("127.0.0.1", "localhost") + "\n");
        Files.move(further, node.home().resolve("etc/org.openvz.vzstats.transport.http.further-mine.cfg"));
        Await.until("there is another destination", ServerClient.SOON, () -> status().contains("mine, "));
        assertEquals(0, node.vzstats().exit());
        client.awaitLiveNodes(before + 1);
        Await.until("nothing waits any more", ServerClient.SOON, () -> status().contains(" 0 reports"));
        List<String> secrets = identities("secret");
        List<String> forgotten = ids();
        assertEquals(2, forgotten.size());

        KarafProcess.Printed printed = node.vzstats("--forget");

        assertEquals(0, printed.exit(), printed.text());
        assertTrue(
                printed.text().contains("Erased at: " + client.url() + "\n  Receipt: {\"node\":\"" + oldId),
                printed.text());
        assertTrue(printed.text().contains("Erased at: http://localhost:"), printed.text());
        client.awaitLiveNodes(before - 1);
        assertEquals(List.of(), ids());
        assertTrue(node.vzstats("--history").text().contains("Nothing was sent yet"));
        try (Stream<Path> receipts = Files.list(node.home().resolve("data/vzstats/erased"))) {
            assertEquals(2, receipts.count());
        }
        assertTrue(status().contains("disabled"), status());
        assertEquals(0, node.vzstats("--forget").exit(), "also what is forgotten already");

        assertEquals(0, node.vzstats("--enable").exit());
        assertEquals(0, node.vzstats().exit());
        client.awaitLiveNodes(before + 1);
        assertEquals(2, ids().size());
        assertTrue(ids().stream().noneMatch(forgotten::contains));
        erasedNodes.addAll(forgotten);
        for (String secret : secrets) {
            assertFalse(printed.text().contains(secret) || node.log().contains(secret));
        }
        assertEquals(List.of(), node.warnings());
    }

    private List<String> ids() throws IOException {
        return identities("id");
    }

    private List<String> identities(String key) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(node.home().resolve("data/vzstats/transport-http"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                found.add(new ObjectMapper().readTree(file.toFile()).path(key).asText());
            }
        }
        return found;
    }

    @Test
    @Order(11)
    void ofAnAddressTheCountryIsPublishedAndNothingElseIsSaid() throws Exception {
        senders.sendEverything();
        for (String country : List.of("DE", "JP")) {
            Await.until(country + " counts", ServerClient.SOON, () -> client.cell("node.country", country) == 2);
        }
        // A last one, after all others: whoever wanted to say something of them has had the time.
        UUID last = UUID.randomUUID();
        assertEquals(
                202,
                client.report(client.register(), last, Reports.plain(last, 13)).statusCode());
        Await.until("it counts", ServerClient.SOON, () -> client.cell("cpu.sockets", "13") == 1);
        Canaries marks = MarkedSenders.marks();
        nothingIn(senders.answers(), marks);
        for (String path : List.of(
                "/",
                "/health",
                "/metrics",
                "/api/v2/transparency",
                "/api/v2/dictionary",
                "/api/v2/statistics",
                "/api/v2/statistics/node.country",
                "/api/v2/crashes")) {
            nothingIn(client.get(path).body(), marks);
        }
        for (String command : List.of("status", "quarantine")) {
            KarafProcess.Printed printed = server.vzstatsServer(command, "--json");
            assertEquals(0, printed.exit(), printed.text());
            nothingIn(printed.text(), marks);
        }
        assertEquals(Map.of(), marks.leakedBeneath(server.home()));
    }

    private static void nothingIn(String text, Canaries canaries) throws IOException {
        assertEquals(List.of(), canaries.leakedBy(text.getBytes(StandardCharsets.UTF_8)), text);
    }

    @Test
    @Order(12)
    void ofBadReportsOnlyTheQuarantineIsKeptAndOfNobodyAnAddress() throws Exception {
        assertEquals(List.of(), server.warnings());
        Path data = server.home().resolve("data");
        Canaries erased = Canaries.of(erasedNodes);
        Await.until("the database names none of the erased nodes", ServerClient.SOON, () -> erased.leakedBeneath(
                        data.resolve("vzstats"))
                .isEmpty());
        server.close();
        assertEquals(Map.of(), erased.leakedBeneath(data));
        Canaries marks = MarkedSenders.marks();
        try (StoredRows rows = new StoredRows(data.resolve("vzstats/db"))) {
            assertEquals(List.of(), rows.of("SELECT id FROM inbox"));
            assertEquals(
                    List.of("cpu wrong-value", "nobody unknown-collector"),
                    rows.of("SELECT collector || ' ' || reason FROM quarantine ORDER BY collector"));
            assertEquals(List.of(), rows.of("SELECT node FROM node_state WHERE node IN (SELECT node FROM quarantine)"));
            String everything = rows.everything();
            assertTrue(senders.ids().stream().allMatch(everything::contains), "what is kept is found");
            nothingIn(everything, marks);
        }
        assertEquals(Map.of(), marks.leakedBeneath(server.home()));
        assertFalse(
                Canaries.of(senders.ids()).leakedBeneath(server.home()).isEmpty(), "what is in a file is found there");
    }

    /** {@return the topics that a view shows a section of} */
    private static SortedSet<String> sections(String view) {
        return view.lines()
                .filter(line -> line.matches("== .*\\.json ==") && !line.contains("manifest"))
                .map(line -> line.replaceAll("== (.*)\\.json ==", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String status() throws IOException, InterruptedException {
        return node.vzstats("--status").text();
    }
}
