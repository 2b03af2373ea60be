package org.openvz.vzstats.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** The server as anybody on the network sees it. */
public final class ServerClient {

    public static final Duration START = Duration.ofSeconds(90);
    public static final Duration SOON = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final String url;
    private final HttpClient client;

    public ServerClient(int port) {
        this(
                port,
                "http",
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build());
    }

    /** The server by another scheme, such as {@code https}, with a client that knows its certificate. */
    public ServerClient(int port, String scheme, HttpClient client) {
        this.port = port;
        this.url = scheme + "://127.0.0.1:" + port;
        this.client = client;
    }

    /** {@return a server assembly, configured for a test and started} */
    public static KarafProcess server(Path home, int port) throws IOException {
        return unpacked(home, port).start();
    }

    /** {@return the same, but not started} */
    public static KarafProcess unpacked(Path home, int port) throws IOException {
        return KarafProcess.unpack(System.getProperty("vzstats.server"), home)
                .configure("org.ops4j.pax.web", "org.osgi.service.http.port", Integer.toString(port))
                .configure("org.ops4j.pax.web", "org.ops4j.pax.web.listening.addresses", "127.0.0.1")
                .configure("org.openvz.vzstats.release", "k", "1")
                .configure("org.openvz.vzstats.release", "interval", "1s")
                .configure("org.openvz.vzstats.processing", "interval", "200ms");
    }

    /** A node as the server issued it. */
    public record Registered(String id, String secret) {}

    public String url() {
        return url;
    }

    public void awaitStart() throws InterruptedException {
        Await.until("the server answers", START, () -> get("/api/v2/statistics").statusCode() == 200);
    }

    /** Waits until so many live nodes are published. */
    public void awaitLiveNodes(int nodes) throws InterruptedException {
        Await.until(
                nodes + " live nodes",
                START,
                () -> json("/api/v2/statistics").path("live_nodes").asInt() == nodes);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** {@return the answer, which has to be 200, as JSON} */
    public JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** {@return how many nodes are published with this value of a metric; 0 if it is not published} */
    public int cell(String metric, String value) throws IOException, InterruptedException {
        for (JsonNode cell : json("/api/v2/statistics/" + metric).path("cells")) {
            if (cell.path("value").asText().equals(value)) {
                return cell.path("nodes").asInt();
            }
        }
        return 0;
    }

    public Registered register() throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("/api/v2/nodes").POST(HttpRequest.BodyPublishers.noBody()));
        JsonNode json = JSON.readTree(response.body());
        return new Registered(json.path("id").asText(), json.path("secret").asText());
    }

    /**
     * Registers from an address of its own, and with one that a proxy might have written.
     *
     * @return the status
     */
    public int registerFrom(InetAddress address, String forwarded) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.setSoTimeout(20_000);
            String request = "POST /api/v2/nodes HTTP/1.0\r\nHost: localhost\r\nX-Forwarded-For: " + forwarded
                    + "\r\nContent-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    /** {@return the status of asking for an identity} */
    public int registration() throws IOException, InterruptedException {
        return send(request("/api/v2/nodes").POST(HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    public HttpResponse<String> report(Registered node, UUID report, byte[] body)
            throws IOException, InterruptedException {
        return send(reporting(node, report, body));
    }

    /** {@return the answer to a report that names the last receipt} */
    public HttpResponse<String> report(Registered node, UUID report, byte[] body, String previous)
            throws IOException, InterruptedException {
        return send(reporting(node, report, body).header("Previous-Receipt", previous));
    }

    private HttpRequest.Builder reporting(Registered node, UUID report, byte[] body) {
        return request("/api/v2/nodes/" + node.id() + "/reports")
                .header("Authorization", "Bearer " + node.secret())
                .header("Content-Type", "application/gzip")
                .header("Report-Id", report.toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** Asks about the node itself, as only its holder can. */
    public HttpResponse<String> own(String method, Registered node) throws IOException, InterruptedException {
        return send(request("/api/v2/nodes/" + node.id())
                .header("Authorization", "Bearer " + node.secret())
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }
}
