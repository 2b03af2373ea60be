package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;

/** A host with a thousand containers and two hundred virtual machines is told within the budgets, and in a small report. */
class LargeHostTest {

    private static final int MAX_PACKED = 64 << 10;
    private static final Set<Outcome> WELL = EnumSet.of(Outcome.OK, Outcome.EMPTY);

    @TempDir
    private Path directory;

    @Test
    void openvz7() throws Exception {
        LargeHosts.openvz7(directory.resolve("host"));
        Map<String, String> report = collect("openvz7");
        // And the recorded one that does not run.
        assertTells(report, "container-settings", "\"full\" : 1001");
        assertTells(report, "vm-guests", "\"vm-guests.total\" : 200");
        assertTells(report, "vm-settings", "\"virtio-scsi\" : 500");
    }

    @Test
    void libvirtWithContainersOfLxcIncusAndDocker() throws Exception {
        LargeHosts.libvirt(directory.resolve("host"));
        Map<String, String> report = collect("libvirt and others");
        assertTells(report, "vm-guests", "\"libvirt\" : 203");
        assertTells(report, "container-settings", "\"unlimited\" : 672");
    }

    /** {@return the files of the report, in two runs the same but for its id} */
    private Map<String, String> collect(String name)
            throws IOException, InterruptedException, ReflectiveOperationException {
        Path data = Files.createDirectory(directory.resolve("data"));
        try (WarmNode node = new WarmNode(directory.resolve("host"), data)) {
            Draft first = node.draft();
            Cost cost = Cost.of(node, 1, data);
            Draft last = cost.last();
            int packed = last.packed().report().packed().length;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f ms CPU, %.0f ms, %d processes, %d bytes%n",
                    name,
                    cost.cpuMillis(),
                    cost.wallMillis(),
                    cost.processes(),
                    packed);
            for (CollectorResult result : last.results()) {
                System.out.println("  " + result.collector() + ": " + result.outcome() + ", " + result.detail());
                assertTrue(WELL.contains(result.outcome()), result.toString());
            }
            assertTrue(packed < MAX_PACKED, packed + " bytes");
            Map<String, String> files = withoutManifest(last);
            assertEquals(withoutManifest(first), files);
            return files;
        }
    }

    private static void assertTells(Map<String, String> report, String topic, String what) {
        String file = report.getOrDefault(topic + ".json", "");
        assertTrue(file.contains(what), file);
    }

    private static Map<String, String> withoutManifest(Draft draft) {
        Map<String, String> files = new TreeMap<>(draft.packed().files().byName());
        files.remove("manifest.json");
        return files;
    }
}
