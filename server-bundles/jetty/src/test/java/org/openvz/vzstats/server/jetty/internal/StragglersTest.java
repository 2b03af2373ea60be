package org.openvz.vzstats.server.jetty.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody in here is ever silent for as long as Jetty waits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class StragglersTest {

    private static final int SILENCE_MILLIS = 200;
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n";

    private final Server server = new Server();
    private final CountDownLatch work = new CountDownLatch(1);
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private int port;

    @BeforeAll
    void start() throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setIdleTimeout(SILENCE_MILLIS);
        server.addConnector(connector);
        server.addBean(new Stragglers(server, 20));
        server.setHandler(new Working());
        LifeCycle.start(server);
        port = connector.getLocalPort();
    }

    @AfterAll
    void stop() {
        pace.shutdownNow();
        LifeCycle.stop(server);
    }

    /** Answers at once; or when it may. */
    private final class Working extends AbstractHandler {

        @Override
        public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            base.setHandled(true);
            try {
                assertTrue(!target.equals("/work") || work.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", GET + "X: ", GET + "\r\n" + GET + "X: ", GET + "Connection: close\r\n\r\n"})
    void whoNeverEndsAHeadIsEnded(String beginning) throws Exception {
        try (Socket socket = connect()) {
            send(socket, beginning);
            IOException end = assertThrows(IOException.class, () -> {
                for (int i = 0; i < 200; i++) {
                    nextTurn();
                    send(socket, "z");
                }
            });
            assertFalse(end.toString().contains("Timeout"), end.toString());
        }
    }

    @Test
    void whoAsksAgainAndAgainIsServed() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 20; i++) {
                nextTurn();
                send(socket, GET + "\r\n");
                assertEquals("HTTP/1.1 200 OK", line(socket.getInputStream()));
            }
        }
    }

    @Test
    void aRequestInWorkIsNotDisturbed() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /work HTTP/1.1\r\nHost: x\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                nextTurn();
            }
            work.countDown();
            assertEquals("HTTP/1.1 200 OK", line(socket.getInputStream()));
        }
    }

    /** A quarter of the time in which the silent are ended. */
    private void nextTurn() throws Exception {
        pace.schedule(() -> {}, SILENCE_MILLIS / 4, TimeUnit.MILLISECONDS).get();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** {@return the first line of an answer without a body, which is read to its end} */
    private static String line(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no answer");
            }
            answer.append((char) next);
        }
        return answer.substring(0, answer.indexOf("\r\n"));
    }
}
