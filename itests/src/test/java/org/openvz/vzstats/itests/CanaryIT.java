package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.itests.SecretKind.ASSET_TAG;
import static org.openvz.vzstats.itests.SecretKind.CONTAINER_NAME;
import static org.openvz.vzstats.itests.SecretKind.CONTAINER_UUID;
import static org.openvz.vzstats.itests.SecretKind.REGISTRY;
import static org.openvz.vzstats.itests.SecretKind.TEMPLATE;
import static org.openvz.vzstats.itests.SecretKind.VM_NAME;
import static org.openvz.vzstats.itests.SecretKind.VM_UUID;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/**
 * Every recorded host is full of secrets. The node as it is shipped reads it with every collector, sends its report to a server as it is
 * shipped and writes it into a file: of what left or was written on the way, no byte tells a secret.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryIT {

    private static final int AT_LEAST = 60;

    /** What there cannot be on such a host. */
    private static final Map<String, Set<SecretKind>> NEVER = Map.of(
            "container", EnumSet.of(VM_NAME, VM_UUID, CONTAINER_UUID, TEMPLATE, REGISTRY),
            // A virtual machine without SMBIOS.
            "debian12", EnumSet.of(ASSET_TAG, VM_NAME, VM_UUID, CONTAINER_NAME, CONTAINER_UUID, TEMPLATE, REGISTRY),
            "docker", EnumSet.of(VM_NAME, VM_UUID, TEMPLATE),
            "el6", EnumSet.of(CONTAINER_NAME, CONTAINER_UUID, REGISTRY),
            "incus", EnumSet.noneOf(SecretKind.class),
            "libvirt", EnumSet.of(CONTAINER_NAME, CONTAINER_UUID, REGISTRY),
            "openvz6", EnumSet.of(VM_NAME, VM_UUID, CONTAINER_UUID, REGISTRY),
            "openvz7", EnumSet.of(REGISTRY),
            "proxmox", EnumSet.of(CONTAINER_UUID, REGISTRY));

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafProcess server;

    @SuppressWarnings("NullAway.Init")
    private Wiretap wire;

    @SuppressWarnings("NullAway.Init")
    private ServerClient client;

    private int nodes;

    static List<Path> trees() throws IOException {
        return HostTrees.all();
    }

    @BeforeAll
    void start() throws Exception {
        int port = KarafProcess.freePort();
        client = new ServerClient(port);
        server = ServerClient.unpacked(Work.fresh("canary-server"), port)
                .configure(
                        "org.openvz.vzstats.collector.scripts",
                        "definitions",
                        definitions().toString())
                .start();
        client.awaitStart();
        wire = Wiretap.before(port);
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        wire.close();
    }

    /** The server understands the scripts of all trees. */
    private static Path definitions() throws IOException {
        Path definitions = Work.fresh("canary-definitions");
        for (Path tree : trees()) {
            HostTrees.closeToOthers(tree);
            try (Stream<Path> files = Files.list(tree.resolve("usr/libexec/vzstats"))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".yaml")).toList()) {
                    Files.copy(file, definitions.resolve(tree.getFileName() + "-" + file.getFileName()));
                }
            }
        }
        return definitions;
    }

    @ParameterizedTest
    @MethodSource("trees")
    @Order(1)
    void noByteTellsASecret(Path tree) throws Exception {
        Canaries canaries = Canaries.in(tree);
        assertTrue(
                canaries.size() >= AT_LEAST,
                () -> tree.getFileName() + " has only " + canaries.size() + " secrets: " + canaries.shapes());
        Set<SecretKind> possible =
                EnumSet.complementOf(EnumSet.copyOf(NEVER.get(tree.getFileName().toString())));
        assertEquals(possible, canaries.kinds(), "what is planted in " + tree.getFileName());
        try (KarafProcess node = node(tree)) {
            Await.until(
                    "the node answers",
                    ServerClient.START,
                    () -> node.vzstats("--status").exit() == 0
                            && node.vzstats("--view").text().contains("platform.json"));
            List<KarafProcess.Printed> printed = new ArrayList<>();
            KarafProcess.Printed view = node.vzstats("--view");
            // To the owner, as a proof that his script was run.
            assertTrue(view.text().contains("zqout"), view.text());
            printed.add(view);
            printed.add(node.vzstats());
            Await.until("the report is sent", ServerClient.SOON, () -> node.vzstats("--status")
                    .text()
                    .contains(" 0 reports"));
            KarafProcess.Printed status = node.vzstats("--status");
            printed.add(status);
            printed.add(node.command("collectors"));
            printed.add(node.command("preview"));
            for (KarafProcess.Printed output : printed) {
                assertEquals(0, output.exit(), output.text());
                nothingIn("the output of a command", whatIsSent(output).getBytes(StandardCharsets.UTF_8), canaries);
            }
            assertFalse(
                    Stream.of(" failed:", " timed out:", " overworked:", " flooded:", " undefined:")
                            .anyMatch(status.text()::contains),
                    status.text());
            assertEquals(List.of(), node.warnings());
            byte[] sent = wire.take();
            assertTrue(new String(sent, StandardCharsets.ISO_8859_1).contains("/reports HTTP/1.1"));
            nothingIn("what was sent", sent, canaries);
            assertTrue(Files.exists(file(node)), "the file transport has delivered, too");
            nothingBeneath(node.home(), canaries);
        }
        nodes++;
        client.awaitLiveNodes(nodes);
        nothingBeneath(server.home(), canaries);
        for (String path : List.of("/api/v2/statistics", "/api/v2/statistics/platform.product", "/api/v2/dictionary")) {
            nothingIn(path, client.get(path).body().getBytes(StandardCharsets.UTF_8), canaries);
        }
    }

    @Test
    @Order(2)
    void theServerTakesEverySectionAndHoldsNoSecret() throws Exception {
        // Of each tree whose owner has mapped a script; what was not as careful as this was held back.
        assertEquals(
                "night", published("scripts.team_shift").path(0).path("value").asText());
        assertEquals(
                "other", published("scripts.team_name").path(0).path("value").asText());
        assertEquals(
                "incremental",
                published("scripts.backup_mode").path(0).path("value").asText());
        assertEquals(
                "writeback",
                published("scripts.raid_cache").path(0).path("value").asText());
        assertEquals(List.of(), server.warnings());
        server.close();
        try (StoredRows rows = new StoredRows(server.home().resolve("data/vzstats/db"))) {
            assertEquals(List.of(), rows.of("SELECT id FROM inbox"));
            assertEquals(List.of(), rows.of("SELECT collector || ' ' || reason FROM quarantine"));
            byte[] stored = rows.everything().getBytes(StandardCharsets.UTF_8);
            for (Path tree : trees()) {
                nothingIn("the database", stored, Canaries.in(tree));
                nothingBeneath(server.home(), Canaries.in(tree));
            }
        }
    }

    /** {@return the cells of a metric; none if nobody has sent it} */
    private JsonNode published(String metric) throws Exception {
        return client.json("/api/v2/statistics/" + metric).path("cells");
    }

    /** Without what only the owner is shown: that is the output of his own scripts, secrets and all. */
    private static String whatIsSent(KarafProcess.Printed printed) {
        return printed.text().replaceAll("(?ms)^== [^\\n]* \\(never sent\\) ==$.*?(?=^== |\\z)", "");
    }

    @Test
    @Order(3)
    void aLeakWouldBeFound() throws IOException {
        Canaries canaries = Canaries.in(HostTrees.all().get(0));
        String secret = "zqcanary-of-the-test";
        Path tree = Work.fresh("canary-tree");
        Files.writeString(tree.resolve("hostname"), secret + "\n192.0.2.77\n");
        Canaries planted = Canaries.in(tree);
        assertEquals(Map.of("IPv4", 1, "word", 1), planted.shapes());
        String base64 = Base64.getEncoder().encodeToString(("x " + secret + " y").getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        for (String leak : List.of("a " + secret.toUpperCase(Locale.ROOT), base64, hex)) {
            assertEquals(List.of(secret), planted.leakedBy(leak.getBytes(StandardCharsets.UTF_8)), leak);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write("POST / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(("in a pack " + secret).getBytes(StandardCharsets.UTF_8));
        }
        packed.write("and what follows".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(secret), planted.leakedBy(packed.toByteArray()));
        assertEquals(List.of(), canaries.leakedBy("public".getBytes(StandardCharsets.UTF_8)));
    }

    private KarafProcess node(Path tree) throws IOException {
        KarafProcess node =
                KarafProcess.unpack(System.getProperty("vzstats.node"), Work.fresh("canary-" + tree.getFileName()));
        return node.boot("vzstats-transport-file")
                .configure(
                        "org.openvz.vzstats.transport.file", "path", file(node).toString())
                .configure("org.openvz.vzstats.transport.file", "output", "")
                .configure("org.openvz.vzstats.optout.container", "refuse", "none")
                .configure("org.openvz.vzstats.transport.http", "url", wire.url())
                .configure("org.openvz.vzstats.node", "host.root", tree.toString())
                .configure("org.openvz.vzstats.schedule", "boot", "0s")
                .configure("org.openvz.vzstats.schedule", "period", "0s")
                .configure(
                        "org.openvz.vzstats.optout.marker",
                        "path",
                        tree.resolve("etc/vz/vzstats-disable").toString())
                .start();
    }

    private static Path file(KarafProcess node) {
        return node.home().resolve("cache/report.tar.gz");
    }

    private static void nothingBeneath(Path home, Canaries canaries) throws IOException {
        assertEquals(Map.of(), canaries.leakedBeneath(home));
    }

    private static void nothingIn(String where, byte[] bytes, Canaries canaries) throws IOException {
        assertEquals(List.of(), canaries.leakedBy(bytes), where);
    }
}
