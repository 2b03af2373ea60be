package org.openvz.vzstats.node.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopbackServerTest {

    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private LoopbackServer server;

    @BeforeEach
    void open() throws IOException {
        server = LoopbackServer.open(0, AMPLE, request -> {
            requests.add(request);
            return Answer.page(200, Language.EN, "<p>Диски</p>");
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anAnswerIsKeptByNobodyAndNeedsNothingFromElsewhere() throws Exception {
        String answer =
                exchange("GET /vzstats/key/?lang=ru&x=a%20b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
        assertTrue(head.startsWith("http/1.1 200 ok"), head);
        for (String header : List.of(
                "content-security-policy: default-src 'none'; style-src 'self'; img-src data:; form-action 'self';"
                        + " base-uri 'none'; frame-ancestors 'none'",
                "x-content-type-options: nosniff",
                "x-frame-options: deny",
                "referrer-policy: no-referrer",
                "cross-origin-opener-policy: same-origin",
                "cross-origin-resource-policy: same-origin",
                "cache-control: no-store",
                "content-type: text/html;charset=utf-8",
                "content-language: en",
                "content-length: 17")) {
            assertTrue(head.contains("\r\n" + header), header + " is not in " + head);
        }
        for (String header : List.of("set-cookie", "server:", "access-control", "x-powered-by")) {
            assertTrue(!head.contains(header), head);
        }
        assertTrue(answer.endsWith("<p>Диски</p>"));
        Request request = requests.get(0);
        assertEquals("/vzstats/key/", request.path());
        assertEquals("ru", request.parameter("lang"));
        assertEquals("a b", request.parameter("x"));
        assertEquals("localhost", request.header("host"));
        assertTrue(request.local());
    }

    @Test
    void theHeadAloneSaysHowLongItWouldBe() throws Exception {
        String answer = exchange("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("content-length: 17"), answer);
    }

    @Test
    void whatIsNoRequestReachesNobody() throws Exception {
        for (String nonsense :
                List.of("\r\n\r\n", "GET\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "\u0000\u0001\r\n\r\n")) {
            exchange(nonsense + "\r\n");
        }
        assertEquals(List.of(), requests);
        assertTrue(exchange("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
    }

    @Test
    void noOtherAddressOfThisMachineIsListenedAt() throws Exception {
        List<InetAddress> others = new ArrayList<>();
        others.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            others.addAll(Collections.list(network.getInetAddresses()));
        }
        others.remove(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        for (InetAddress other : others) {
            try (Socket socket = new Socket()) {
                assertThrows(
                        ConnectException.class,
                        () -> socket.connect(new InetSocketAddress(other, server.port()), 5_000),
                        "at another address");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        assertThrows(
                BindException.class, () -> LoopbackServer.open(server.port(), AMPLE, request -> Answer.plain(200, "")));
    }

    @Test
    void whoSendsNothingHoldsNoThreadForLong() throws Exception {
        try (LoopbackServer impatient =
                LoopbackServer.open(0, Duration.ofMillis(300), request -> Answer.plain(200, "here"))) {
            List<Socket> silent = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port());
                    socket.getOutputStream().write('G');
                    silent.add(socket);
                }
                String answer = "";
                while (!answer.contains("here")) {
                    // Refused as long as they hold all threads.
                    answer = exchange(impatient.port(), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                }
                for (Socket socket : silent) {
                    assertEquals(-1, end(socket), "each of them is hung up");
                }
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void aPageThatTakesTooLongIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (LoopbackServer impatient = LoopbackServer.open(0, Duration.ofMillis(300), request -> {
            never.await();
            return Answer.plain(200, "");
        })) {
            assertEquals("", exchange(impatient.port(), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        }
    }

    private String exchange(String request) throws IOException {
        return exchange(server.port(), request);
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException e) {
            return ""; // Hung up.
        }
    }

    private static int end(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (java.net.SocketException e) {
            return -1; // Reset is hung up, too.
        }
    }
}
