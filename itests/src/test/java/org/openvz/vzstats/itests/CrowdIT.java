package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.openvz.vzstats.intake.rest.internal.Mutator;
import org.openvz.vzstats.report.ReportReader;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.Reports;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** Those who hold up a server, on purpose or not: others are served meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class CrowdIT {

    /** What others wait at the most. The server ends what is idle after twice as long. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final Duration ENDED = Duration.ofSeconds(40);
    private static final int IDLE = 1_000;
    private static final int SLOW = 150;
    private static final int SLOW_BY_TLS = 5;

    /** On each of the ways to send something; all of them are more than the server has threads. */
    private static final int EVERYWHERE = 100;

    /** How many of them the server listens to, if they come from one address. */
    private static final int PLACES_OF_ONE = 72;

    private static final int SPOILT = 100;
    private static final int FLOOD = 3_000;

    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafProcess server;

    @SuppressWarnings("NullAway.Init")
    private ServerClient client;

    @SuppressWarnings("NullAway.Init")
    private ServerClient.Registered node;

    @SuppressWarnings("NullAway.Init")
    private Tls tls;

    private int port;
    private int securePort;

    @BeforeAll
    void start() throws Exception {
        port = KarafProcess.freePort();
        client = new ServerClient(port);
        server = ServerClient.unpacked(Work.fresh("crowd").resolve("server"), port);
        securePort = KarafProcess.freePort();
        tls = Tls.configure(server, securePort);
        server.start();
        // Its servlets are swapped as long as it starts, and who comes then is told to come back.
        Await.until("a report is taken", ServerClient.START, () -> {
            UUID report = UUID.randomUUID();
            node = client.register();
            return client.report(node, report, Reports.plain(report, 2)).statusCode() == 202
                    && client.get("/api/v2/statistics").statusCode() == 200;
        });
        othersAreServed();
    }

    @AfterAll
    void stop() throws IOException {
        trickle.shutdownNow();
        if (server != null) {
            server.close();
            assertEquals(List.of(), server.warnings(), "nothing of this is worth a warning");
        }
    }

    @Test
    void idleConnectionsAreEnded() throws Exception {
        for (int i = 0; i < IDLE; i++) {
            connect("127.11.0.1");
        }
        othersAreServed();
        everySocketIsEnded();
        othersAreServed();
    }

    /**
     * Each byte comes, but it comes late; or they come without end, and Jetty takes what comes after the answer and throws it away, as fast
     * as it comes. Both go on until the server ends it.
     */
    @Test
    void whoSendsSlowlyOrWithoutEndHoldsUpNobody() throws Exception {
        String length = " HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n";
        Map<String, String> slow = new TreeMap<>(Map.of(
                "127.12.0.1", "POST /api/v2/nodes" + length + "\r\n{",
                "127.12.0.2", "POST /submit.php" + length + "Content-Type: multipart/form-data; boundary=b\r\n\r\n-",
                "127.12.0.3", "POST /api/v2/nodes/" + node.id() + "/reports" + length + "\r\n\u001f",
                "127.12.0.4", "GET /api/v2/statistics" + length + "\r\n{",
                "127.12.0.5", "PUT /nowhere" + length + "\r\n{",
                "127.12.0.6", "GET /api/v2/statistics HTTP/1.1\r\nX-",
                "127.12.0.7",
                        "POST /api/v2/nodes/" + node.id() + "/reports" + length + "Authorization: Bearer "
                                + node.secret() + "\r\nReport-Id: " + UUID.randomUUID() + "\r\n\r\n\u001f"));
        for (Map.Entry<String, String> one : slow.entrySet()) {
            for (int i = 0; i < SLOW; i++) {
                write(connect(one.getKey()), one.getValue());
            }
            for (int i = 0; i < SLOW_BY_TLS; i++) {
                write(connectByTls(one.getKey()), one.getValue());
            }
        }
        ScheduledFuture<?> trickling =
                trickle.scheduleWithFixedDelay(() -> trickle("z"), 500, 500, TimeUnit.MILLISECONDS);
        ExecutorService senders = Executors.newCachedThreadPool();
        try {
            List<Future<IOException>> ends = sendWithoutEnd(senders);
            for (int i = 0; i < 20; i++) {
                othersAreServed();
            }
            Await.until("each of them is ended", ENDED, sockets::isEmpty);
            for (Future<IOException> end : ends) {
                end.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            trickling.cancel(false);
            hangUp();
            senders.shutdownNow();
        }
        othersAreServed();
    }

    /** {@return how each of them ended} */
    private List<Future<IOException>> sendWithoutEnd(ExecutorService senders) throws IOException {
        byte[] chunk = ("8000\r\n" + "z".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        List<Future<IOException>> ends = new ArrayList<>();
        for (String request : List.of(
                "POST /submit.php HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n",
                "POST /api/v2/nodes/" + node.id() + "/reports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + node.secret() + "\r\nReport-Id: " + UUID.randomUUID() + "\r\n",
                "POST /api/v2/nodes HTTP/1.1\r\nHost: x\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n")) {
            Socket socket = connected(new Socket(), "127.13.0.1", port);
            write(socket, request + "Transfer-Encoding: chunked\r\n\r\n");
            ends.add(senders.submit(() -> {
                try (socket) {
                    return assertThrows(IOException.class, () -> {
                        while (!senders.isShutdown()) {
                            socket.getOutputStream().write(chunk);
                        }
                    });
                }
            }));
        }
        return ends;
    }

    /** Faster than the server puts up with, and wherever something is taken. */
    @Test
    void oneAddressHasNotAllTheThreads() throws Exception {
        String length = " HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n";
        String form = length + "Content-Type: multipart/form-data; boundary=b\r\n";
        List<String> everywhere = List.of(
                "POST /submit.php" + form,
                "POST /reports/new/" + form,
                "POST /api/v2/nodes/" + node.id() + "/reports" + length + "Authorization: Bearer " + node.secret()
                        + "\r\nReport-Id: " + UUID.randomUUID() + "\r\n");
        for (int i = 0; i < EVERYWHERE; i++) {
            for (String one : everywhere) {
                write(connect("127.16.0.1"), one + "\r\n" + "z".repeat(400));
            }
        }
        ScheduledFuture<?> trickling =
                trickle.scheduleAtFixedRate(() -> trickle("z".repeat(100)), 0, 500, TimeUnit.MILLISECONDS);
        try {
            for (int i = 0; i < 20; i++) {
                othersAreServed();
            }
            int served = 0;
            for (Socket socket : List.copyOf(sockets)) {
                served += isUnanswered(socket) ? 1 : 0;
            }
            assertTrue(served > 0 && served <= PLACES_OF_ONE, served + " are in work");
        } finally {
            trickling.cancel(false);
            hangUp();
        }
        othersAreServed();
    }

    @Test
    void aFloodFromOneAddressIsRefusedAndOthersAreServed() throws Exception {
        ExecutorService flood = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Integer>> requests =
                    Collections.nCopies(FLOOD, () -> client.registerFrom(InetAddress.getByName("127.14.0.1"), "x"));
            var answers = requests.stream().map(flood::submit).toList();
            for (int i = 0; i < 20; i++) {
                othersAreServed();
            }
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (var answer : answers) {
                statuses.merge(answer.get(60, TimeUnit.SECONDS), 1, Integer::sum);
            }
            assertEquals(FLOOD, statuses.getOrDefault(201, 0) + statuses.getOrDefault(429, 0), statuses.toString());
            // A minute's worth at once, and what the while has brought.
            assertTrue(statuses.getOrDefault(201, 0) < FLOOD / 2, statuses.toString());
        } finally {
            flood.shutdownNow();
        }
    }

    /** A few of those that the server's parts are tested with by the thousand. */
    @Test
    void spoiltSubmissionsAreRefusedOrTakenAndNothingElse() throws Exception {
        OriginalClient original = new OriginalClient(port);
        String id = UUID.randomUUID().toString();
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < SPOILT; i++) {
            UUID report = UUID.randomUUID();
            SortedMap<String, byte[]> files = new TreeMap<>();
            ReportReader.files(Reports.plain(report, 2))
                    .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
            Mutator mutator = new Mutator(new Random(i));
            statuses.merge(client.report(node, report, mutator.archive(files)).statusCode(), 1, Integer::sum);
            SortedMap<String, byte[]> texts = new TreeMap<>(
                    Map.of("./uname", "Linux hn 2.6.32-042stab127.2 x86_64\n".getBytes(StandardCharsets.UTF_8)));
            Path archive = Files.write(server.home().resolve("spoilt.tar.gz"), mutator.archive(texts));
            statuses.merge(original.submit(id, archive).status(), 1, Integer::sum);
        }
        assertTrue(Set.of(200, 202, 400, 413, 415).containsAll(statuses.keySet()), statuses.toString());
        assertTrue(statuses.getOrDefault(400, 0) > SPOILT / 2, statuses.toString());
        othersAreServed();
    }

    @Test
    void aReportIsTakenByHttps() throws Exception {
        ServerClient secure = tls.client(securePort);
        UUID report = UUID.randomUUID();
        ServerClient.Registered other = secure.register();
        assertEquals(202, secure.report(other, report, Reports.plain(report, 2)).statusCode());
        HttpResponse<String> stranger =
                secure.report(new ServerClient.Registered(other.id(), "wrong"), report, new byte[0]);
        assertEquals(401, stranger.statusCode());
        assertEquals(Optional.of("application/problem+json"), stranger.headers().firstValue("Content-Type"));
    }

    /** Long before anything else would end it: the least rate is the same for both. */
    @Test
    void whoSendsSlowlyIsHeardOutNeitherByHttpNorByHttps() throws Exception {
        for (Socket socket : List.of(connect("127.17.0.1"), connectByTls("127.17.0.1"))) {
            write(
                    socket,
                    "POST /api/v2/nodes/" + node.id() + "/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + node.secret() + "\r\nReport-Id: " + UUID.randomUUID()
                            + "\r\nContent-Length: 5000\r\n\r\n\u001f");
        }
        ScheduledFuture<?> trickling =
                trickle.scheduleWithFixedDelay(() -> trickle("z"), 500, 500, TimeUnit.MILLISECONDS);
        try {
            for (Socket socket : List.copyOf(sockets)) {
                socket.setSoTimeout((int) PATIENCE_MILLIS);
                byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
                assertEquals("HTTP/1.1 400", new String(status, StandardCharsets.US_ASCII));
            }
        } finally {
            trickling.cancel(false);
            hangUp();
        }
    }

    /** What Jetty answers before any of us is asked. */
    @Test
    void aRequestThatIsNoneIsAProblem() throws Exception {
        Map<String, Integer> statuses = Map.of(
                "GARBAGE\r\n\r\n",
                400,
                "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                505,
                "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                400,
                "GET /" + "z".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                414,
                "GET / HTTP/1.1\r\nHost: x\r\nX: " + "z".repeat(20_000) + "\r\n\r\n",
                431,
                "GET /nowhere/at/all HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                404,
                "PUT /api/v2/statistics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                405,
                "POST /api/v2/nodes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: zq\r\n\r\n",
                400);
        for (Map.Entry<String, Integer> request : statuses.entrySet()) {
            assertProblem(request.getValue(), connect("127.15.0.1"), request.getKey());
            assertProblem(request.getValue(), connectByTls("127.15.0.1"), request.getKey());
        }
        sockets.clear();
    }

    private static void assertProblem(int status, Socket socket, String request) throws IOException {
        try (socket) {
            write(socket, request);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT);
            assertTrue(answer.startsWith("http/1.1 " + status + " "), answer);
            assertTrue(answer.contains("\r\ncontent-type: application/problem+json"), answer);
            assertTrue(answer.contains("\"status\":" + status), answer);
            assertFalse(answer.contains("jetty") || answer.contains("\r\nserver:") || answer.contains("\tat "), answer);
        }
    }

    /** A page, and a report that is taken. */
    private void othersAreServed() throws Exception {
        long begun = System.nanoTime();
        assertEquals(200, client.get("/api/v2/statistics").statusCode());
        UUID report = UUID.randomUUID();
        ServerClient.Registered other = client.register();
        assertEquals(202, client.report(other, report, Reports.plain(report, 2)).statusCode());
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(took < PATIENCE_MILLIS, took + " ms");
    }

    private Socket connect(String from) throws IOException {
        Socket socket = connected(new Socket(), from, port);
        sockets.add(socket);
        return socket;
    }

    private Socket connectByTls(String from) throws IOException {
        Socket socket = connected(tls.context().getSocketFactory().createSocket(), from, securePort);
        sockets.add(socket);
        return socket;
    }

    private static Socket connected(Socket socket, String from, int to) throws IOException {
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to), 20_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void trickle(String some) {
        for (Socket socket : List.copyOf(sockets)) {
            try {
                write(socket, some);
            } catch (IOException e) {
                // Ended by the server, on both sides: it takes nothing more.
                sockets.remove(socket);
                close(socket);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is over all the same.
        }
    }

    private static boolean isUnanswered(Socket socket) {
        try {
            socket.setSoTimeout(1);
            int unused = socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void hangUp() throws IOException {
        for (Socket socket : List.copyOf(sockets)) {
            socket.close();
        }
        sockets.clear();
    }

    private void everySocketIsEnded() throws IOException {
        long deadline = System.nanoTime() + ENDED.toNanos();
        for (Socket socket : List.copyOf(sockets)) {
            try {
                socket.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
                socket.getInputStream().readAllBytes();
            } catch (SocketTimeoutException e) {
                throw new AssertionError("still open: " + socket.getLocalAddress(), e);
            } catch (IOException e) {
                // Ended the hard way.
            }
            socket.close();
        }
        sockets.clear();
    }
}
