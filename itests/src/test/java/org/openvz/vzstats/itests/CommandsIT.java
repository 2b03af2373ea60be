package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

/** The commands of a node that is no root, on a host of which it may not read everything: as their user sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafProcess node;

    @SuppressWarnings("NullAway.Init")
    private Path work;

    @BeforeAll
    void unpack() throws Exception {
        work = Work.fresh("commands");
        Path host = work.resolve("host");
        HostTrees.copy("libvirt", host);
        Files.setPosixFilePermissions(host.resolve("etc/libvirt/qemu"), PosixFilePermissions.fromString("---------"));
        Path carried = Files.createDirectory(work.resolve("carried"));
        Files.setPosixFilePermissions(carried, PosixFilePermissions.fromString("rwxrwxrwx"));
        node = KarafProcess.unpack(System.getProperty("vzstats.node"), work.resolve("node"))
                .configure("org.openvz.vzstats.node", "host.root", host.toString())
                .configure("org.openvz.vzstats.schedule", "boot", "1s")
                .configure("org.openvz.vzstats.schedule", "period", "0s")
                .asNobody();
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
        Files.setPosixFilePermissions(
                work.resolve("host/etc/libvirt/qemu"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    @Order(1)
    void aNodeThatIsDownIsSaidToBe() throws Exception {
        for (String option : List.of("--view", "--report", "--collectors", "--history", "--diff")) {
            assertPrinted(3, "The node is not running. Start it with bin/start.\n", node.vzstats(option));
        }
        assertPrinted(3, "Status:  enabled, no node answers\n", node.vzstats("--status"));
        assertPrinted(0, "Enabled.\n", node.vzstats("--enable"));
        assertEquals(2, node.vzstats("--nonsense").exit());
        assertEquals(2, node.vzstats("--explain").exit());
        assertEquals(2, node.vzstats("--view", "--force").exit());
    }

    @Test
    @Order(2)
    void aPolicyThatComesLastForbidsTheFirstRun() throws Exception {
        Path late = Strangers.forbidding(work);
        Files.copy(late, node.home().resolve("deploy/forbidding.jar"));
        node.start();
        Await.until(
                "the node answers",
                ServerClient.START,
                () -> node.vzstats("--status").exit() == 0);
        KarafProcess.Printed report = node.vzstats("--report");
        assertEquals(1, report.exit(), report.text());
        assertTrue(report.text().contains("the strangers said so"), report.text());
        assertFalse(node.vzstats("--view").text().contains("cpu"), "nothing is collected");
        JsonNode status = json(node.vzstats("--status", "--json"));
        assertFalse(status.path("enabled").asBoolean(true));
        assertEquals(0, status.path("waiting").path("reports").asInt(-1));
        assertFalse(node.log().contains(" queued, asked for"), "a report was made before the policy was there");
        Files.delete(node.home().resolve("deploy/forbidding.jar"));
        Await.until("the node is on", ServerClient.SOON, () -> json(node.vzstats("--status", "--json"))
                .path("enabled")
                .asBoolean());
    }

    @Test
    @Order(3)
    void everyCommandIsAnsweredInLinesThatFitATerminal() throws Exception {
        String file = work.resolve("carried/report.tar.gz").toString();
        String[][] commands = {
            {"--status"},
            {"--collectors"},
            {"--explain", "disk.model"},
            {"--diff"},
            {"--accept"},
            {"--export", file},
            {"--report"},
            {"--history"},
            {"--export", file, "--force"},
        };
        for (String[] command : commands) {
            KarafProcess.Printed text = node.vzstats(command);
            assertEquals(0, text.exit(), text.text());
            assertFalse(text.text().isBlank(), command[0]);
            text.text().lines().forEach(line -> assertTrue(line.length() <= 80, command[0] + ": " + line));
        }
        // Files are shown as they are: a hash alone is 64 characters long.
        for (String[] command : new String[][] {{"--view"}, {"--preview"}, {"--history", "1"}}) {
            KarafProcess.Printed text = node.vzstats(command);
            assertEquals(0, text.exit(), text.text());
            assertTrue(text.text().contains("== manifest.json ==\n{\n"), text.text());
        }
        KarafProcess.Printed there = node.vzstats("--export", file);
        assertEquals(1, there.exit(), there.text());
        assertPrinted(1, "No installed bundle defines nosuch.\n", node.vzstats("--explain", "nosuch"));
        assertEquals(1, node.vzstats("--history", "77").exit());
        assertEquals(1, node.vzstats("--receipt", file).exit());
    }

    @Test
    @Order(4)
    void programsGetJson() throws Exception {
        for (String option :
                List.of("--status", "--view", "--preview", "--collectors", "--report", "--diff", "--accept")) {
            assertTrue(json(node.vzstats(option, "--json")).isObject(), option);
        }
        assertEquals(
                "disk.model",
                json(node.vzstats("--json", "--explain", "disk.model"))
                        .path("subject")
                        .asText());
        JsonNode history = json(node.vzstats("--history", "--json"));
        assertEquals("export", history.at("/deliveries/0/destination").asText());
        assertTrue(json(node.vzstats("--history", "1", "--json")).path("files").has("manifest.json"));
    }

    @Test
    @Order(5)
    void whatOnlyRootMayReadIsNamedAndCountedByNobody() throws Exception {
        String collectors = node.vzstats("--collectors").text();
        assertTrue(collectors.contains("needs root: /etc/libvirt/qemu"), collectors);
        assertTrue(
                node.vzstats("--status").text().contains("Needs root:  vm-guests: /etc/libvirt/qemu"),
                "the status, too");
        String view = node.vzstats("--view").text();
        assertTrue(view.contains("platform.json"), view);
        assertFalse(view.contains("libvirt/qemu"), "nothing of it is sent");
        assertFalse(view.contains("\"vm-guests.total\" : 0"), "what cannot be read is not none: " + view);
    }

    @Test
    @Order(6)
    void theHelpOfEachCommandFitsATerminal() throws Exception {
        for (String command : List.of(
                "status",
                "view",
                "preview",
                "report",
                "enable",
                "disable",
                "collectors",
                "explain",
                "diff",
                "accept",
                "history",
                "export",
                "forget")) {
            KarafProcess.Printed help = node.command(command + " --help");
            assertTrue(help.text().contains("vzstats:" + command), help.text());
            assertTrue(help.text().contains("Prints JSON"), help.text());
            help.text()
                    .replaceAll("\u001b\\[[0-9;]*m", "")
                    .replace("\t", "        ")
                    .lines()
                    .forEach(line -> assertTrue(line.stripTrailing().length() <= 80, command + ": " + line));
        }
    }

    @Test
    @Order(7)
    void aReaderThatGoesIsNoError() throws Exception {
        KarafProcess.Printed first = node.shell("bin/vzstats --view | head -n 1");
        assertPrinted(0, "== census.json ==\n", first);
    }

    @Test
    @Order(8)
    void switchingOffWorksForWhoeverMayWriteTheMarker() throws Exception {
        assertEquals(0, node.vzstats("--disable").exit());
        assertFalse(json(node.vzstats("--status", "--json")).path("enabled").asBoolean(true));
        assertEquals(1, node.vzstats("--report").exit());
        assertEquals(
                0,
                json(node.vzstats("--status", "--json")).at("/waiting/reports").asInt(-1));
        assertEquals(0, node.vzstats("--enable").exit());
        assertEquals(0, node.vzstats("--status").exit());
    }

    @Test
    @Order(9)
    void aNodeThatHangsIsNotWaitedForForEver() throws Exception {
        node.signal("STOP");
        try {
            KarafProcess.Printed printed = node.shell("VZSTATS_TIMEOUT=1 bin/vzstats --view");
            assertPrinted(3, "The node does not answer. It may hang: see data/log/karaf.log.\n", printed);
        } finally {
            node.signal("CONT");
        }
        assertEquals(0, node.vzstats("--status").exit());
    }

    @Test
    @Order(10)
    void nothingWentWrong() throws Exception {
        // Of the stranger's jar the deployer says that it came before what it needs.
        assertEquals(
                List.of(),
                node.warnings().stream()
                        .filter(line -> !line.contains("forbidding"))
                        .toList());
    }

    private static void assertPrinted(int exit, String text, KarafProcess.Printed printed) {
        assertEquals(text, printed.text());
        assertEquals(exit, printed.exit());
    }

    private static JsonNode json(KarafProcess.Printed printed) throws IOException {
        return new ObjectMapper().readTree(printed.text());
    }
}
