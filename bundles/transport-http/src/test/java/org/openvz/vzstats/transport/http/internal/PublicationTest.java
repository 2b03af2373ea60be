package org.openvz.vzstats.transport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openvz.vzstats.api.PublicStatistics.Cell;
import org.openvz.vzstats.api.PublicStatistics.Distribution;
import org.openvz.vzstats.api.PublicStatistics.Fetched;
import org.openvz.vzstats.api.PublicStatistics.Release;
import org.openvz.vzstats.api.PublicStatistics.Unavailable;

@Timeout(60)
class PublicationTest {

    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final String INDEX =
            """
            {"release":17,"generated":"2026-11-20T10:00:00Z","data_to":null,"next":"2026-11-20T11:00:00Z",
             "window_days":14,"k":5,"live_nodes":1203,"platforms":[],
             "metrics":[%s]}
            """;
    private static final String NOWHERE = "there is no such document";
    private static final String CPU =
            """
            {"metric":"cpu.vendor","platform":null,"release":17,"n":1200,"suppressed":0.0,
             "cells":[{"value":"intel","nodes":900,"share":0.75},{"value":"amd","nodes":300,"share":0.25}]}
            """;

    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<String> headers = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void whatIsPublishedIsFetched() throws Exception {
        publish("", INDEX.formatted(names("cpu.vendor", "disk.count")));
        publish("/cpu.vendor", CPU);
        publish("/disk.count", "{\"n\":7,\"cells\":[{\"value\":\"ssd\",\"nodes\":7,\"share\":1,\"total\":21}]}");
        assertEquals(
                new Release(
                        17,
                        Instant.parse("2026-11-20T10:00:00Z"),
                        14,
                        5,
                        1203,
                        new TreeMap<>(Map.of(
                                "cpu.vendor",
                                new Distribution(
                                        1200, List.of(new Cell("intel", 900, 0.75), new Cell("amd", 300, 0.25))),
                                "disk.count",
                                new Distribution(7, List.of(new Cell("ssd", 7, 1)))))),
                fetch());
    }

    @Test
    void allIsAskedForAndARequestTellsNothing() throws Exception {
        List<String> metrics =
                IntStream.range(0, 30).mapToObj(i -> "cpu.metric" + i).toList();
        publish("", INDEX.formatted(names(metrics.toArray(String[]::new))));
        metrics.forEach(metric -> publish("/" + metric, CPU));
        assertEquals(30, assertInstanceOf(Release.class, fetch()).metrics().size());
        TreeSet<String> expected = metrics.stream()
                .map(metric -> "GET /api/v2/statistics/" + metric)
                .collect(Collectors.toCollection(TreeSet::new));
        expected.add("GET /api/v2/statistics");
        assertEquals(expected, new TreeSet<>(requests));
        assertEquals(31, requests.size());
        assertEquals("GET /api/v2/statistics", requests.get(0));
        headers.removeIf(header -> header.startsWith("Host: 127.0.0.1:"));
        assertEquals(
                Set.of("User-agent: vzstats", "Accept: application/json", "Content-length: 0"),
                headers.stream()
                        .filter(header -> !header.matches("(Connection|Upgrade|Http2-settings): .*"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void aMetricThatIsGoneIsLeftOutAndAStrangeNameIsNotAskedFor() throws Exception {
        publish("", INDEX.formatted(names("cpu.vendor", "cpu.gone", "../nodes", "cpu.x?y", "Cpu.X", "cpu")));
        publish("/cpu.vendor", CPU);
        assertEquals(
                Set.of("cpu.vendor"),
                assertInstanceOf(Release.class, fetch()).metrics().keySet());
        assertEquals(3, requests.size());
    }

    @Test
    void impossibleCellsAreLeftOut() throws Exception {
        publish("", INDEX.formatted(names("cpu.vendor")));
        publish(
                "/cpu.vendor",
                "{\"n\":1,\"cells\":[{\"value\":\"a\",\"nodes\":1,\"share\":7},{\"value\":\"" + "x".repeat(300)
                        + "\",\"share\":0.1},{\"value\":\"b\",\"nodes\":1,\"share\":0.5}]}");
        assertEquals(
                Map.of("cpu.vendor", new Distribution(1, List.of(new Cell("b", 1, 0.5)))),
                assertInstanceOf(Release.class, fetch()).metrics());
    }

    @Test
    void whatIsNoStatisticsIsSaid() throws Exception {
        assertEquals(new Unavailable("the server answered 404"), fetch());
        Unavailable strange = new Unavailable("the answer is not that of a census server");
        for (String nonsense : List.of("", "<html>", "[]", "null", "{\"metrics\":[]}", "{\"generated\":\"soon\"}")) {
            publish("", nonsense);
            assertEquals(strange, fetch(), nonsense);
        }
        publish("", INDEX.formatted(names("cpu.vendor")));
        publish("/cpu.vendor", "{");
        assertEquals(strange, fetch());
    }

    @Test
    void limitsAreKept() throws Exception {
        publish("", " ".repeat((1 << 20) + 1));
        assertEquals(new Unavailable("IOException"), fetch());
        publish(
                "",
                INDEX.formatted(names(IntStream.range(0, 2_001)
                        .mapToObj(i -> "cpu.metric" + i)
                        .toArray(String[]::new))));
        assertEquals(new Unavailable("more metrics than there can be"), fetch());
        publish("", INDEX.formatted(names("cpu.vendor")));
        publish("/cpu.vendor", " ".repeat(256 * 1024 + 1));
        assertEquals(new Unavailable("IOException"), fetch());
    }

    @Test
    void aServerThatIsNotThereOrSaysNothingIsSaid() throws Exception {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            assertEquals(
                    new Unavailable("not within the configured time"),
                    new Publication(URI.create("http://127.0.0.1:" + port), Duration.ofMillis(200), Web.direct())
                            .fetch());
        }
        assertEquals(
                new Unavailable("ConnectException"),
                new Publication(URI.create("http://127.0.0.1:" + port), AMPLE, Web.direct()).fetch());
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        publish("", "=> http://127.0.0.1:1/elsewhere");
        assertEquals(new Unavailable("the server answered 302"), fetch());
    }

    private Fetched fetch() throws InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Publication(url, AMPLE, Web.direct()).fetch();
    }

    private void publish(String path, String document) {
        documents.put("/api/v2/statistics" + path, document);
    }

    private static String names(String... names) {
        return List.of(names).stream()
                .map(name -> "{\"name\":\"" + name + "\",\"n\":9,\"url\":\"http://127.0.0.1:1/\"}")
                .collect(Collectors.joining(","));
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        exchange.getRequestHeaders().forEach((name, values) -> headers.add(name + ": " + String.join(",", values)));
        String document = documents.getOrDefault(exchange.getRequestURI().toString(), NOWHERE);
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        boolean redirection = document.startsWith("=> ");
        if (redirection) {
            exchange.getResponseHeaders().set("Location", document.substring(3));
        }
        exchange.sendResponseHeaders(
                document.equals(NOWHERE) ? 404 : redirection ? 302 : 200, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
