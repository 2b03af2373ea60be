package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.openvz.vzstats.fleet.Receipts;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.Reports;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** A server as whoever runs it sees it: is it well, what has happened, and what can be done about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafProcess server;

    @SuppressWarnings("NullAway.Init")
    private ServerClient client;

    @SuppressWarnings("NullAway.Init")
    private ServerClient.Registered node;

    /** The last receipt of a report. */
    private String receipt = "";

    @BeforeAll
    void start() throws Exception {
        int port = KarafProcess.freePort();
        client = new ServerClient(port);
        server = ServerClient.server(Work.fresh("operator").resolve("server"), port);
        client.awaitStart();
        node = client.register();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void itBecomesReady() throws Exception {
        Await.until("ready", ServerClient.START, () -> client.get("/health").statusCode() == 200);
        assertEquals("{\"ready\":true,\"problems\":[]}", client.get("/health").body());
    }

    @Test
    @Order(2)
    void aCloneIsTold() throws Exception {
        HttpResponse<String> first = report("");
        assertEquals(202, first.statusCode());
        HttpResponse<String> second = report(Receipts.hash(first.body()));
        assertEquals(202, second.statusCode());
        HttpResponse<String> third = report(Receipts.hash(second.body()));
        assertEquals(202, third.statusCode());
        receipt = third.body();
        HttpResponse<String> clone = report(Receipts.hash(first.body()));
        assertEquals(409, clone.statusCode());
        assertEquals(
                "application/problem+json",
                clone.headers().firstValue("Content-Type").orElse(""));
        UUID bad = UUID.randomUUID();
        byte[] packed =
                Reports.of(bad, Reports.section("zqnobody", Map.of("zqnobody.knows", new Value.Text("zqprivate"))));
        assertEquals(202, client.report(client.register(), bad, packed).statusCode());
        assertEquals(
                401,
                client.report(new ServerClient.Registered(node.id(), "wrong"), bad, packed)
                        .statusCode());
    }

    private HttpResponse<String> report(String previous) throws Exception {
        UUID report = UUID.randomUUID();
        byte[] packed = Reports.plain(report, 2);
        return previous.isEmpty() ? client.report(node, report, packed) : client.report(node, report, packed, previous);
    }

    @Test
    @Order(3)
    void prometheusSeesIt() throws Exception {
        Await.until("counted", ServerClient.SOON, () -> {
            String metrics = client.get("/metrics").body();
            return metrics.contains("\nvzstats_processed_reports_total 4\n")
                    && metrics.contains("\nvzstats_quarantine_sections 1\n");
        });
        String metrics = client.get("/metrics").body();
        for (String line : List.of(
                "vzstats_ready 1",
                "vzstats_intake_requests_total{result=\"accepted\"} 4",
                "vzstats_intake_requests_total{result=\"clone\"} 1",
                "vzstats_intake_requests_total{result=\"unauthorized\"} 1",
                "vzstats_identities_issued_total 2",
                "vzstats_live_nodes 1",
                "vzstats_inbox_reports 0")) {
            assertTrue(metrics.contains("\n" + line + "\n"), metrics);
        }
        assertFalse(metrics.contains(node.id()));
    }

    @Test
    @Order(4)
    void everybodySeesWhatHappened() throws Exception {
        // The other counts come every few seconds, and the answer is made once a minute: this is the first one.
        Await.until("written", ServerClient.SOON, () -> server.vzstatsServer("inbox", "--json")
                .text()
                .contains("\"rejected.unauthorized\" : 1"));
        JsonNode transparency = client.json("/api/v2/transparency");
        JsonNode today = transparency.path("days").path(0);
        assertEquals(4, today.path("accepted").asInt(), transparency.toString());
        assertEquals(1, today.path("clones").asInt());
        assertEquals(1, today.path("rejected").path("unauthorized").asInt());
        assertEquals(1, today.path("quarantined").asInt());
        assertEquals(2, today.path("identities").asInt());
        assertEquals(1, transparency.path("in_quarantine").asInt());
    }

    @Test
    @Order(5)
    void everybodyCanCheckAReceipt() throws Exception {
        JsonNode json = JSON.readTree(receipt);
        String signed = Stream.of("report", "sha256", "received", "previous")
                .map(field -> json.path(field).asText() + "\n")
                .collect(Collectors.joining());
        assertTrue(isSigned(signed, json.path("signature").asText()), receipt);
        assertFalse(isSigned(signed + "\n", json.path("signature").asText()), receipt);
    }

    /** As README.md tells it, but with Java's own Ed25519. */
    private boolean isSigned(String text, String signature) throws Exception {
        byte[] key = Base64.getDecoder()
                .decode(client.json("/api/v2/transparency").path("receipt_key").asText());
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
        check.update(text.getBytes(StandardCharsets.UTF_8));
        return check.verify(Base64.getUrlDecoder().decode(signature));
    }

    @Test
    @Order(5)
    void theOperatorLooksAround() throws Exception {
        KarafProcess.Printed status = server.vzstatsServer("status");
        assertEquals(0, status.exit(), status.text());
        assertTrue(status.text().contains("4 reports, 0 again, 1 rejected, 1 clones"), status.text());
        KarafProcess.Printed quarantine = server.vzstatsServer("quarantine");
        assertTrue(quarantine.text().contains("unknown-collector"), quarantine.text());
        KarafProcess.Printed listed = server.vzstatsServer("quarantine", "unknown-collector", "--json");
        JsonNode section = JSON.readTree(listed.text()).path("sections").path(0);
        assertEquals("zqnobody", section.path("section").asText(), listed.text());
        KarafProcess.Printed shown =
                server.vzstatsServer("quarantine", section.path("number").asText());
        assertEquals(0, shown.exit());
        assertFalse((shown.text() + listed.text()).contains("zqprivate"), "what it says is nobody's business");
        assertEquals(1, server.vzstatsServer("quarantine", "999999").exit());
        KarafProcess.Printed replayed = server.vzstatsServer("replay", "--all");
        assertEquals("0 sections count now, 1 are in quarantine.\n", replayed.text());
        assertEquals(2, server.vzstatsServer("replay").exit());
        assertEquals(0, server.vzstatsServer("retention", "--now").exit());
        assertEquals(0, server.vzstatsServer("release", "--now").exit());
        assertEquals(2, server.vzstatsServer("shell").exit());
    }

    @Test
    @Order(6)
    void aNodeIsErasedForItsOwnerAndSaysNoMore() throws Exception {
        KarafProcess.Printed unasked = server.vzstatsServer("erase", node.id());
        assertEquals(1, unasked.exit(), "nobody has said yes");
        assertEquals(200, client.own("GET", node).statusCode());
        KarafProcess.Printed erased = server.vzstatsServer("erase", node.id(), "--yes");
        assertEquals(0, erased.exit(), erased.text());
        JsonNode receiptOfErasure = JSON.readTree(erased.text());
        assertEquals(node.id(), receiptOfErasure.path("node").asText());
        assertTrue(
                isSigned(
                        "erased\n" + node.id() + "\n"
                                + receiptOfErasure.path("erased").asText() + "\n",
                        receiptOfErasure.path("signature").asText()),
                erased.text());
        assertEquals(401, client.own("GET", node).statusCode());
        assertEquals(401, report("").statusCode());
        assertEquals(1, server.vzstatsServer("erase", node.id(), "--yes").exit());
        client.awaitLiveNodes(0);
        assertFalse(server.log().contains(node.id()));
    }

    @Test
    @Order(7)
    void aSectionThatNobodyKnowsYetWaitsForItsBundle() throws Exception {
        UUID early = UUID.randomUUID();
        byte[] packed = Reports.of(
                early,
                Reports.section("platform", Map.of("platform.product", new Value.Text("plain"))),
                Reports.section("cpu", Map.of("cpu.sockets", new Value.Quantity(6))),
                Reports.section("weather", Map.of("weather.sky", new Value.Text("cloudy"))));
        assertEquals(202, client.report(client.register(), early, packed).statusCode());
        Await.until("the rest counts", ServerClient.SOON, () -> client.cell("cpu.sockets", "6") == 1);
        assertEquals(List.of("weather", "zqnobody"), waiting());
        assertEquals(404, client.get("/api/v2/statistics/weather.sky").statusCode());

        deploy(Strangers.weather(Work.fresh("operator-weather")));

        Await.until("it counts, too", ServerClient.SOON, () -> client.cell("weather.sky", "cloudy") == 1);
        assertEquals(List.of("zqnobody"), waiting());
        assertEquals(1, client.json("/api/v2/statistics").path("live_nodes").asInt());
    }

    @Test
    @Order(8)
    void aStrangersProcessorComesIsSwappedAndGoesWhileOthersReport() throws Exception {
        Path deployed = server.home().resolve("deploy/barometer.jar");
        AtomicInteger sent = new AtomicInteger();
        ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> reporting =
                    others.scheduleWithFixedDelay(() -> another(sent), 0, 200, TimeUnit.MILLISECONDS);
            pressure(client.register(), 1_013);
            Await.until("it waits", ServerClient.SOON, () -> waiting().equals(List.of("barometer", "zqnobody")));
            deploy(Strangers.barometer(Work.fresh("operator-barometer"), 1_000));
            Await.until("it counts", ServerClient.SOON, () -> client.cell("barometer.level", "high") == 1);

            deploy(Strangers.barometer(Work.fresh("operator-new-barometer"), 1_020));
            ServerClient.Registered second = client.register();
            // The old one may still take some of these.
            Await.until("the new one is asked", ServerClient.SOON, () -> {
                pressure(second, 1_013);
                return client.cell("barometer.level", "low") == 1;
            });
            assertEquals(1, client.cell("barometer.level", "high"), "what counts already is left alone");

            Files.delete(deployed);
            Await.until("it is gone", ServerClient.SOON, () -> !client.get("/api/v2/dictionary")
                    .body()
                    .contains("barometer.level"));
            pressure(client.register(), 1_019);
            Await.until("it waits", ServerClient.SOON, () -> waiting().contains("barometer"));
            deploy(Strangers.barometer(Work.fresh("operator-last-barometer"), 1_020));
            Await.until("it counts", ServerClient.SOON, () -> client.cell("barometer.level", "low") == 2);

            assertFalse(reporting.isDone(), "each of the others was taken");
        } finally {
            others.shutdown();
            assertTrue(others.awaitTermination(30, TimeUnit.SECONDS));
        }
        Await.until("the others count", ServerClient.SOON, () -> client.cell("cpu.sockets", "21") == sent.get());
        assertEquals(List.of("zqnobody"), waiting());
    }

    private void another(AtomicInteger sent) {
        try {
            UUID report = UUID.randomUUID();
            assertEquals(
                    202,
                    client.report(client.register(), report, Reports.plain(report, 21))
                            .statusCode());
            sent.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pressure(ServerClient.Registered from, int hectopascal) throws Exception {
        UUID report = UUID.randomUUID();
        byte[] packed = Reports.of(
                report, Reports.section("barometer", Map.of("barometer.hectopascal", new Value.Quantity(hectopascal))));
        assertEquals(202, client.report(from, report, packed).statusCode());
    }

    /** {@return the topics that wait in quarantine for somebody who knows them} */
    private List<String> waiting() throws Exception {
        SortedSet<String> topics = new TreeSet<>();
        for (JsonNode section : JSON.readTree(server.vzstatsServer("quarantine", "unknown-collector", "--json")
                        .text())
                .path("sections")) {
            topics.add(section.path("section").asText());
        }
        return List.copyOf(topics);
    }

    /** Moved into place, so that it is never seen half. */
    private void deploy(Path jar) throws IOException {
        Path unfinished = Files.copy(jar, server.home().resolve(jar.getFileName() + ".unfinished"));
        Files.move(
                unfinished,
                server.home().resolve("deploy").resolve(jar.getFileName()),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @Order(9)
    void nothingWarns() throws Exception {
        assertEquals(List.of(), server.warnings());
    }
}
