package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.openvz.vzstats.testbed.Reports;

/**
 * Those whose addresses nobody else has: one that sends directly, and two behind a proxy that the server trusts. Each does all that one
 * can do at a server, right and wrong.
 */
final class MarkedSenders {

    /** The network of the proxy: what the server is told. */
    static final String PROXIES = "127.66.67.0/24";

    private static final String PROXY = "127.66.67.68";
    private static final String DIRECT = "127.77.78.79";
    private static final String GERMAN = "192.0.2.77";
    private static final String JAPANESE = "2001:db8:1::7a7b:7c7d";
    private static final String FORGED = "198.51.100.91";

    private static final String LOGIN =
            Base64.getEncoder().encodeToString("karaf:guessed".getBytes(StandardCharsets.UTF_8));

    private final int port;
    private final List<String> ids = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    MarkedSenders(int port) {
        this.port = port;
    }

    /** {@return what is to be found nowhere: their addresses, in the spellings and parts in which one could keep them} */
    static Canaries marks() {
        List<String> marks = new ArrayList<>();
        for (String text :
                List.of(PROXY, DIRECT, GERMAN, JAPANESE, FORGED, "2001:db8:1:0:0:0:7a7b:7c7d", "7a7b:7c7d")) {
            marks.add(text);
            // As UTF-16 of either order.
            marks.add(String.join("\0", text.split("")));
        }
        // The network of the IPv6 address, which the rate is limited by, and an IPv4 address as a number.
        marks.addAll(List.of("2001:db8:1:", "20010db80001", "3221226061"));
        return Canaries.of(marks);
    }

    /** {@return the ids that they have got from the server or brought themselves} */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** {@return all answers so far, with their heads} */
    String answers() {
        return String.join("\n", answers);
    }

    /** Afterwards two nodes of each country are known, and two of none. */
    void sendEverything() throws Exception {
        new Sender(DIRECT, FORGED).sendEverything();
        new Sender(PROXY, FORGED + ", " + GERMAN).sendEverything();
        new Sender(PROXY, FORGED + ", [" + JAPANESE + "]:4711").sendEverything();
    }

    /** One of them. */
    private final class Sender {

        private final String address;
        private final String forwardedFor;
        private final OriginalClient original;

        Sender(String address, String forwardedFor) {
            this.address = address;
            this.forwardedFor = forwardedFor;
            original = new OriginalClient(port, address, forwardedFor);
        }

        void sendEverything() throws Exception {
            asNode();
            asOriginalClient();
            asAbrt();
            asReader();
        }

        private void asNode() throws IOException {
            JsonNode leaving = registered();
            String own = "/api/v2/nodes/" + leaving.path("id").asText();
            String bearer = "Authorization: Bearer " + leaving.path("secret").asText();
            assertEquals(200, status("DELETE", own, bearer));
            assertEquals(401, status("GET", own, bearer));

            JsonNode node = registered();
            ids.add(node.path("id").asText());
            own = "/api/v2/nodes/" + node.path("id").asText();
            bearer = "Authorization: Bearer " + node.path("secret").asText();
            UUID id = UUID.randomUUID();
            String report = "Report-Id: " + id;
            byte[] packed = Reports.plain(id, 2);
            assertEquals(202, status("POST", own + "/reports", packed, bearer, report));
            assertEquals(202, status("POST", own + "/reports", packed, bearer, report));
            assertEquals(200, status("GET", own, bearer));
            byte[] half = Arrays.copyOf(packed, packed.length / 2);
            assertEquals(400, status("POST", own + "/reports", half, bearer, report));
            assertEquals(401, status("POST", own + "/reports", packed, bearer + "x", report));
            assertEquals(413, tooMuch(own + "/reports", bearer, report));
            assertEquals(415, status("POST", own + "/reports", new byte[] {1}, bearer, report));
        }

        private JsonNode registered() throws IOException {
            String answer = exchange("POST", "/api/v2/nodes", 0, new byte[0]);
            assertEquals(201, status(answer));
            return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        }

        private void asOriginalClient() throws IOException {
            OriginalClient.Answer id = original.genuuid();
            assertEquals(200, id.status());
            ids.add(id.body());
            assertEquals(
                    new OriginalClient.Answer(200, ""),
                    original.submit(id.body(), OriginalClient.archive("0.5.1-debian7")));
            assertEquals(
                    new OriginalClient.Answer(400, ""),
                    original.submit(forwardedFor, OriginalClient.archive("0.5.1-debian7")));
            assertEquals(
                    new OriginalClient.Answer(415, ""),
                    original.submit(
                            id.body(), OriginalClient.host("0.5.1-debian7").resolve("uname")));
            assertEquals(413, tooMuch("/submit.php", "Content-Type: " + Libreport.TYPE));
        }

        private void asAbrt() throws IOException {
            String type = "Content-Type: " + Libreport.TYPE;
            byte[] crash = Libreport.form(Libreport.report());
            String answer = exchange("POST", "/reports/new/", crash.length, crash, type);
            assertEquals(202, status(answer));
            JsonNode taken = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
            byte[] attached =
                    Libreport.form("{\"bthash\":\"" + taken.path("bthash").asText()
                            + "\",\"type\":\"comment\",\"data\":\"from " + forwardedFor + "\"}");
            assertEquals(202, status("POST", "/reports/attach/", attached, type));
            assertEquals(400, status("POST", "/reports/new/", Libreport.form("{}"), type));
            assertEquals(413, tooMuch("/reports/new/", type));
            assertEquals(401, status("GET", "/crashes/groups", "Authorization: Basic " + LOGIN));
        }

        private void asReader() throws IOException {
            for (String page : List.of(
                    "/",
                    "/crashes",
                    "/health",
                    "/metrics",
                    "/api/v2/statistics",
                    "/api/v2/transparency",
                    "/search?q=raid")) {
                assertEquals(200, status("GET", page), page);
            }
            assertEquals(404, status("GET", "/nowhere"));
            assertEquals(405, status("PUT", "/api/v2/statistics"));
            assertEquals(400, status("GET", "/%zz"));
        }

        /** {@return the answer to a body that is too long to be worth sending} */
        private int tooMuch(String path, String... headers) throws IOException {
            return status(exchange("POST", path, 1 << 30, new byte[0], headers));
        }

        private int status(String method, String path, String... headers) throws IOException {
            return status(method, path, new byte[0], headers);
        }

        private int status(String method, String path, byte[] body, String... headers) throws IOException {
            return status(exchange(method, path, body.length, body, headers));
        }

        private static int status(String answer) {
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }

        private String exchange(String method, String path, int length, byte[] body, String... headers)
                throws IOException {
            try (Socket socket = new Socket()) {
                socket.setSoTimeout(20_000);
                socket.bind(new InetSocketAddress(address, 0));
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
                String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
                socket.getOutputStream()
                        .write((method + " " + path + " HTTP/1.0\r\nHost: localhost\r\nX-Forwarded-For: " + forwardedFor
                                        + "\r\nContent-Length: " + length + "\r\n" + more + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body);
                // Otherwise the server waits for what was announced and does not come.
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                answers.add(answer);
                return answer;
            }
        }
    }
}
