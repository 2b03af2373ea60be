package org.openvz.vzstats.server.jetty.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes before any servlet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ProblemErrorsTest {

    private static final String END = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private final Server server = new Server();
    private int port;

    @BeforeAll
    void start() throws Exception {
        server.setErrorHandler(new ProblemErrors());
        HttpConfiguration http = new HttpConfiguration();
        // As Pax Web has it.
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new Failing());
        LifeCycle.start(server);
        port = connector.getLocalPort();
    }

    @AfterAll
    void stop() {
        LifeCycle.stop(server);
    }

    /** Refuses, or fails, as the address says. */
    private static final class Failing extends AbstractHandler {

        @Override
        public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            if (target.equals("/fails")) {
                throw new ServletException("zq secret");
            }
            base.setHandled(true);
            response.sendError(Integer.parseInt(target.substring(1)), "zq secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GARBAGE, 400",
        "GET / HTTP/9.9, 505",
        "GET / HTTP/1.1, 400",
        "POST /zq HTTP/1.1|Host: x|Content-Length: 4|Content-Length: 5, 400",
        "POST /zq HTTP/1.1|Host: x|Transfer-Encoding: zq, 400",
        "POST /zq HTTP/1.1|Host: x|Expect: zq, 417",
        "GET /%zz HTTP/1.1|Host: x, 400",
    })
    void aRequestThatIsNone(String request, int status) throws IOException {
        assertProblem(status, exchange(request.replace("|", "\r\n") + "\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 500, 503})
    void aRefusalOfJettysOwn(int status) throws IOException {
        assertProblem(status, exchange("GET /" + status + END));
        assertProblem(status, exchange("DELETE /" + status + END));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void aFailureTellsNothing(String method) throws IOException {
        assertProblem(500, exchange(method + " /fails" + END));
    }

    @ParameterizedTest
    @CsvSource({"GET /%s HTTP/1.1|Host: x, 414", "GET / HTTP/1.1|Host: x|X: %s, 431"})
    void whatIsTooLong(String request, int status) throws IOException {
        assertProblem(status, exchange(request.formatted("z".repeat(20_000)).replace("|", "\r\n") + "\r\n\r\n"));
    }

    private static void assertProblem(int status, String answer) {
        String[] parts = answer.split("\r\n\r\n", 2);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(parts[0].toLowerCase(Locale.ROOT).contains("content-type: application/problem+json"), answer);
        assertTrue(
                parts[1].matches("\\{\"type\":\"about:blank\",\"title\":\"[A-Za-z ]+\",\"status\":" + status + "}"),
                answer);
        assertFalse(answer.contains("zq"), answer);
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("jetty"), answer);
        assertEquals(2, parts.length);
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
