package org.openvz.vzstats.rest.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Requests that CXF would answer by itself, wrongly or never. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class HostileRequestTest {

    private static final String CHUNKED = "POST /door HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private RestServer server;

    @BeforeAll
    void start() {
        server = new RestServer("/*", new Door());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aBodyWithoutEndIsAnswered() throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(ascii(CHUNKED));
            byte[] content = new byte[0x10000];
            // Less than the buffers of both sides: whoever does not read it does not hold up the writer.
            for (int i = 0; i < 17; i++) {
                out.write(ascii("10000\r\n"));
                out.write(content);
                out.write(ascii("\r\n"));
            }
            out.flush();

            assertStatus("413", socket);
        }
    }

    @Test
    void aBodyThatBreaksOffIsTheClientsFault() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(ascii(CHUNKED + "no chunk\r\n"));
            assertStatus("400", socket);
        }
        try (Socket socket = connect()) {
            socket.getOutputStream().write(ascii("POST /door HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhe"));
            socket.shutdownOutput();
            assertStatus("400", socket);
        }
    }

    @Test
    @Timeout(20)
    void nobodyWaitsForABodyThatIsNotRead() throws Exception {
        for (String request : List.of("GET /door", "DELETE /door", "POST /door/shut")) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(ascii(request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhe"));
                assertStatus(request.startsWith("GET") ? "200" : request.startsWith("POST") ? "403" : "405", socket);
            }
        }
    }

    @Test
    void aQueryThatCannotBeDecodedIsTheClientsFault() throws Exception {
        for (String query : new String[] {"%", "x=%zz", "%u0041", "x=1&%e"}) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(ascii("GET /door?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n"));
                assertStatus("400", socket);
            }
        }
        assertEquals(200, server.get("/door?x=%C3%A9%20+").statusCode());
    }

    @Test
    void aCharsetThatDoesNotExistIsNoFailureOfOurs() throws Exception {
        for (String charset : new String[] {"nonsense", "\"?!\"", "'"}) {
            HttpResponse<String> answer = server.send(HttpRequest.newBuilder(server.at("/door"))
                    .header("Content-Type", "text/plain;charset=" + charset)
                    .POST(BodyPublishers.ofString("x")));
            assertTrue(answer.statusCode() < 500, answer.statusCode() + answer.body());
            assertTrue(!answer.body().contains("Exception"), answer.body());
        }
    }

    @Test
    void cxfShowsNoPageOfItsOwn() throws Exception {
        for (String path : new String[] {"/services", "/services/", "/door/services"}) {
            HttpResponse<String> answer = server.get(path);
            assertEquals(404, answer.statusCode(), path);
            assertEquals(Optional.of(Problem.TYPE), answer.headers().firstValue("Content-Type"));
        }
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.at("/").getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void assertStatus(String status, Socket socket) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.write(next);
        }
        String text = line.toString(StandardCharsets.US_ASCII);
        assertEquals(
                status, text.isEmpty() ? "" : Arrays.asList(text.split(" ")).get(1), text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a little. */
    @Path("door")
    @SuppressWarnings("DoNotCallSuggester") // only JAX-RS calls it
    public static final class Door {

        @GET
        public String get() {
            return "open";
        }

        @POST
        @Path("shut")
        public Response refuse(InputStream body) throws IOException {
            body.close();
            return Problem.of(403, "Not you.").build();
        }

        @POST
        public Response post(InputStream body) {
            try {
                return body.readNBytes(1_000).length < 1_000
                        ? Response.ok("taken").build()
                        : Problem.of(413, "Too much.").build();
            } catch (IOException e) {
                return Problem.of(400, "The body ended early.").build();
            }
        }
    }
}
