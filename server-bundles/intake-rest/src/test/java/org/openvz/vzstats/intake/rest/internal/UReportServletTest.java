package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.intake.rest.internal.ClassicServer.Answer;
import org.openvz.vzstats.report.ReportLimits;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Event;

/** What {@code reporter-ureport} of libreport sends, byte for byte, and what it understands of an answer. */
@Timeout(60)
class UReportServletTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String BOUNDARY = "----------------------------a2b6d0d6a9a1";

    private final MemoryCrashes crashes = new MemoryCrashes();
    private final MemoryJournal journal = new MemoryJournal();
    private ClassicServer server = serve("1000000/m");

    private ClassicServer serve(String rate) {
        RateLimit limit = new RateLimit(Rate.parse("rate", rate), System::nanoTime);
        Limits limits = new Limits(new Crowd(FrontDoor.PLACES), limit, limit, limit, ReportLimits.FORMAT, false);
        return new ClassicServer(new UReportServlet(
                new UReportIntake(crashes, journal, limits, () -> NOON), Proxies.parse("127.0.0.1")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "python", "kerneloops", "java", "ruby"})
    void aReportOfEachKindIsTakenAndAnsweredAsAbrtExpects(String type) throws Exception {
        Answer answer = send("/reports/new/", sample(type));

        assertEquals(202, answer.status(), answer.body());
        JsonNode json = JSON.readTree(answer.body());
        assertFalse(json.path("result").booleanValue());
        assertTrue(json.path("result").isBoolean());
        String hash = json.path("bthash").asText();
        assertTrue(hash.matches("[0-9a-f]{40}"), hash);
        assertTrue(json.path("message").isTextual());
        assertEquals(
                "{\"reporter\":\"vzstats\",\"type\":\"bthash\",\"value\":\"" + hash + "\"}",
                json.path("reported_to").path(0).toString());
        Crash crash = crashes.added().get(0);
        assertEquals(hash, crash.group());
        assertEquals(type, crash.type());
        assertEquals(1, crash.count());
        assertEquals(LocalDate.of(2026, 11, 22), crashes.received().get(0));
        assertEquals(Map.of(Event.CRASH_REPORT, 1L), journal.sinceStart());
        String kept = crashes.added().toString().toLowerCase(Locale.ROOT);
        assertFalse(kept.contains("zq"), kept);
        assertFalse(answer.body().toLowerCase(Locale.ROOT).contains("zq"), answer.body());
    }

    @Test
    void whatIsNoReportIsRefusedWithAReason() throws Exception {
        assertEquals("400 {\"error\":\"no JSON\"}", text(send("/reports/new/", "zq{")));
        assertEquals("400 {\"error\":\"no JSON object\"}", text(send("/reports/new/", "[]")));
        assertEquals(
                "400 {\"error\":\"problem.type must be core, python, kerneloops, java or ruby\"}",
                text(send("/reports/new/", sample("core").replace("\"type\": \"core\"", "\"type\": \"zq\""))));
        assertEquals(
                "400 {\"error\":\"problem.stacktrace must be a list that is not empty\"}",
                text(send(
                        "/reports/new/",
                        sample("ruby").replaceFirst("(?s)\"stacktrace\": \\[.*?\\] }", "\"stacktrace\": [] }"))));
        assertEquals("400 {\"error\":\"no UTF-8\"}", text(send("/reports/new/", new byte[] {'{', (byte) 0xff, '}'})));
        assertEquals(
                "400 {\"error\":\"The form has no field file.\"}",
                text(server.send(
                        head("/reports/new/", 4 + BOUNDARY.length()),
                        ("--" + BOUNDARY + "--").getBytes(StandardCharsets.US_ASCII))));
        assertTrue(crashes.added().isEmpty());
        assertEquals(6L, journal.sinceStart().get(Event.REJECTED_MALFORMED));
    }

    @Test
    void whatIsTooLargeIsRefusedAsSuch() throws Exception {
        String large = sample("core").replace("zqsecret", "z".repeat(300_000));
        assertEquals("413 {\"error\":\"The report is larger than 256 KiB.\"}", text(send("/reports/new/", large)));
        String little = sample("core").replace("zqsecret", "z".repeat(262_144));
        assertEquals(413, send("/reports/new/", little).status());
    }

    @Test
    void anAttachmentIsAnsweredAndNothingOfItKept() throws Exception {
        assertEquals(
                "202 {\"result\":true}",
                text(
                        send(
                                "/reports/attach/",
                                "{\"bthash\":\"fbac2849c88def5897d3d3c1cd5adab0bcc1aec2\",\"type\":\"contact-email\",\"data\":\"zqivan@zqcorp.example\"}")));
        for (String bad : new String[] {
            "{}",
            "[",
            "{\"bthash\":\"zq\",\"type\":\"url\",\"data\":\"\"}",
            "{\"bthash\":\"ab\",\"type\":\"url\",\"data\":\"" + "z".repeat(1025) + "\"}"
        }) {
            Answer answer = send("/reports/attach/", bad);
            assertEquals(400, answer.status());
            assertTrue(JSON.readTree(answer.body()).path("error").isTextual());
        }
        assertTrue(crashes.added().isEmpty());
        assertEquals(Map.of(Event.REJECTED_MALFORMED, 4L), journal.sinceStart());
    }

    @Test
    void oneAddressMaySendOnlySoMany() throws Exception {
        server.close();
        server = serve("2/h");
        send("/reports/new/", sample("core"));
        send("/reports/attach/", "{}");
        Answer answer = send("/reports/new/", sample("core"));
        assertEquals(429, answer.status());
        assertTrue(answer.head().contains("Retry-After: "), answer.head());
        assertEquals(1, crashes.added().size());
    }

    @Test
    void withoutAStoreAndWhenThereAreTooManyGroupsItIsSaidSo() throws Exception {
        crashes.full();
        assertEquals(429, send("/reports/new/", sample("core")).status());
        crashes.away();
        assertEquals(503, send("/reports/new/", sample("core")).status());
        server.close();
        server = new ClassicServer(new UReportServlet(null, Proxies.parse("")));
        assertEquals("503 {\"error\":\"Not available at the moment.\"}", text(send("/reports/new/", sample("core"))));
    }

    @Test
    void nothingElseIsThere() throws Exception {
        assertEquals(404, send("/reports/new/other", sample("core")).status());
        try (Socket socket = server.connect()) {
            socket.getOutputStream()
                    .write(ClassicServer.ascii("GET /reports/new/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
            assertEquals(405, Answer.read(socket.getInputStream()).status());
        }
    }

    private static String text(Answer answer) {
        return answer.status() + " " + answer.body();
    }

    private Answer send(String path, String json) throws IOException {
        return send(path, json.getBytes(StandardCharsets.UTF_8));
    }

    private Answer send(String path, byte[] file) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ClassicServer.ascii("--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"*buffer*\"\r\n"
                + "Content-Type: application/json\r\n\r\n"));
        body.writeBytes(file);
        body.writeBytes(ClassicServer.ascii("\r\n--" + BOUNDARY + "--\r\n"));
        return server.send(head(path, body.size()), body.toByteArray());
    }

    private static String head(String path, int length) {
        return "POST " + path + " HTTP/1.1\r\nUser-Agent: ABRT/2.1.11\r\nHost: stats.example.org\r\n"
                + "Accept: application/json\r\nConnection: close\r\nContent-Length: " + length + "\r\n"
                + "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n\r\n";
    }

    private static String sample(String type) throws IOException {
        try (InputStream sample = Objects.requireNonNull(
                UReportServletTest.class.getResourceAsStream("/org/openvz/vzstats/ureport/" + type + ".json"))) {
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
