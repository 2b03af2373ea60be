package org.openvz.vzstats.collector.scripts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.RootedHost;
import org.openvz.vzstats.collector.support.RunReadings;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;

@Timeout(60)
class ScriptsCollectorTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    private Path root;

    private final Topic bundled = OwnersTopic.bundled();
    private Topic defined = bundled;

    ScriptsCollectorTest() throws IOException {}

    @BeforeEach
    void install() throws IOException {
        for (String directory : List.of("usr", "usr/libexec", "usr/libexec/vzstats")) {
            Files.createDirectory(root.resolve(directory));
            chmod(root.resolve(directory), "rwxr-xr-x");
        }
    }

    @Test
    void sendsWhatTheMetricsFileFindsAndNothingElse() throws IOException {
        script("raid", "echo degraded: 2; echo zqhost zqserial; echo degraded: 7 >&2");
        metrics("raid", 3, "scripts.raid_degraded");

        Section.Builder section = collect(true);

        assertEquals(
                values(1, 0, 0, "scripts.raid_degraded", 2), section.build().values());
        assertEquals(Map.of(), section.shown());
        assertEquals(
                Set.of("scripts.count", "scripts.refused", "scripts.unmapped", "scripts.raid_degraded"),
                definedNames());
        assertEquals(3, defined.revision());
        assertEquals("Скрипты владельца", defined.title().in("ru"));
    }

    @Test
    void runsAScriptWithoutMetricsFileForAPreviewOnly() throws IOException {
        script("inventory", "echo ran >> ran; echo zqsecret; echo zqerror >&2");

        Section.Builder run = collect(false);
        assertEquals(values(1, 0, 1), run.build().values());
        assertEquals(Map.of(), run.shown());
        assertFalse(Files.exists(root.resolve("ran")), "it was not even run");

        Section.Builder preview = collect(true);
        assertEquals(run.build(), preview.build());
        assertEquals(Map.of("inventory", "zqsecret\n"), preview.shown());
        assertEquals(bundled, defined);
    }

    @Test
    void aBadFileIsShownToTheOwnerWithWhatToMend() throws IOException {
        script("raid", "echo degraded: 2");
        Files.writeString(file("raid.yaml"), "collector: scripts\ntitle: RAID\nrevision: 1\nmetrics: []\n");
        chmod(file("raid.yaml"), "rw-r--r--");

        assertEquals(values(1, 0, 0), collect(false).build().values());
        assertEquals(
                Map.of("raid", "degraded: 2\n", "raid.yaml", "collector scripts: metrics are missing\n"),
                collect(true).shown());
    }

    @Test
    void ofTwoFilesThatDefineOneMetricTheSecondIsBad() throws IOException {
        script("a", "echo degraded: 1");
        metrics("a", 1, "scripts.degraded");
        script("b", "echo degraded: 2");
        metrics("b", 2, "scripts.degraded");
        script("c", "echo degraded: 3");
        metrics("c", 2, "scripts.count");

        Section.Builder preview = collect(true);

        assertEquals(values(3, 0, 0, "scripts.degraded", 1), preview.build().values());
        assertEquals(
                "metric scripts.degraded: is defined already; take another name\n",
                preview.shown().get("b.yaml"));
        assertEquals(
                "metric scripts.count: is defined already; take another name\n",
                preview.shown().get("c.yaml"));
        assertEquals(1, defined.revision());
    }

    @Test
    void neitherRunsNorReadsWhatOthersCouldHaveWritten() throws IOException {
        script("open", "echo zqopen");
        chmod(file("open"), "rwxrwxr-x");
        script("raid", "echo degraded: 2");
        metrics("raid", 1, "scripts.degraded");
        chmod(file("raid.yaml"), "rw-rw-r--");
        Files.createSymbolicLink(file("link"), Path.of("raid"));

        Section.Builder preview = collect(true);

        assertEquals(values(3, 2, 0), preview.build().values());
        assertEquals(
                Set.of("link", "open", "raid", "raid.yaml"), preview.shown().keySet());
        for (String name : List.of("link", "open", "raid.yaml")) {
            assertEquals(Inventory.NOT_OWNERS + "\n", preview.shown().get(name));
        }
        chmod(root.resolve("usr/libexec/vzstats"), "rwxrwxrwx");
        assertEquals(values(3, 3, 0), collect(true).build().values());
    }

    @Test
    void whatIsNoExecutableIsNoScript() throws IOException {
        for (String name : List.of(".hidden", "a b", "x".repeat(65), "both.yaml")) {
            script(name, "echo zqno");
        }
        script("README", "echo zqno");
        chmod(file("README"), "rw-r--r--");
        Files.createDirectory(file("lib"));
        chmod(file("lib"), "rwxr-xr-x");
        Section.Builder preview = collect(true);
        assertEquals(values(0, 0, 0), preview.build().values());
        assertEquals(Map.of(), preview.shown());
    }

    @Test
    void moreThan64ScriptsAreNotSeen() throws IOException {
        for (int i = 100; i < 170; i++) {
            script("s" + i, "echo " + i);
        }
        Section.Builder preview = collect(true);
        assertEquals(values(64, 0, 64), preview.build().values());
        assertEquals(64, preview.shown().size());
    }

    @Test
    void whereThereIsNoDirectoryThereIsNothing() throws IOException {
        Files.delete(root.resolve("usr/libexec/vzstats"));
        defined = new Topic("scripts", bundled.title(), 9, bundled.metrics());
        assertEquals(Map.of(), collect(true).build().values());
        assertEquals(bundled, defined, "what was defined before is no more");
    }

    @Test
    void aScriptThatFailsLeavesItsMetricsOut() throws IOException {
        script("raid", "echo degraded: 2; exit 1");
        metrics("raid", 1, "scripts.degraded");
        script("other", "printf '\\377'");
        Section.Builder preview = collect(true);
        assertEquals(values(2, 0, 1), preview.build().values());
        String why = "it ended with an error, or wrote what is no text\n";
        assertEquals(Map.of("raid", why, "other", why), preview.shown());
    }

    @Test
    void aScriptThatHangsOrFloodsEndsTheCollector() throws IOException {
        metrics("raid", 1, "scripts.degraded");
        for (String body : List.of("sleep 1000", "while :; do echo xxxxxxxxxxxxxxx; done")) {
            script("raid", body);
            assertThrows(BudgetExceededException.class, () -> collect(false), body);
        }
    }

    @Test
    void oneThatIsOnlyLookedAtDoesNot() throws IOException {
        script("a", "sleep 1000");
        script("b", "while :; do echo xxxxxxxxxxxxxxx; done");
        script("c", "echo zqc");
        Section.Builder preview = collect(true);
        assertEquals(values(3, 0, 3), preview.build().values());
        assertEquals(
                Map.of(
                        "a", "more time than one command may take\n",
                        "b", "more output than one command may give\n",
                        "c", "zqc\n"),
                preview.shown());
    }

    @Test
    void definitionsAreReadWithoutScripts(@TempDir Path definitions) throws IOException {
        script("raid", "");
        metrics("raid", 4, "scripts.degraded");
        Files.copy(file("raid.yaml"), definitions.resolve("raid.yaml"));
        Files.copy(file("raid.yaml"), definitions.resolve("same.yaml"));
        Files.writeString(definitions.resolve("bad.yaml"), "bad");
        Files.write(definitions.resolve("binary.yaml"), new byte[] {(byte) 0xff});
        Files.writeString(definitions.resolve("notes.txt"), "notes");

        Topic topic = Definitions.read(definitions, bundled);
        collect(false);
        assertEquals(defined, topic, "the server's is the node's");
        assertEquals(bundled, Definitions.read(definitions.resolve("missing"), bundled));
    }

    private Set<String> definedNames() {
        return defined.metrics().stream().map(Metric::name).collect(Collectors.toSet());
    }

    private Section.Builder collect(boolean preview) throws IOException {
        Section.Builder section = new Section.Builder("scripts", preview);
        Budget budget = new Budget(LONG, LONG, 32 << 20, Duration.ofSeconds(2), LONG);
        try (RootedHost host = new RootedHost(root, budget, new RunReadings())) {
            new ScriptsCollector("/usr/libexec/vzstats", bundled, topic -> defined = topic).collect(host, section);
        }
        return section;
    }

    private static Map<String, Value> values(long count, long refused, long unmapped) {
        return Map.of(
                "scripts.count", new Value.Quantity(count),
                "scripts.refused", new Value.Quantity(refused),
                "scripts.unmapped", new Value.Quantity(unmapped));
    }

    private static Map<String, Value> values(long count, long refused, long unmapped, String metric, long amount) {
        return Map.of(
                "scripts.count",
                new Value.Quantity(count),
                "scripts.refused",
                new Value.Quantity(refused),
                "scripts.unmapped",
                new Value.Quantity(unmapped),
                metric,
                new Value.Quantity(amount));
    }

    private void metrics(String script, int revision, String metric) throws IOException {
        Files.writeString(
                file(script + ".yaml"),
                """
                collector: scripts
                title: RAID
                revision: %d
                metrics:
                  - name: %s
                    match: '^degraded: (\\d+)$'
                    type: quantity
                    buckets: [1, 2, 4]
                    title: Degraded arrays
                    why: Shows how long arrays stay degraded.
                    source: raid
                    since: 1
                """
                        .formatted(revision, metric));
        chmod(file(script + ".yaml"), "rw-r--r--");
    }

    private void script(String name, String body) throws IOException {
        Files.writeString(file(name), "#!/bin/sh\n" + body + "\n");
        chmod(file(name), "rwxr-xr-x");
        assertTrue(Files.isExecutable(file(name)));
    }

    private Path file(String name) {
        return root.resolve("usr/libexec/vzstats").resolve(name);
    }

    private static void chmod(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
