package org.openvz.vzstats.transport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.transport.http.internal.ServerDouble.answer;
import static org.openvz.vzstats.transport.http.internal.ServerDouble.identity;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Report;

@Timeout(60)
class HttpDeliveryTest {

    private static final String ID = "3f0e9f0c-8f5e-4d3a-9d57-0f6d8c9b1a2e";
    private static final String OTHER_ID = "aaaaaaaa-8f5e-4d3a-9d57-0f6d8c9b1a2e";
    private static final String OLD_ID = "bbbbbbbb-8f5e-4d3a-9d57-0f6d8c9b1a2e";
    private static final String SECRET = "secret-secret-secret";
    private static final String RECEIPT = "{\"report\":\"…\",\"received\":1}";
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final ServerDouble server = newServer();
    private final Report report =
            new Report(UUID.fromString("11111111-2222-4333-8444-555555555555"), new byte[] {31, -117, 3});
    private Path data = directory;
    private OldId oldId = OldId.none();
    private HttpDelivery delivery = delivery(AMPLE);

    @BeforeEach
    void makeDelivery() {
        data = directory.resolve("made/for/it");
        delivery = delivery(AMPLE);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void itRegistersWhenItFirstNeedsAnIdentityAndKeepsItAcrossRestarts() throws Exception {
        server.answers(identity(ID, SECRET), answer(202, RECEIPT), answer(202, "second"), answer(202, "third"));

        assertEquals(new Delivery.Accepted(RECEIPT), delivery.deliver(report));
        delivery.deliver(report);
        delivery(AMPLE).deliver(report);

        String send = "POST /api/v2/nodes/" + ID + "/reports HTTP/1.1";
        assertEquals(List.of("POST /api/v2/nodes HTTP/1.1", send, send, send), lines());
    }

    @Test
    void theRequestsTellNothingAboutTheMachine() throws Exception {
        server.answers(identity(ID, SECRET), answer(202, RECEIPT), answer(202, RECEIPT));
        delivery.deliver(report);
        delivery.deliver(report);

        String host = "127.0.0.1:" + server.url().getPort();
        assertEquals(
                new ServerDouble.Request(
                        "POST /api/v2/nodes HTTP/1.1",
                        Map.of(
                                "host", host,
                                "user-agent", "vzstats/0.1.0",
                                "accept", "application/json",
                                "content-length", "0"),
                        ""),
                server.requests.get(0));
        Map<String, String> first = Map.of(
                "host", host,
                "user-agent", "vzstats/0.1.0",
                "accept", "application/json",
                "content-type", "application/gzip",
                "content-length", "3",
                "authorization", "Bearer " + SECRET,
                "report-id", report.id().toString());
        assertEquals(first, server.requests.get(1).headers());
        assertEquals("\u001f\u008b\u0003", server.requests.get(1).body());
        Map<String, String> second = new java.util.TreeMap<>(first);
        second.put("previous-receipt", sha256(RECEIPT.getBytes(StandardCharsets.UTF_8)));
        assertEquals(second, server.requests.get(2).headers());
    }

    @Test
    void theHashIsOfTheReceiptsBytesAlsoWhereTheyAreNoText() throws Exception {
        byte[] receipt = {(byte) 0xff, (byte) 0xfe, 'x'};
        server.answers(
                identity(ID, SECRET),
                out -> {
                    out.write("HTTP/1.1 202 X\r\nContent-Length: 3\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(receipt);
                },
                answer(202, RECEIPT));
        delivery.deliver(report);
        delivery.deliver(report);
        assertEquals(sha256(receipt), server.requests.get(2).headers().get("previous-receipt"));
    }

    @Test
    void theOldReceiptOfAReportThatWasTakenBeforeDoesNotReplaceANewerOne() throws Exception {
        String first = "{\"previous\":\"\",\"received\":1}";
        String second = "{\"previous\":\"" + sha256(first.getBytes(StandardCharsets.UTF_8)) + "\"}";
        server.answers(
                identity(ID, SECRET),
                answer(202, first),
                answer(202, second),
                answer(202, first),
                answer(202, RECEIPT));
        for (int i = 0; i < 4; i++) {
            assertTrue(delivery.deliver(report) instanceof Delivery.Accepted);
        }
        assertEquals(
                sha256(second.getBytes(StandardCharsets.UTF_8)),
                server.requests.get(4).headers().get("previous-receipt"));
    }

    @Test
    void onlyItsOwnerMayReadTheIdentity() throws Exception {
        server.answers(identity(ID, SECRET), answer(202, RECEIPT));
        delivery.deliver(report);
        assertEquals("rw-------", permissions(identityFile()));
        assertEquals("rwx------", permissions(data));
        assertEquals(1, files().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415})
    void aReportThatTheServerWillNeverTakeIsRefused(int status) throws Exception {
        server.answers(identity(ID, SECRET), answer(status, "{}"));
        assertEquals(new Delivery.Refused("answer " + status), delivery.deliver(report));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 301, 302, 307, 403, 404, 429, 500, 502, 503})
    void anyOtherAnswerIsAFailure(int status) throws Exception {
        String elsewhere = "Location: " + server.url() + "/elsewhere";
        server.answers(identity(ID, SECRET), answer(status, status == 204 ? "" : "{}", elsewhere));
        assertEquals(new Delivery.Retry("not taken, answer " + status, null), delivery.deliver(report));
        assertEquals(2, server.requests.size(), "nothing is followed");
    }

    @Test
    void theServerMayStopUs() throws Exception {
        String gone = "{\"type\":\"about:blank\",\"title\":\"Gone\",\"status\":410,"
                + "\"detail\":\"This server takes no more reports, for good.\"}";
        server.answers(identity(ID, SECRET), answer(410, gone), answer(410, gone));
        Delivery stop = new Delivery.Stop("the server wants no more reports");
        assertEquals(stop, delivery.deliver(report));
        data = directory.resolve("new");
        assertEquals(stop, delivery(AMPLE).deliver(report), "also before it gave an identity");
        assertEquals(3, server.requests.size(), "nothing is tried again");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 409})
    void whoIsUnknownOrClonedTakesANewIdentityAndSendsAgain(int status) throws Exception {
        know(ID);
        server.answers(answer(status, "{}"), identity(OTHER_ID, SECRET), answer(202, RECEIPT));

        assertEquals(new Delivery.Accepted(RECEIPT), delivery.deliver(report));

        assertEquals("POST /api/v2/nodes/" + OTHER_ID + "/reports HTTP/1.1", lines().get(2));
        assertFalse(server.requests.get(2).headers().containsKey("previous-receipt"), "the new one has no receipt yet");
        assertTrue(Files.readString(identityFile()).contains(OTHER_ID));
    }

    @Test
    void aCloneIsToldUntilAFurtherReportWasTakenAndAlsoAfterARestart() throws Exception {
        know(ID);
        assertEquals(List.of(), delivery.troubles());
        server.answers(
                answer(409, "{}"),
                identity(OTHER_ID, SECRET),
                answer(503, ""),
                answer(202, RECEIPT),
                answer(202, RECEIPT));

        assertTrue(delivery.deliver(report) instanceof Delivery.Retry, "the report is not lost");
        List<String> told = List.of("another machine sends under the same node id, as after a copy of a disk;"
                + " this one has taken a new id");
        assertEquals(told, delivery(AMPLE).troubles());
        assertTrue(delivery.deliver(report) instanceof Delivery.Accepted);
        assertEquals(told, delivery(AMPLE).troubles());
        assertTrue(delivery.deliver(report) instanceof Delivery.Accepted);
        assertEquals(List.of(), delivery.troubles());
        assertEquals(
                List.of(ID, OTHER_ID, OTHER_ID, OTHER_ID),
                lines().stream()
                        .filter(line -> line.contains("/reports"))
                        .map(line -> line.replaceAll(".*nodes/(.*)/reports.*", "$1"))
                        .toList());
    }

    @Test
    void aServerThatHasLostItsMemoryIsNoClone() throws Exception {
        know(ID);
        server.answers(answer(401, "{}"), identity(OTHER_ID, SECRET), answer(202, RECEIPT));
        assertTrue(delivery.deliver(report) instanceof Delivery.Accepted);
        assertEquals(List.of(), delivery.troubles());
    }

    @Test
    void theIdOfTheOriginalClientIsShownAtTheFirstRegistrationOnly() throws Exception {
        oldId = new OldId(() -> Optional.of(UUID.fromString(OLD_ID)), data);
        server.answers(
                identity(OLD_ID, SECRET),
                answer(202, RECEIPT),
                answer(401, ""),
                identity(OTHER_ID, SECRET),
                answer(202, RECEIPT));
        delivery(AMPLE).deliver(report);
        delivery(AMPLE).deliver(report);

        assertEquals("POST /api/v2/nodes/" + OLD_ID + "/reports HTTP/1.1", lines().get(1));
        assertEquals("{\"id\":\"" + OLD_ID + "\"}", server.requests.get(0).body());
        assertEquals("application/json", server.requests.get(0).headers().get("content-type"));
        assertEquals("", server.requests.get(3).body(), "a server that refused it is not told once more");
    }

    @Test
    void whateverIdTheServerIssuesIsTaken() throws Exception {
        oldId = new OldId(() -> Optional.of(UUID.fromString(OLD_ID)), data);
        server.answers(identity(OTHER_ID, SECRET), answer(202, RECEIPT));
        assertTrue(delivery(AMPLE).deliver(report) instanceof Delivery.Accepted);
        assertEquals("POST /api/v2/nodes/" + OTHER_ID + "/reports HTTP/1.1", lines().get(1));
    }

    @Test
    void afterTheNodeWasForgottenTheOldIdIsShownToNobody() throws Exception {
        oldId = new OldId(() -> Optional.of(UUID.fromString(OLD_ID)), data);
        oldId.holder().orElseThrow().forget();
        assertTrue(oldId.holder().isEmpty());
        server.answers(identity(OTHER_ID, SECRET), answer(202, RECEIPT));
        delivery(AMPLE).deliver(report);
        assertEquals("", server.requests.get(0).body());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 409})
    void theOldIdentityStaysIfThereIsNoNewOne(int status) throws Exception {
        know(ID);
        server.answers(answer(status, "{}"), answer(503, "", "Retry-After: 120"));

        assertEquals(new Delivery.Retry("no identity, answer 503", Duration.ofMinutes(2)), delivery.deliver(report));
        assertTrue(Files.readString(identityFile()).contains(ID));
    }

    @Test
    void itRegistersOnlyOnceInAnAttempt() throws Exception {
        know(ID);
        server.answers(answer(401, ""), identity(OTHER_ID, SECRET), answer(401, ""), identity(ID, SECRET));
        assertEquals(new Delivery.Retry("not taken, answer 401", null), delivery.deliver(report));
        assertEquals(3, server.requests.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Please log in</html>",
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"" + ID + "\"}",
                "{\"id\":\"../../etc\",\"secret\":\"" + SECRET + "\"}",
                "{\"id\":\"" + ID + "\",\"secret\":\"short\"}",
                "{\"id\":\"" + ID + "\",\"secret\":\"secret-secret-secret\\r\\nX-Injected: 1\"}",
                "{\"id\":\"" + ID + "\",\"secret\":\"secret-secret-secret\\n\"}",
                "{\"id\":\"" + ID + "\",\"secret\":{\"a\":1}}",
            })
    void whatIsNoIdentityIsNotTaken(String body) throws Exception {
        server.answers(answer(201, body));
        assertEquals(new Delivery.Retry("no identity, answer 201", null), delivery.deliver(report));
        assertEquals(1, server.requests.size());
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void theServersWishToWaitIsHeard(int status) throws Exception {
        server.answers(identity(ID, SECRET), answer(status, "", "Retry-After: 3600"));
        assertEquals(new Delivery.Retry("not taken, answer " + status, Duration.ofHours(1)), delivery.deliver(report));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void theServersWishToWaitUntilADateIsHeard(int status) throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(10_000).atOffset(ZoneOffset.UTC));
        server.answers(identity(ID, SECRET), answer(status, "", "Retry-After: " + date));
        Duration after =
                assertInstanceOf(Delivery.Retry.class, delivery.deliver(report)).after();
        assertTrue(after != null && after.toSeconds() > 9_000 && after.toSeconds() <= 10_000, String.valueOf(after));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noReportNorSecretGoesToAnotherHost(int status) throws Exception {
        try (ServerDouble other = new ServerDouble()) {
            know(ID);
            server.answers(answer(status, "", "Location: " + other.url() + "/api/v2/nodes"));
            assertEquals(new Delivery.Retry("not taken, answer " + status, null), delivery.deliver(report));
            assertEquals(List.of(), other.requests);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 404, 500, 502})
    void aPageForPeopleIsAFailureAlsoWhereAnIdentityIsAskedFor(int status) throws Exception {
        String page = "<html><head><title>Sign in</title></head></html>";
        server.answers(
                answer(status, page, "Content-Type: text/html"), answer(status, page, "Content-Type: text/html"));
        assertEquals(new Delivery.Retry("no identity, answer " + status, null), delivery.deliver(report));
        know(ID);
        assertEquals(new Delivery.Retry("not taken, answer " + status, null), delivery.deliver(report));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "<html></html>", "{\"report\":", "\u0000\u001b[2J"})
    void anOddReceiptIsKeptAsItIs(String receipt) throws Exception {
        know(ID);
        server.answers(answer(202, receipt));
        assertEquals(new Delivery.Accepted(receipt), delivery.deliver(report));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 202 X\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx",
                "HTTP/1.1 202 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "HTTP/1.1 202 X\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
                "HTTP/1.1 202 X\r\nContent-Length: 9\r\n\r\nshort",
                "HTTP/1.1 202 X\r\nContent-Length: -5\r\n\r\nshort",
                "HTTP/1.1 202 X\r\nContent-Length: five\r\n\r\nshort",
                "HTTP/1.1 202 X\r\nContent-Length: 99999999999999999999\r\n\r\nshort",
                "HTTP/1.1 abc X\r\n\r\n",
                "HTTP/9.9 202 X\r\n\r\n",
                "garbage\r\n\r\n",
                "\r\n\r\n\r\n"
            })
    void aServerThatLiesAboutItsAnswerHasNotTakenTheReport(String answer) throws Exception {
        know(ID);
        server.answers(out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
        assertThrows(IOException.class, () -> delivery(Duration.ofSeconds(5)).deliver(report));
        assertTrue(delivery.troubles().isEmpty());
        assertFalse(Files.readString(identityFile()).matches(".*[0-9a-f]{64}.*"), "no receipt was taken");
    }

    @Test
    void whatComesAfterTheSaidLengthIsNoPartOfTheReceipt() throws Exception {
        know(ID);
        server.answers(out -> out.write("HTTP/1.1 202 X\r\nContent-Length: 4\r\n\r\nbodyHTTP/1.1 200 X\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII)));
        assertEquals(new Delivery.Accepted("body"), delivery.deliver(report));
    }

    @Test
    void aServerWithoutAnEndOfHeadersIsLeft() throws Exception {
        server.answers(out -> {
            out.write("HTTP/1.1 202 X\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] header = ("X-Y: " + "y".repeat(100) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100_000; i++) {
                out.write(header);
            }
        });
        timesOut();
    }

    @Test
    void aServerWithoutAnEndOfChunksIsLeft() throws Exception {
        know(ID);
        server.answers(out -> {
            out.write("HTTP/1.1 202 X\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("1000\r\n" + "y".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 10_000; i++) {
                out.write(chunk);
            }
        });
        assertThrows(IOException.class, () -> delivery.deliver(report));
    }

    @Test
    void aWishToWaitMayBeADate() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(1_000).atOffset(ZoneOffset.UTC));
        Duration wait = RetryAfter.parse(date).orElseThrow();
        assertTrue(wait.toSeconds() > 900 && wait.toSeconds() <= 1_000, wait.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "1.5",
                "1e3",
                "99999999999999999999",
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "Thu, 99 Foo 2026 00:00:00 GMT",
                "١٢"
            })
    void aWishThatMakesNoSenseIsNone(String header) {
        assertTrue(RetryAfter.parse(header).isEmpty());
    }

    @Test
    void noServerCanSilenceANodeForMoreThanAWeek() {
        assertEquals(Duration.ofDays(7), RetryAfter.parse("999999999").orElseThrow());
        assertEquals(
                Duration.ofDays(7),
                RetryAfter.parse("Tue, 01 Jan 2999 00:00:00 GMT").orElseThrow());
        assertEquals(Duration.ZERO, RetryAfter.parse(" 0 ").orElseThrow());
    }

    @Test
    void aServerThatHangsIsLeft() throws Exception {
        CountDownLatch forever = new CountDownLatch(1);
        server.answers(out -> pause(forever));
        timesOut();
        forever.countDown();
    }

    @Test
    void aServerThatTricklesItsHeadIsLeft() throws Exception {
        CountDownLatch forever = new CountDownLatch(1);
        server.answers(out -> {
            out.write("HTTP/1.1 202 X\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 10_000; i++) {
                out.write('X');
                out.flush();
                pauseFor(forever, 20);
            }
        });
        timesOut();
        forever.countDown();
    }

    @Test
    void aServerThatTricklesItsBodyIsLeft() throws Exception {
        CountDownLatch forever = new CountDownLatch(1);
        server.answers(out -> {
            out.write("HTTP/1.1 202 X\r\nContent-Length: 10000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 10_000; i++) {
                out.write('x');
                out.flush();
                pauseFor(forever, 20);
            }
        });
        timesOut();
        forever.countDown();
    }

    @Test
    void aServerThatClosesEarlyIsAFailure() throws Exception {
        know(ID);
        server.answers(
                out -> {},
                out -> out.write("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII)),
                out -> out.write(
                        "HTTP/1.1 202 X\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII)),
                out -> out.write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII)));
        for (int i = 0; i < 4; i++) {
            assertThrows(IOException.class, () -> delivery.deliver(report));
        }
        assertFalse(Files.readString(identityFile()).matches(".*[0-9a-f]{64}.*"), "no receipt was taken");
    }

    @Test
    void anAnswerOf10MegabytesIsNotRead() throws Exception {
        know(ID);
        server.answers(answer(202, "x".repeat(10 << 20)), answer(202, "x".repeat(BoundedBody.MAX_BYTES + 1)));
        assertThrows(IOException.class, () -> delivery.deliver(report));
        assertThrows(IOException.class, () -> delivery.deliver(report));
        server.answers(answer(202, "x".repeat(BoundedBody.MAX_BYTES)));
        assertTrue(delivery.deliver(report) instanceof Delivery.Accepted);
    }

    @Test
    void noServerIsAFailure() throws Exception {
        server.close();
        assertThrows(IOException.class, () -> delivery.deliver(report));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "half of {\"id\"",
                "{\"id\":\"" + ID + "\",\"secret\":\"\",\"previousReceipt\":\"\"}",
                "{\"id\":\"" + ID + "\",\"secret\":\"" + SECRET + "\",\"previousReceipt\":\"\\r\\nX: 1\"}",
            })
    void aDamagedIdentityIsReplacedByANewOne(String written) throws Exception {
        know(ID);
        Files.writeString(identityFile(), written);
        server.answers(identity(OTHER_ID, SECRET), answer(202, RECEIPT));
        assertTrue(delivery.deliver(report) instanceof Delivery.Accepted);
        assertTrue(Files.readString(identityFile()).contains(OTHER_ID));
    }

    @Test
    void anIdentityThatIsThereButCannotBeReadIsNotReplaced() throws Exception {
        know(ID);
        Path file = identityFile();
        Files.delete(file);
        Files.createDirectory(file);
        assertEquals(new Delivery.Retry("the identity cannot be read: IOException", null), delivery.deliver(report));
        assertEquals(List.of(), server.requests, "nobody is counted twice");
    }

    @Test
    void whereNoIdentityCanBeKeptNoneIsTaken() throws Exception {
        Files.createDirectories(data.getParent());
        Files.writeString(data, "a file where the directory should be");
        server.answers(identity(ID, SECRET), answer(202, RECEIPT));
        assertEquals(
                new Delivery.Retry("the identity cannot be read: " + data + " is no directory", null),
                delivery.deliver(report));
        assertEquals(List.of(), server.requests, "not even asked for");

        Files.delete(data);
        assertTrue(delivery.deliver(report) instanceof Delivery.Accepted, "it recovers by itself");
    }

    @Test
    void anIdentityThatCannotBeKeptIsNotAskedForAndTheDeliveryRecovers() throws Exception {
        Files.createDirectories(data);
        // What no user may write over, root neither.
        Path inTheWay = Files.createDirectories(data.resolve(identityFile().getFileName() + ".probe.unfinished/x"));
        server.answers(identity(ID, SECRET), answer(202, RECEIPT));
        Delivery.Retry retry = assertInstanceOf(Delivery.Retry.class, delivery.deliver(report));
        assertTrue(retry.reason().startsWith("the identity cannot be kept: "), retry.reason());
        assertFalse(retry.reason().contains(SECRET));
        assertEquals(List.of(), server.requests);

        Files.delete(inTheWay);
        assertTrue(delivery.deliver(report) instanceof Delivery.Accepted);
    }

    @Test
    void twoServersKnowTheNodeByTwoIdentities() throws Exception {
        try (ServerDouble second = new ServerDouble()) {
            server.answers(identity(ID, SECRET), answer(202, RECEIPT));
            second.answers(identity(OTHER_ID, SECRET), answer(202, RECEIPT));
            delivery.deliver(report);
            delivery(second.url(), AMPLE).deliver(report);
            assertEquals(2, files().size());
            assertEquals(
                    "POST /api/v2/nodes/" + OTHER_ID + "/reports HTTP/1.1",
                    second.requests.get(1).line());
        }
    }

    @Test
    void aPathOfTheServersAddressIsKeptAndSlashesAtItsEndChangeNothing() throws Exception {
        server.answers(identity(ID, SECRET), answer(202, RECEIPT), answer(202, RECEIPT));
        for (String end : List.of("/census", "/census//")) {
            delivery(Address.parse(server.url() + end), AMPLE).deliver(report);
        }
        assertEquals("POST /census/api/v2/nodes HTTP/1.1", lines().get(0));
        assertEquals("POST /census/api/v2/nodes/" + ID + "/reports HTTP/1.1", lines().get(2));
        assertEquals(1, files().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stats.example.org",
                "ftp://stats.example.org",
                "https://",
                "https:stats",
                "https://a b",
                "https://user:password@example.org",
                "https://example.org/?x=1",
                "https://example.org/#x",
                "https://[",
                "file:///etc/passwd"
            })
    void whatIsNoAddressOfAServerIsSaidWithItsKeyAndNotRepeated(String written) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Address.parse(written));
        assertEquals("url: write the address of a server, such as https://stats.example.org", refused.getMessage());
    }

    @Test
    void whoeverPrintsAnIdentityDoesNotPrintTheSecret() {
        assertFalse(new Identity(UUID.randomUUID(), SECRET).toString().contains(SECRET));
    }

    private void timesOut() throws IOException {
        know(ID);
        assertThrows(IOException.class, () -> delivery(SHORT).deliver(report));
    }

    private static void pause(CountDownLatch forever) throws IOException {
        pauseFor(forever, 20_000);
    }

    private static void pauseFor(CountDownLatch forever, long millis) throws IOException {
        try {
            if (forever.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IOException("the test is over");
            }
        } catch (InterruptedException e) {
            throw new IOException("the test is over", e);
        }
    }

    private void know(String id) throws IOException {
        IdentityFile.of(data, server.url()).write(server.url(), new Identity(UUID.fromString(id), SECRET));
    }

    private Path identityFile() {
        return data.resolve(UUID.nameUUIDFromBytes(server.url().toString().getBytes(StandardCharsets.UTF_8)) + ".json");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.toList();
        }
    }

    private List<String> lines() {
        return server.requests.stream().map(ServerDouble.Request::line).toList();
    }

    private HttpDelivery delivery(Duration time) {
        return delivery(server.url(), time);
    }

    private HttpDelivery delivery(URI url, Duration time) {
        return new HttpDelivery(
                new CensusServer(url, time, "vzstats/0.1.0", Web.direct()), IdentityFile.of(data, url), oldId);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static ServerDouble newServer() {
        try {
            return new ServerDouble();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
