package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.report.ReportLimits;
import org.openvz.vzstats.rest.support.RestServer;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Identities.Identity;

/** The intake as a client sees it. */
class NodesResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MemoryServer store = new MemoryServer();
    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-11-22T10:00:00.987Z").toEpochMilli());
    private final MemoryJournal journal = new MemoryJournal();
    private final Origins origins = new Origins();
    private final UUID report = UUID.randomUUID();
    private RestServer server = serve("1000000/m");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aNodeGetsAnIdentity() throws Exception {
        HttpResponse<String> answer = register(BodyPublishers.noBody());
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals(Optional.of("application/json"), answer.headers().firstValue("Content-Type"));
        assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"));
        JsonNode identity = JSON.readTree(answer.body());
        assertEquals(2, identity.size());
        assertTrue(store.holds(
                UUID.fromString(identity.path("id").asText()),
                identity.path("secret").asText()));
        assertTrue(answer.headers()
                .firstValue("Location")
                .orElse("")
                .endsWith("/api/v2/nodes/" + identity.path("id").asText()));
        assertNotEquals(
                answer.body(), register(BodyPublishers.ofString("{\"any\":1}")).body());
        assertEquals(
                201, register(BodyPublishers.ofByteArray(new byte[1_000_000])).statusCode());
    }

    @Test
    void whoHadAnIdWithTheOriginalClientMayGoOnUnderIt() throws Exception {
        UUID old = UUID.randomUUID();
        JsonNode granted = wish("{\"id\": \"" + old.toString().toUpperCase(Locale.ROOT) + "\"}");
        assertEquals(old.toString(), granted.path("id").asText());
        String secret = granted.path("secret").asText();
        assertTrue(store.holds(old, secret));

        JsonNode thief = wish("{\"id\": \"" + old + "\"}");
        assertNotEquals(old.toString(), thief.path("id").asText());
        assertEquals(granted.size(), thief.size());
        assertTrue(store.holds(old, secret), "its holder keeps it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"00000000-0000-0000-0000-000000000000\"}",
                "{\"id\": \"3f0e9f0c-8f5e-1d3a-9d57-0f6d8c9b1a2e\"}",
                "{\"id\": \"3f0e9f0c-8f5e-5d3a-9d57-0f6d8c9b1a2e\"}",
                "{\"id\": \"3f0e9f0c-8f5e-4d3a-cd57-0f6d8c9b1a2e\"}",
                "{\"id\": \"3f0e9f0c8f5e4d3a9d570f6d8c9b1a2e\"}",
                "{\"id\": [\"3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e\"]}",
                "{\"id\": \"../../etc\"}",
                "\"3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e\"",
                "{\"id\":",
                "null"
            })
    void aWishThatIsNoneGetsANewId(String body) throws Exception {
        JsonNode identity = wish(body);
        String id = identity.path("id").asText();
        assertTrue(store.holds(UUID.fromString(id), identity.path("secret").asText()));
        assertFalse(body.contains(id));
    }

    private JsonNode wish(String body) throws Exception {
        HttpResponse<String> answer = register(BodyPublishers.ofString(body));
        assertEquals(201, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    @Test
    void aReportIsTaken() throws Exception {
        byte[] packed = Reports.packed(report);
        HttpResponse<String> answer = send(request(store.issue(), packed));
        assertEquals(202, answer.statusCode(), answer.body());
        JsonNode receipt = JSON.readTree(answer.body());
        assertEquals(5, receipt.size());
        assertEquals(report.toString(), receipt.path("report").asText());
        assertEquals(64, receipt.path("sha256").asText().length());
        assertEquals("2026-11-22T10:00:00Z", receipt.path("received").asText());
        assertEquals("", receipt.path("previous").asText());
        assertEquals("signed", receipt.path("signature").asText());
        assertArrayEquals(packed, store.inbox().get(0).packed());
    }

    @Test
    void whatTheBodyIsCalledDoesNotMatter() throws Exception {
        Identity node = store.issue();
        for (String type : List.of(
                "application/gzip", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "gzip")) {
            HttpResponse<String> answer =
                    send(request(node, Reports.packed(report)).setHeader("Content-Type", type));
            assertEquals(202, answer.statusCode(), type + answer.body());
        }
    }

    @Test
    void theSameReportGetsTheSameReceipt() throws Exception {
        Identity node = store.issue();
        String first = send(request(node, Reports.packed(report))).body();
        now.addAndGet(60_000);
        HttpResponse<String> second =
                send(request(node, Reports.packed(report)).header("Previous-Receipt", "0".repeat(64)));
        assertEquals(202, second.statusCode());
        assertEquals(first, second.body());
        assertEquals(1, store.inbox().size());

        assertEquals(202, send(request(store.issue(), Reports.packed(report))).statusCode());
        assertEquals(2, store.inbox().size(), "the same id of another node is another report");
    }

    @Test
    void thePreviousReceiptIsInTheReceipt() throws Exception {
        HttpResponse<String> answer =
                send(request(store.issue(), Reports.packed(report)).header("Previous-Receipt", "Ab".repeat(32)));
        assertEquals(
                "ab".repeat(32), JSON.readTree(answer.body()).path("previous").asText());
    }

    @Test
    void whoHasNoRightToAnIdLearnsNothing() throws Exception {
        Identity node = store.issue();
        Identity other = store.issue();
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String id : List.of(node.id().toString(), UUID.randomUUID().toString(), "1-2-3-4-5", "x", "%20")) {
            for (String authorization : List.of(
                    "", "Bearer", "Bearer ", "Bearer wrong", "Basic " + node.secret(), "Bearer " + other.secret())) {
                HttpRequest.Builder request = HttpRequest.newBuilder(server.at("/api/v2/nodes/" + id + "/reports"))
                        .header("Report-Id", report.toString())
                        .POST(BodyPublishers.ofByteArray(Reports.packed(report)));
                answers.add(send(authorization.isEmpty() ? request : request.header("Authorization", authorization)));
            }
        }
        for (HttpResponse<String> answer : answers) {
            assertEquals(401, answer.statusCode());
            assertEquals(Optional.of("Bearer"), answer.headers().firstValue("WWW-Authenticate"));
            assertEquals(answers.get(0).body(), answer.body());
            assertEquals(headers(answers.get(0)), headers(answer));
        }
        assertEquals(0, store.waiting());
    }

    @Test
    void whoHasNoRightToAnIdLearnsNothingOfOtherFaultsEither() throws Exception {
        Identity guessed = new Identity(store.issue().id(), "guessed");
        assertEquals(401, send(request(guessed, new byte[300_000])).statusCode());
        assertEquals(
                401,
                send(request(guessed, new byte[0]).setHeader("Report-Id", "none"))
                        .statusCode());
    }

    @Test
    void headersThatAreMissingOrWrong() throws Exception {
        Identity node = store.issue();
        for (String id : List.of("none", "1-2-3-4-5", report + "0", "")) {
            status(400, request(node, Reports.packed(report)).setHeader("Report-Id", id));
        }
        status(400, request(node, Reports.packed(UUID.randomUUID())));
        for (String previous : List.of("0", "g".repeat(64), "0".repeat(65))) {
            status(400, request(node, Reports.packed(report)).header("Previous-Receipt", previous));
        }
        HttpRequest.Builder without = HttpRequest.newBuilder(server.at("/api/v2/nodes/" + node.id() + "/reports"))
                .header("Authorization", "Bearer " + node.secret())
                .POST(BodyPublishers.ofByteArray(Reports.packed(report)));
        status(400, without);
    }

    @Test
    void tooLarge() throws Exception {
        Identity node = store.issue();
        status(413, request(node, new byte[300_000]));
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[300_000]));
        status(413, request(node, new byte[0]).POST(chunked));
    }

    @Test
    void notGzip() throws Exception {
        Identity node = store.issue();
        status(415, request(node, new byte[0]));
        status(415, request(node, "{\"disk\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void malformed() throws Exception {
        status(400, request(store.issue(), new byte[] {0x1f, (byte) 0x8b, 8, 0}));
    }

    @Test
    void theClientComesBackWhenTheStoreIsAway() throws Exception {
        Identity node = store.issue();
        store.available(false);
        for (HttpResponse<String> answer :
                List.of(send(request(node, Reports.packed(report))), register(BodyPublishers.noBody()))) {
            assertEquals(503, answer.statusCode());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        }
        store.available(true);
        assertEquals(202, send(request(node, Reports.packed(report))).statusCode());
    }

    @Test
    void tooMany() throws Exception {
        server.close();
        server = serve("3/h");
        Identity node = store.issue();
        status(202, request(node, Reports.packed(report)));
        status(401, request(new Identity(node.id(), "wrong"), Reports.packed(report)));
        assertEquals(201, register(BodyPublishers.noBody()).statusCode());
        HttpResponse<String> answer = send(request(node, Reports.packed(report)));
        assertEquals(429, answer.statusCode());
        long seconds = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(seconds > 1_100 && seconds <= 1_200, "Retry-After " + seconds);
        assertEquals(429, register(BodyPublishers.noBody()).statusCode());
    }

    @Test
    void noBodyBringsItDown() throws Exception {
        Identity node = store.issue();
        byte[] packed = Reports.packed(report);
        Random random = new Random(42);
        for (int i = 0; i < 400; i++) {
            byte[] mutated = packed.clone();
            for (int flips = random.nextInt(8); flips >= 0; flips--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            HttpResponse<String> answer = send(request(node, mutated));
            assertTrue(List.of(202, 400, 413, 415).contains(answer.statusCode()), answer.body());
        }
    }

    @Test
    void aCloneIsToldToTakeANewId() throws Exception {
        store.cloned(true);
        HttpResponse<String> answer = send(request(store.issue(), Reports.packed(report)));
        assertEquals(409, answer.statusCode());
        assertEquals(
                "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"Another machine reports"
                        + " under this id, or this one was set back. Take a new id.\"}",
                answer.body());
        assertEquals(0, store.inbox().size());
        assertEquals(Map.of(Event.CLONE, 1L), journal.sinceStart());
    }

    @Test
    void behindAProxyEachSenderHasARateOfItsOwn() throws Exception {
        server.close();
        server = serve("1/h", "127.0.0.1");
        assertEquals(201, registerFrom("192.0.2.1").statusCode());
        assertEquals(201, registerFrom("192.0.2.66, 192.0.2.2").statusCode());
        assertEquals(429, registerFrom("192.0.2.1").statusCode());
        assertEquals(429, registerFrom("192.0.2.77, 192.0.2.2").statusCode(), "what it wrote itself");
    }

    @Test
    void withoutAProxyNobodyIsSomebodyElse() throws Exception {
        server.close();
        server = serve("1/h", "192.0.2.0/24");
        assertEquals(201, registerFrom("192.0.2.1").statusCode());
        assertEquals(429, registerFrom("192.0.2.2").statusCode());
    }

    @Test
    void aReportTakesTheCountryOfItsSenderAlongAndNothingElseOfIt() throws Exception {
        origins.use(address -> Optional.of(address.getHostAddress().equals("192.0.2.2") ? "DE" : "NZ"));
        server.close();
        server = serve("100/s", "127.0.0.1");
        Identity node = store.issue();
        HttpResponse<String> answer =
                send(request(node, Reports.packed(report)).header("X-Forwarded-For", "198.51.100.1, 192.0.2.2"));
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals(Optional.of("DE"), store.inbox().get(0).country());

        JsonNode held = JSON.readTree(send(own(node, node.secret()).GET()).body());
        assertEquals("DE", held.at("/waiting/0/country").asText());
        for (String told : List.of(answer.body(), held.toString())) {
            assertFalse(told.contains("192.0.2.2") || told.contains("198.51.100.1"), told);
        }
    }

    @Test
    void aReportFromNobodyKnowsWhereIsTakenLikeAnyOther() throws Exception {
        Identity node = store.issue();
        assertEquals(202, send(request(node, Reports.packed(report))).statusCode());
        assertEquals(Optional.empty(), store.inbox().get(0).country());
        assertTrue(JSON.readTree(send(own(node, node.secret()).GET()).body())
                .at("/waiting/0/country")
                .isMissingNode());
    }

    private HttpResponse<String> registerFrom(String forwardedFor) throws Exception {
        return server.send(HttpRequest.newBuilder(server.at("/api/v2/nodes"))
                .header("X-Forwarded-For", forwardedFor)
                .POST(BodyPublishers.noBody()));
    }

    private RestServer serve(String rate) {
        return serve(rate, "");
    }

    private RestServer serve(String rate, String proxies) {
        return serve(rate, proxies, false);
    }

    private RestServer serve(String rate, String proxies, boolean stopped) {
        InstantSource clock = () -> Instant.ofEpochMilli(now.get());
        Rate parsed = Rate.parse("rate", rate);
        return new RestServer(
                NodesServlet.PATTERN,
                new NodesServlet(new NodesResource(
                        new Intake(
                                store,
                                store,
                                store,
                                store,
                                journal,
                                origins,
                                new Limits(
                                        new Crowd(FrontDoor.PLACES),
                                        new RateLimit(parsed, System::nanoTime),
                                        new RateLimit(parsed, System::nanoTime),
                                        new RateLimit(parsed, System::nanoTime),
                                        ReportLimits.FORMAT,
                                        stopped),
                                clock),
                        Proxies.parse(proxies))));
    }

    @Test
    void whoComesToAServerThatHasStoppedHearsItIsForGood() throws Exception {
        Identity node = store.issue();
        server.close();
        server = serve("1000000/m", "", true);
        for (HttpResponse<String> answer :
                List.of(send(request(node, Reports.packed(report))), register(BodyPublishers.noBody()))) {
            assertEquals(410, answer.statusCode());
            assertEquals(
                    Optional.of("application/problem+json"), answer.headers().firstValue("Content-Type"));
            assertTrue(answer.body().contains("\"This server takes no more reports, for good.\""), answer.body());
        }
        status(200, own(node, node.secret()).GET());
        status(200, own(node, node.secret()).DELETE());
    }

    @Test
    void aNodeSeesWhatIsHeldAboutIt() throws Exception {
        Identity node = store.issue();
        send(request(node, Reports.packed(report)));
        HttpResponse<String> answer = send(own(node, node.secret()).GET());
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"));
        JsonNode held = JSON.readTree(answer.body());
        assertEquals(node.id().toString(), held.path("node").asText());
        assertEquals("openvz-7", held.path("platform").asText());
        assertEquals("1970-01-01T00:00:00Z", held.path("issued").asText());
        assertEquals(
                "{\"head\":\"last\",\"base\":\"before\"}", held.path("chain").toString());
        assertEquals("[\"receipts\"]", held.path("truncated").toString());
        assertEquals(
                report.toString(), held.path("waiting").path(0).path("report").asText());
        assertArrayEquals(
                Reports.packed(report),
                Base64.getDecoder()
                        .decode(held.path("waiting").path(0).path("packed").asText()));
    }

    @Test
    void aNodeIsErasedWithAReceiptAndUnknownAfterIt() throws Exception {
        Identity node = store.issue();
        send(request(node, Reports.packed(report)));
        HttpResponse<String> answer = send(own(node, node.secret()).DELETE());
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode receipt = JSON.readTree(answer.body());
        assertEquals(node.id().toString(), receipt.path("node").asText());
        assertEquals("2026-11-22T10:00:00Z", receipt.path("erased").asText());
        assertEquals(
                "erased\n" + node.id() + "\n2026-11-22T10:00:00Z\n",
                new String(
                        Base64.getUrlDecoder().decode(receipt.path("signature").asText()), StandardCharsets.UTF_8));
        assertEquals(List.of(), store.inbox());
        assertEquals(401, send(own(node, node.secret()).DELETE()).statusCode());
        assertEquals(401, send(own(node, node.secret()).GET()).statusCode());
        assertEquals(401, send(request(node, Reports.packed(report))).statusCode());
    }

    @Test
    void nobodySeesOrErasesAnotherNode() throws Exception {
        Identity node = store.issue();
        Identity other = store.issue();
        String unknown =
                send(own(new Identity(UUID.randomUUID(), "x"), "x").GET()).body();
        for (HttpRequest.Builder request : List.of(
                own(node, other.secret()).GET(),
                own(node, other.secret()).DELETE(),
                HttpRequest.newBuilder(server.at("/api/v2/nodes/" + node.id())).DELETE(),
                HttpRequest.newBuilder(server.at("/api/v2/nodes/" + node.id())).GET())) {
            HttpResponse<String> answer = send(request);
            assertEquals(401, answer.statusCode());
            assertEquals(unknown, answer.body(), "no telling a known id from an unknown one");
        }
        assertTrue(store.holds(node.id(), node.secret()));
        assertEquals(
                405,
                send(HttpRequest.newBuilder(server.at("/api/v2/nodes")).GET()).statusCode());
    }

    private HttpRequest.Builder own(Identity node, String secret) {
        return HttpRequest.newBuilder(server.at("/api/v2/nodes/" + node.id()))
                .header("Authorization", "Bearer " + secret);
    }

    private HttpResponse<String> register(BodyPublisher body) throws Exception {
        return send(HttpRequest.newBuilder(server.at("/api/v2/nodes")).POST(body));
    }

    private HttpRequest.Builder request(Identity node, byte[] body) {
        return HttpRequest.newBuilder(server.at("/api/v2/nodes/" + node.id() + "/reports"))
                .header("Authorization", "Bearer " + node.secret())
                .header("Report-Id", report.toString())
                .POST(BodyPublishers.ofByteArray(body));
    }

    private void status(int expected, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = send(request);
        assertEquals(expected, answer.statusCode(), answer.body());
        String type = expected < 400 ? "application/json" : "application/problem+json";
        assertEquals(Optional.of(type), answer.headers().firstValue("Content-Type"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return server.send(request);
    }

    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        headers.remove("Date");
        return headers;
    }
}
