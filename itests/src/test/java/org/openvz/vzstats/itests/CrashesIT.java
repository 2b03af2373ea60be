package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** A crash on a node, as abrt leaves it, and one of a host that has abrt and no node, from end to end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that must not leave. In whole words: a signature has every pair of letters in it, some day. */
    private static final Canaries SECRETS = Canaries.of(List.of("zqcorp", "zqguest", "zqsecret", "zqivan", "zq_hook"));

    private static final Map<String, String> PROBLEM = Map.ofEntries(
            Map.entry("type", "CCpp"),
            Map.entry("time", "1462970611"),
            Map.entry("count", "3"),
            Map.entry("uid", "0"),
            Map.entry("component", "vzctl"),
            Map.entry("pkg_name", "vzctl"),
            Map.entry("pkg_version", "7.0.255"),
            Map.entry("pkg_release", "1.vz7"),
            Map.entry("pkg_arch", "x86_64"),
            Map.entry("kernel", "3.10.0-1160.105.1.vz7.214.3"),
            Map.entry("architecture", "x86_64"),
            Map.entry("os_info", "ID=\"virtuozzo\"\nVERSION_ID=\"7\"\n"),
            Map.entry("hostname", "hn7.zqcorp.example"),
            Map.entry("cmdline", "vzctl set zqguest --userpasswd root:zqsecret"),
            Map.entry("environ", "SUDO_USER=zqivan"),
            Map.entry(
                    "core_backtrace",
                    "{\"signal\":11,\"executable\":\"/usr/sbin/vzctl\",\"stacktrace\":[{\"crash_thread\":true,\"frames\":["
                            + "{\"address\":1,\"build_id\":\"aa11\",\"build_id_offset\":7,\"function_name\":\"vz_env_create\","
                            + "\"file_name\":\"/usr/lib64/libvzctl2.so.7.0\"},"
                            + "{\"address\":1,\"build_id\":\"aa22\",\"build_id_offset\":8,\"function_name\":\"zq_hook\","
                            + "\"file_name\":\"/opt/zqcorp/hook.so\"}]}]}"));

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafProcess server;

    @SuppressWarnings("NullAway.Init")
    private KarafProcess node;

    @SuppressWarnings("NullAway.Init")
    private ServerClient client;

    @BeforeAll
    void start() throws Exception {
        Path work = Work.fresh("crashes");
        Path problem = Files.createDirectories(work.resolve("host/var/spool/abrt/ccpp-2016-05-11-14:43:31.19861-412"));
        for (Map.Entry<String, String> file : PROBLEM.entrySet()) {
            Files.writeString(problem.resolve(file.getKey()), file.getValue());
        }
        int port = KarafProcess.freePort();
        client = new ServerClient(port);
        server = ServerClient.unpacked(work.resolve("server"), port);
        Files.writeString(
                server.home().resolve("etc/users.properties"), "\ndeveloper = pass:word\n", StandardOpenOption.APPEND);
        server.start();
        node = KarafProcess.unpack(System.getProperty("vzstats.node"), work.resolve("node"))
                .configure("org.openvz.vzstats.transport.http", "url", client.url())
                .configure(
                        "org.openvz.vzstats.node",
                        "host.root",
                        work.resolve("host").toString())
                .configure("org.openvz.vzstats.schedule", "boot", "0s")
                .configure("org.openvz.vzstats.schedule", "period", "0s")
                .configure(
                        "org.openvz.vzstats.optout.marker",
                        "path",
                        work.resolve("vzstats-disable").toString())
                .boot("vzstats-crashes")
                .start();
        client.awaitStart();
        Await.until("the node has crashes", ServerClient.START, () -> node.vzstats("--status")
                .text()
                .contains("crashes"));
    }

    @AfterAll
    void stop() {
        node.close();
        server.close();
    }

    @Test
    @Order(1)
    void nothingLeavesBeforeItIsAccepted() throws Exception {
        assertEquals(0, node.vzstats().exit());
        Await.until(
                "the census arrives",
                ServerClient.SOON,
                () -> client.json("/api/v2/statistics").path("live_nodes").asInt() == 1);

        assertFalse(node.vzstats("--view").text().contains("crashes.json"));
        assertTrue(node.vzstats("--preview").text().contains("\"function_name\" : \"vz_env_create\""));
        assertTrue(node.vzstats("--diff").text().contains("crashes"));
        assertTrue(node.vzstats("--explain", "crashes").words().contains("only once you have accepted it"));
        assertEquals(0, client.json("/api/v2/crashes").path("crashes").asInt());
        assertEquals(List.of(), found(client.get("/api/v2/transparency").body()));
    }

    @Test
    @Order(2)
    void onceAcceptedItIsAPublishedGroup() throws Exception {
        assertEquals(0, node.vzstats("--accept", "crashes").exit());
        String view = node.vzstats("--view").text();
        assertTrue(view.contains("== crashes.json ==") && view.contains("== apart/manifest.json =="), view);
        assertEquals(0, node.vzstats().exit());

        Await.until("it is published", ServerClient.SOON, () -> component("vzctl") == 3);
        JsonNode groups = crashes();
        assertEquals(1, groups.size());
        JsonNode group = groups.path(0);
        assertEquals("vz_env_create", group.path("where").asText());
        assertEquals(1, group.path("nodes").asInt());
        JsonNode detail = JSON.readTree(
                server.vzstatsServer("crashes", group.path("group").asText(), "--json")
                        .text());
        assertEquals("{\"7.0.255-1.vz7\":3}", detail.path("by_version").toString());
        assertEquals("{\"virtuozzo 7\":3}", detail.path("by_system").toString());
        assertEquals(List.of(), found(detail.toString()));
        String history = node.vzstats("--history", "2").text()
                + node.vzstats("--history", "3").text();
        assertTrue(history.contains("vz_env_create"), history);
        assertEquals(List.of(), found(history));
    }

    @Test
    @Order(3)
    void itIsSentOnce() throws Exception {
        assertEquals(0, node.vzstats().exit());
        assertFalse(node.vzstats("--view").text().contains("crashes.json"));
        assertEquals(3, component("vzctl"));
    }

    @Test
    @Order(4)
    void aHostWithAbrtAloneReportsToo() throws Exception {
        HttpResponse<String> answer = post("/reports/new/", Libreport.report());
        assertEquals(202, answer.statusCode(), answer.body());
        String hash = JSON.readTree(answer.body()).path("bthash").asText();
        assertEquals(
                202,
                post(
                                "/reports/attach/",
                                "{\"bthash\":\"" + hash + "\",\"type\":\"email\",\"data\":\"zqivan@zqcorp.example\"}")
                        .statusCode());
        assertEquals(400, post("/reports/new/", "{}").statusCode());

        Await.until("it is published", ServerClient.SOON, () -> component("coreutils") == 1);
        assertEquals(2, crashes().size());
        HttpResponse<String> published = client.get("/api/v2/crashes");
        assertTrue(published.headers().firstValue("ETag").isPresent());
        assertTrue(published.headers().firstValue("Cache-Control").orElse("").startsWith("public, max-age="));
        assertEquals(List.of(), found(published.body()));
    }

    @Test
    @Order(5)
    void developersSeeTheFramesOnceTheyLogIn() throws Exception {
        assertEquals(401, client.get("/crashes/groups").statusCode());
        assertEquals(401, page("/crashes/groups", "developer:wrong").statusCode());
        assertEquals(401, page("/crashes/groups", "karaf:karaf").statusCode());
        HttpResponse<String> list = page("/crashes/groups", "developer:pass:word");
        assertEquals(200, list.statusCode());
        assertTrue(list.body().contains("vz_env_create"), list.body());
        String hash = crashes().path(0).path("group").asText();
        assertTrue(
                page("/crashes/groups/" + hash, "developer:pass:word").body().contains("<code>vz_env_create</code>"));
    }

    @Test
    @Order(6)
    void aForgottenNodeLeavesNothing() throws Exception {
        KarafProcess.Printed forgotten = node.vzstats("--forget");
        assertEquals(0, forgotten.exit(), forgotten.text());

        assertEquals(1, crashes().size());
        Await.until("it is published no more", ServerClient.SOON, () -> component("vzctl") == 0);
        assertEquals(1, component("coreutils"));
        assertFalse(Files.exists(node.home().resolve("data/vzstats/collectors/crashes")));
    }

    @Test
    @Order(7)
    void nothingWasWarnedOf() throws IOException {
        assertEquals(List.of(), node.warnings());
        assertEquals(List.of(), server.warnings());
        assertEquals(List.of(), found(node.log() + server.log()));
    }

    /** {@return what of the secrets is in a text} */
    private static List<String> found(String text) throws IOException {
        return SECRETS.leakedBy(text.getBytes(StandardCharsets.UTF_8));
    }

    private int component(String name) throws Exception {
        for (JsonNode one : client.json("/api/v2/crashes").path("components")) {
            if (one.path("component").asText().equals(name)) {
                return one.path("crashes").asInt();
            }
        }
        return 0;
    }

    private JsonNode crashes() throws Exception {
        KarafProcess.Printed printed = server.vzstatsServer("crashes", "--json");
        assertEquals(0, printed.exit(), printed.text());
        return JSON.readTree(printed.text());
    }

    private HttpResponse<String> page(String path, String login) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(client.url() + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(client.url() + path))
                .header("Accept", "application/json")
                .header("Content-Type", Libreport.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Libreport.form(json))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
