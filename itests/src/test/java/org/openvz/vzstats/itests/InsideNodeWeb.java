package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.OptOutSwitch;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.testbed.Await;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** Runs inside the node assembly. Each test leaves the node as it found it, but for the page, which may be open. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@SuppressWarnings("try") // A setting counts by being there.
class InsideNodeWeb {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FEATURE = "vzstats-node-web";
    private static final EnumSet<FeaturesService.Option> QUIETLY = EnumSet.noneOf(FeaturesService.Option.class);
    private static final Path FILE = Path.of(System.getProperty("karaf.data"), "vzstats", "web");

    private final HttpClient client = HttpClient.newHttpClient();

    @InjectBundleContext
    @SuppressWarnings("NullAway.Init") // Injected before each test.
    BundleContext context;

    @InjectService(timeout = 20_000)
    @SuppressWarnings("NullAway.Init")
    FeaturesService features;

    @InjectService(timeout = 20_000)
    @SuppressWarnings("NullAway.Init")
    Node node;

    @InjectService(timeout = 20_000)
    @SuppressWarnings("NullAway.Init")
    ConfigurationAdmin settings;

    @Test
    void itComesAndGoesWhileAllElseGoesOn() throws Exception {
        open();
        features.uninstallFeature(FEATURE, QUIETLY);
        Wiring before = new Wiring(context);
        assertFalse(Files.exists(FILE));
        String first = open();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(FILE)));
        assertEquals(List.of(), before.changed());
        assertEquals(List.of(), Wiring.notActive(context));
        features.uninstallFeature(FEATURE, QUIETLY);
        assertFalse(Files.exists(FILE));
        assertThrows(ConnectException.class, () -> get(first));
        assertFalse(open().endsWith(URI.create(first).getPath()), "another key each time");
        assertEquals(List.of(), before.changed());
    }

    @Test
    void everyPageIsThereAndNeedsNothingFromElsewhere() throws Exception {
        node.run(Trigger.PERSON);
        String address = open();
        for (String path :
                List.of("", "preview", "sent", "pending", "policies", "policies/cpu", "policies/cpu.model", "charts")) {
            HttpResponse<String> page = get(address + path + "?lang=ru");
            assertEquals(200, page.statusCode(), path);
            assertTrue(page.body().contains("<html lang=\"ru\">"), path);
            assertTrue(page.headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .startsWith("default-src 'none'; style-src 'self';"));
            assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
            assertEquals(Set.of(), among(page, "Set-Cookie", "Server", "Access-Control-Allow-Origin"));
            assertFalse(page.body().contains("<script") || page.body().contains("=\"http"), path);
        }
        assertEquals(200, get(address + "style.css").statusCode());
        String now = get(address).body();
        assertTrue(now.contains("Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz"), "a value");
        assertTrue(now.contains("/proc/cpuinfo"), "where it comes from");
    }

    @Test
    void onlyTheLoopbackIsListenedAt() throws Exception {
        int port = URI.create(open()).getPort();
        List<InetAddress> others = new ArrayList<>(List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 2})));
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            others.addAll(Collections.list(network.getInetAddresses()));
        }
        others.remove(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        for (InetAddress other : others) {
            try (Socket socket = new Socket()) {
                assertThrows(ConnectException.class, () -> socket.connect(new InetSocketAddress(other, port), 5_000));
            }
        }
    }

    @Test
    void withoutItsKeyOrByAnotherNameNothingIsThere() throws Exception {
        URI address = URI.create(open());
        String root = "http://127.0.0.1:" + address.getPort();
        for (String path : List.of("/", "/vzstats/", "/vzstats/" + "x".repeat(32) + "/")) {
            assertEquals(404, get(root + path).statusCode(), path);
        }
        assertTrue(ask(address, "GET", "localhost").startsWith("HTTP/1.1 200 "));
        assertTrue(ask(address, "GET", "evil.example").startsWith("HTTP/1.1 404 "));
        assertTrue(ask(address, "POST", "localhost").startsWith("HTTP/1.1 405 "));
    }

    @Test
    void whileTheOwnerHasOptedOutNothingIsCollectedAndNobodyIsAsked(
            @InjectService(timeout = 20_000) OptOutSwitch marker) throws Exception {
        String address = open();
        try (Published published = new Published();
                Setting url = new Setting("org.openvz.vzstats.transport.http", "url", published.url())) {
            Await.until("its address is shown", SOON, () -> get(address + "charts")
                    .body()
                    .contains(published.url()));
            String file = marker.disable();
            try {
                String now = get(address).body();
                assertTrue(now.contains("Nothing is sent") && now.contains(file), now);
                assertFalse(now.contains("Xeon"));
                assertEquals(303, get(address + "charts?fetch=http").statusCode());
                assertTrue(get(address + "charts").body().contains("No connection is opened"));
                assertEquals(List.of(), published.requests());
            } finally {
                marker.enable();
            }
        }
        assertTrue(get(address).body().contains("Xeon"));
    }

    @Test
    void theServerIsAskedForAllItPublishesAndForNothingElse() throws Exception {
        String address = open();
        try (Published published = new Published();
                Setting url = new Setting("org.openvz.vzstats.transport.http", "url", published.url())) {
            Await.until("its address is shown", SOON, () -> get(address + "charts")
                    .body()
                    .contains(published.url()));
            assertEquals(List.of(), published.requests());
            assertEquals(303, get(address + "charts?fetch=http").statusCode());
            assertEquals(
                    List.of(
                            "GET /api/v2/statistics",
                            "GET /api/v2/statistics/cpu.vendor",
                            "GET /api/v2/statistics/weather.sky"),
                    published.requests().stream().sorted().toList());
            String charts = get(address + "charts").body();
            assertTrue(charts.contains("Here: intel, like 75% of nodes"), charts);
            assertTrue(charts.contains("<tr class=\"mine\">"), charts);
            assertEquals(3, published.requests().size(), "to look again is not to ask again");
        }
    }

    @Test
    void whatIsPendingIsShownThereAndNotAmongWhatWouldBeSent() throws Exception {
        String address = open();
        node.run(Trigger.PERSON);
        try (Setting accept = new Setting("org.openvz.vzstats.consent", "accept", "none")) {
            Bundle weather = context.installBundle(Path.of(System.getProperty("vzstats.strangers"), "weather.jar")
                    .toUri()
                    .toString());
            weather.start();
            try {
                Await.until("it is pending", SOON, () -> get(address + "pending")
                        .body()
                        .contains("bin/vzstats --accept weather"));
                String pending = get(address + "pending").body();
                assertTrue(pending.contains("id=\"weather.sky\"") && pending.contains("cloudy"), pending);
                assertTrue(pending.contains("org.openvz.vzstats.consent.cfg:"), "where it is written");
                assertFalse(get(address).body().contains("id=\"weather.sky\""));
            } finally {
                weather.uninstall();
            }
        }
    }

    /** {@return the address of the page, which is installed if it is not} */
    private String open() throws Exception {
        features.installFeature(FEATURE, QUIETLY);
        Await.until("the page is open", SOON, () -> Files.exists(FILE));
        return Files.readString(FILE).strip();
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Set<String> among(HttpResponse<String> page, String... headers) {
        Set<String> there = new TreeSet<>(page.headers().map().keySet());
        there.retainAll(List.of(headers));
        return there;
    }

    private static String ask(URI address, String method, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), address.getPort())) {
            String request = method + " " + address.getPath() + "sent HTTP/1.1\r\nHost: " + host
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A key of a configuration, set for a while. */
    private final class Setting implements AutoCloseable {

        private final Configuration configuration;
        private final Dictionary<String, Object> before;

        Setting(String pid, String key, String value) throws IOException {
            configuration = settings.getConfiguration(pid, "?");
            before = configuration.getProperties();
            Dictionary<String, Object> changed = configuration.getProperties();
            changed.put(key, value);
            configuration.update(changed);
        }

        @Override
        public void close() throws IOException {
            configuration.update(before);
        }
    }

    /** A server that publishes two metrics, and remembers what it was asked for. */
    private static final class Published implements AutoCloseable {

        private static final Map<String, String> DOCUMENTS = Map.of(
                "/api/v2/statistics",
                "{\"release\":17,\"generated\":\"2026-11-20T10:00:00Z\",\"window_days\":14,\"k\":5,\"live_nodes\":40,"
                        + "\"metrics\":[{\"name\":\"weather.sky\"},{\"name\":\"cpu.vendor\"}]}",
                "/api/v2/statistics/cpu.vendor",
                "{\"n\":40,\"cells\":[{\"value\":\"intel\",\"nodes\":30,\"share\":0.75}]}",
                "/api/v2/statistics/weather.sky",
                "{\"n\":40,\"cells\":[{\"value\":\"clear\",\"nodes\":40,\"share\":1}]}");

        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);

        Published() throws IOException {
            server.createContext("/", this::answer);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        /** Reports that wait may go to it, too: they are no business of this page. */
        List<String> requests() {
            return requests.stream()
                    .filter(request -> !request.startsWith("POST /api/v2/nodes"))
                    .toList();
        }

        private void answer(HttpExchange exchange) throws IOException {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String document = DOCUMENTS.getOrDefault(exchange.getRequestURI().toString(), "");
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(bytes.length == 0 ? 503 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
