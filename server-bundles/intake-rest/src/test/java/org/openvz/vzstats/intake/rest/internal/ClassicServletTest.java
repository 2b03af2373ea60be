package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.intake.rest.internal.ClassicServer.ascii;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openvz.vzstats.intake.rest.internal.ClassicServer.Answer;
import org.openvz.vzstats.report.InvalidReportException;
import org.openvz.vzstats.report.ReceivedReport;
import org.openvz.vzstats.report.ReportLimits;
import org.openvz.vzstats.report.ReportReader;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Submission;

/** The original protocol, byte for byte. */
@Timeout(120)
class ClassicServletTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final byte[] FINE =
            Tars.of("./uname", "2.6.32-042stab145.3 x86_64\n").packed();

    private final MemoryServer store = new MemoryServer();
    private final MemoryJournal journal = new MemoryJournal();
    private final Origins origins = new Origins();
    private ClassicServer server = serve("1000000/m", "1000000/m");

    private ClassicServer serve(String rate, String registrations) {
        return serve(rate, registrations, false);
    }

    private ClassicServer serve(String rate, String registrations, boolean stopped) {
        Limits limits = new Limits(
                new Crowd(FrontDoor.PLACES),
                limit(rate),
                limit("1000000/m"),
                limit(registrations),
                ReportLimits.FORMAT,
                stopped);
        return new ClassicServer(store, journal, origins, limits, () -> NOON);
    }

    private static RateLimit limit(String rate) {
        return new RateLimit(Rate.parse("rate", rate), System::nanoTime);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theMagicWordGetsAnId() throws Exception {
        Answer answer = send(Curl.genuuid());
        assertEquals(200, answer.status());
        assertEquals(4, UUID.fromString(answer.body()).version());
        assertTrue(answer.body().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), answer.body());
        assertNotEquals(answer.body(), send(Curl.genuuid()).body());
        assertEquals(0, store.waiting());
    }

    /** It looks at no status; a person who reads its mail does. */
    @Test
    void aServerThatHasStoppedTakesNothing() throws Exception {
        server.close();
        server = serve("1000000/m", "1000000/m", true);
        Answer id = send(Curl.genuuid());
        assertEquals(410, id.status());
        assertEquals("This server takes no more reports, for good.", id.body());
        Answer report = send(Curl.submit(Curl.ID, FINE));
        assertEquals(410, report.status());
        assertEquals("", report.body());
        assertEquals(0, store.waiting());
    }

    /** The client would keep what it can take for an id. */
    @Test
    void whoDoesNotSayItGetsNothingThatCouldBeOne() throws Exception {
        for (Curl bad : List.of(
                Curl.genuuid("please"),
                Curl.genuuid(""),
                Curl.of("/genuuid.php", "x", false),
                Curl.of("/genuuid.php", "x", false, Curl.field("x", "other", "very-please")))) {
            Answer answer = send(bad);
            assertEquals(400, answer.status());
            assertFalse(answer.body().isEmpty());
            assertFalse(answer.body().matches("(?s).*[0-9a-f]{8}-.*"), answer.body());
        }
    }

    @Test
    void anArchiveTakesTheCountryOfItsSenderAlong() throws Exception {
        origins.use(address -> Optional.of(address.getHostAddress().equals("192.0.2.2") ? "DE" : "NZ"));
        Curl curl = Curl.submit(Curl.ID, FINE);
        String head = curl.head().replaceFirst("\r\n", "\r\nX-Forwarded-For: 198.51.100.1, 192.0.2.2\r\n");
        assertEquals(200, server.send(head, curl.body()).status());
        assertEquals(Optional.of("DE"), store.inbox().get(0).country());
        String texts =
                ReportReader.read(store.inbox().get(0).packed()).contents().toString();
        assertFalse(texts.contains("192.0.2.2") || texts.contains("198.51.100.1"), texts);
    }

    @Test
    void aRecordedArchiveIsTakenAndAnsweredWithNothing() throws Exception {
        for (String version : List.of("0.2.1-el5", "0.5.1-debian7")) {
            byte[] archive = recorded(version);
            Answer answer = send(Curl.submit(Curl.ID, archive));
            assertEquals(200, answer.status());
            assertEquals("", answer.body(), "from cron it would be mailed to root");
        }
        assertEquals(2, store.waiting());
        Submission taken = store.inbox().get(1);
        assertEquals(UUID.fromString(Curl.ID), taken.node());
        assertEquals(8, taken.report().version());
        ReceivedReport report = ReportReader.read(taken.packed());
        assertEquals("2026-11-22", report.manifest().day().toString());
        assertEquals(Set.of("vzstats-classic"), report.contents().keySet());
        JsonNode texts = JSON.readTree(report.contents().get("vzstats-classic"));
        assertEquals("2.6.32-042stab076.8 x86_64\n", texts.path("uname").asText());
        Set<String> names = new TreeSet<>();
        texts.fieldNames().forEachRemaining(names::add);
        assertEquals(
                Set.of(
                        "collect.log",
                        "cpuinfo",
                        "df",
                        "fs",
                        "lsbrelease",
                        "meminfo",
                        "osrelease",
                        "ostemplates",
                        "uname",
                        "vzlist",
                        "vzversion-arch",
                        "vzversion-deb",
                        "vzversion-gentoo",
                        "vzversion-rpm"),
                names,
                "not top-ps");
    }

    @Test
    void whoAsksFirstMayGoOn() throws Exception {
        Curl curl = Curl.submitAsInItsDay(Curl.ID, recorded("0.2.1-el5"));
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(ascii(curl.head()));
            assertTrue(Answer.head(in).startsWith("HTTP/1.1 100 "));
            out.write(curl.body());
            assertEquals(200, Answer.read(in).status());
        }
        // Or goes on without an answer, as it does after a second: then it may get the answer only.
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(ascii(curl.head()));
            socket.getOutputStream().write(curl.body());
            String head = Answer.head(socket.getInputStream());
            assertTrue(head.startsWith("HTTP/1.1 200 ")
                    || Answer.read(socket.getInputStream()).status() == 200);
        }
        assertEquals(1, store.waiting(), "the same once more");
    }

    @Test
    void whoAsksWithTooMuchIsRefusedBeforeItSends() throws Exception {
        String head = Curl.submitAsInItsDay(Curl.ID, new byte[0])
                .head()
                .replaceFirst("Content-Length: \\d+", "Content-Length: 104857600");
        Answer answer = server.send(head, new byte[0]);
        assertEquals(413, answer.status());
        assertEquals("", answer.body());
    }

    /** As the shell checks what it keeps: braces, on either side, and any case. */
    @Test
    void anIdIsOneHoweverItIsWritten() throws Exception {
        for (String id : List.of(
                Curl.ID,
                Curl.ID.toUpperCase(Locale.ROOT),
                "{" + Curl.ID + "}",
                "{" + Curl.ID.toUpperCase(Locale.ROOT) + "}",
                Curl.ID + "}",
                " " + Curl.ID + "\n")) {
            assertEquals(200, send(Curl.submit(id, FINE)).status(), id);
        }
        assertEquals(1, store.waiting(), "all of one node");
        for (String id : List.of(
                "",
                "{}",
                "x",
                Curl.ID.substring(1),
                Curl.ID + "0",
                "((" + Curl.ID + "))",
                Curl.ID.replace("-", ""),
                "../" + Curl.ID,
                Curl.ID + "\0",
                Curl.ID.replace('2', '\u0662'),
                "a".repeat(10_000))) {
            assertEquals(400, send(Curl.submit(id, FINE)).status(), id);
        }
        assertEquals(1, store.waiting());
    }

    @Test
    void theSameArchiveTwiceIsOneReportAndAnotherIsTwo() throws Exception {
        byte[] other = Tars.of("./uname", "2.6.32-042stab145.4 x86_64\n").packed();
        for (byte[] archive : List.of(FINE, FINE, other)) {
            assertEquals(200, send(Curl.submit(Curl.ID, archive)).status());
        }
        assertEquals(2, store.waiting());
        assertEquals(200, send(Curl.submit(UUID.randomUUID().toString(), FINE)).status());
        assertEquals(3, store.waiting());
    }

    @Test
    void anIdWithASecretIsRefused() throws Exception {
        Answer answer = send(Curl.submit(store.issue().id().toString(), FINE));
        assertEquals(403, answer.status());
        assertEquals("", answer.body());
        assertEquals(0, store.waiting());
    }

    @Test
    void whatIsNoFormIsRefused() throws Exception {
        String fine = new String(Curl.submit(Curl.ID, FINE).body(), StandardCharsets.ISO_8859_1);
        String boundary = "------------------------2592a0db31f7f11d";
        for (String body : List.of(
                "",
                "x",
                "--" + boundary,
                "--" + boundary + "\r\n",
                "--" + boundary + "--",
                "--" + boundary + "\r\n\r\n",
                fine.substring(0, fine.length() / 2),
                fine.substring(1),
                fine.replace("name=\"uuid\"", "name=\"\""),
                fine.replace("name=\"uuid\"", "name=\"file\""),
                fine.replace("name=\"uuid\"", "name=\"other\""),
                fine.replace("name=\"file\"", "name=\"other\""),
                fine.replace("form-data; name=\"uuid\"", "form-data; name=\"uuid\"\r\nX: " + "x".repeat(5_000)),
                fields(boundary, 7) + fine,
                new String(Curl.field(boundary, "uuid", Curl.ID), StandardCharsets.ISO_8859_1) + fine)) {
            assertStatus(400, "multipart/form-data; boundary=" + boundary, body);
        }
        for (String type : List.of(
                "",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/mixed; boundary=" + boundary,
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=other",
                "multipart/form-data; boundary=" + "x".repeat(71))) {
            assertStatus(400, type, fine);
        }
        for (String type : List.of(
                "multipart/form-data; boundary=\"" + boundary + "\"",
                "Multipart/Form-Data;boundary=" + boundary,
                "multipart/form-data; charset=utf-8; boundary=" + boundary)) {
            assertStatus(200, type, fine);
        }
        assertEquals(1, store.waiting());
    }

    private static String fields(String boundary, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> new String(Curl.field(boundary, "x" + i, ""), StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
    }

    private void assertStatus(int status, String type, String body) throws IOException {
        String head = "POST /submit.php HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n"
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "\r\n";
        Answer answer = server.send(head, ascii(body));
        assertEquals(status, answer.status(), type + "\n" + body);
        assertEquals("", answer.body());
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        byte[] cut = Arrays.copyOf(FINE, FINE.length - 20);
        byte[] flipped = FINE.clone();
        flipped[flipped.length / 2] ^= 0x55;
        assertEquals(415, send(Curl.submit(Curl.ID, new byte[0])).status());
        assertEquals(415, send(Curl.submit(Curl.ID, ascii("no gzip"))).status());
        for (byte[] bad : List.of(
                cut,
                flipped,
                new byte[] {0x1f, (byte) 0x8b},
                new Tars().packed(),
                new Tars().directory("./").packed(),
                Tars.of("./zqunknown", "x").packed(),
                Tars.of("./uname", "").packed(),
                Tars.of("../uname", "x").packed(),
                Tars.of("./../uname", "x").packed(),
                Tars.of("/etc/uname", "x").packed(),
                Tars.of("./sub/uname", "x").packed(),
                Tars.of("././uname", "x").packed(),
                fine().directory("./sub/").packed(),
                fine().directory("../").packed(),
                fine().file("./uname", "again").packed(),
                fine().file("uname", "again").packed(),
                fine().file("./..", "x").packed(),
                fine().special("./df", TarConstants.LF_SYMLINK).packed(),
                fine().special("./df", TarConstants.LF_LINK).packed(),
                fine().special("./df", TarConstants.LF_CHR).packed(),
                fine().special("./df", TarConstants.LF_BLK).packed(),
                fine().special("./df", TarConstants.LF_FIFO).packed(),
                fine().special("./zqunknown", TarConstants.LF_SYMLINK).packed())) {
            Answer answer = send(Curl.submit(Curl.ID, bad));
            assertEquals(400, answer.status());
            assertEquals("", answer.body());
        }
        assertEquals(0, store.waiting());
    }

    private static Tars fine() {
        return Tars.of("./uname", "2.6.32-042stab145.3 x86_64\n");
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        byte[] noise = new byte[300 * 1024];
        new Random(1).nextBytes(noise);
        Tars many = fine();
        for (int i = 0; i < 64; i++) {
            many.file("./own" + i, "");
        }
        for (byte[] large : List.of(
                noise,
                new byte[2 << 20],
                fine().file("./cpuinfo", new byte[5 << 20]).packed(),
                fine().file("./zqunknown", new byte[5 << 20]).packed(),
                fine().file("./cpuinfo", "\\\"\t".repeat(1_200_000)).packed(),
                many.packed())) {
            Answer answer = send(Curl.submit(Curl.ID, large));
            assertEquals(413, answer.status());
            assertEquals("", answer.body());
        }
        assertEquals(0, store.waiting());
    }

    /** 100 MB without saying so: what is not read is not kept. */
    @Test
    void aBodyWithoutEndIsRefused() throws Exception {
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(ascii(String.join(
                    "\r\n",
                    "POST /submit.php HTTP/1.1",
                    "Host: x",
                    "Transfer-Encoding: chunked",
                    "Content-Type: multipart/form-data; boundary=x",
                    "",
                    "")));
            byte[] chunk = new byte[0x10000];
            // Less than the buffers of both sides: whoever does not read it does not hold up the writer.
            for (int i = 0; i < 6; i++) {
                out.write(ascii("10000\r\n"));
                out.write(chunk);
                out.write(ascii("\r\n"));
            }
            assertEquals(413, Answer.read(socket.getInputStream()).status());
        }
    }

    @Test
    void aBodyThatBreaksOffIsRefused() throws Exception {
        Curl curl = Curl.submit(Curl.ID, FINE);
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(ascii(curl.head()));
            socket.getOutputStream().write(curl.body(), 0, 100);
            socket.shutdownOutput();
            assertEquals(400, Answer.read(socket.getInputStream()).status());
        }
        assertEquals(0, store.waiting());
    }

    @Test
    void anAdministratorsOwnFilesAndWrongBytesArePassedOver() throws Exception {
        byte[] archive = new Tars()
                .directory("./")
                .file("./raid check.sh~", "hn7.zqcorp.example")
                .file("./" + "x".repeat(150), "zq")
                .file("./\u0436", "zq")
                .file("uname", new byte[] {(byte) 0xff, 0, 'x', '\n'})
                .packed();
        assertEquals(200, send(Curl.submit(Curl.ID, archive)).status());
        assertEquals(
                "{\"uname\":\"\uFFFD\\u0000x\\n\"}",
                ReportReader.read(store.inbox().get(0).packed()).contents().get("vzstats-classic"));
    }

    @Test
    void thereIsNothingToGet() throws Exception {
        for (String path : List.of("/genuuid.php", "/submit.php")) {
            for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE")) {
                Answer answer = server.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]);
                assertEquals(405, answer.status(), method);
                assertTrue(answer.head().contains("Allow: POST\r\n"));
            }
        }
    }

    @Test
    void aFloodIsToldToWait() throws Exception {
        server.close();
        server = serve("3/h", "1000000/m");
        assertEquals(200, send(Curl.genuuid()).status());
        assertEquals(200, send(Curl.submit(Curl.ID, FINE)).status());
        assertEquals(400, send(Curl.submit("x", FINE)).status());
        Answer answer = send(Curl.submit(Curl.ID, FINE));
        assertEquals(429, answer.status());
        assertEquals("", answer.body());
        assertTrue(answer.head().contains("Retry-After: "));
        answer = send(Curl.genuuid());
        assertEquals(429, answer.status());
        assertEquals("Too many requests.", answer.body());
        assertEquals(Map.of(Event.REJECTED_MALFORMED, 1L, Event.REJECTED_TOO_MANY, 2L), journal.sinceStart());
    }

    /** Anybody can make up ids. */
    @Test
    void ofNewIdsOneAddressHasFew() throws Exception {
        server.close();
        server = serve("1000000/m", "2/h");
        for (int i = 0; i < 3; i++) {
            assertEquals(200, send(Curl.genuuid()).status(), "of no use before it reports");
        }
        assertEquals(200, send(Curl.submit(Curl.ID, FINE)).status());
        assertEquals(200, send(Curl.submit(UUID.randomUUID().toString(), FINE)).status());
        assertEquals(429, send(Curl.submit(UUID.randomUUID().toString(), FINE)).status());
        assertEquals(200, send(Curl.submit(Curl.ID, FINE)).status(), "a known one goes on");
    }

    @Test
    void withoutAStoreNothingIsTaken() throws Exception {
        store.available(false);
        assertUnavailable(send(Curl.submit(Curl.ID, FINE)));
        server.close();
        server = new ClassicServer();
        assertUnavailable(send(Curl.submit(Curl.ID, FINE)));
        Answer answer = send(Curl.genuuid());
        assertEquals(503, answer.status());
        assertEquals("Not available at the moment.", answer.body());
    }

    private static void assertUnavailable(Answer answer) {
        assertEquals(503, answer.status());
        assertEquals("", answer.body());
        assertTrue(answer.head().contains("Retry-After: 10\r\n"));
    }

    /** None crashes, and whatever is taken is a whole report. */
    @Test
    void mutatedArchivesAreRefusedOrWhole() throws Exception {
        byte[] archive = recorded("0.5.1-debian7");
        Random chance = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] mutated = Arrays.copyOf(archive, i % 3 == 0 ? chance.nextInt(archive.length) : archive.length);
            for (int flips = chance.nextInt(4); flips >= 0 && mutated.length > 0; flips--) {
                mutated[chance.nextInt(mutated.length)] ^= (byte) (1 << chance.nextInt(8));
            }
            try {
                byte[] packed =
                        ClassicArchive.read(mutated, ReportLimits.FORMAT).repacked(LocalDate.EPOCH);
                assertEquals(1, ReportReader.read(packed).contents().size());
            } catch (InvalidReportException e) {
                assertTrue(e.getMessage() != null);
            }
        }
    }

    private Answer send(Curl curl) throws IOException {
        return server.send(curl.head(), curl.body());
    }

    private static byte[] recorded(String version) throws IOException {
        try (InputStream file = ClassicServletTest.class.getResourceAsStream("/classic/" + version + ".tar.gz")) {
            return file == null ? new byte[0] : file.readAllBytes();
        }
    }
}
