package org.openvz.vzstats.collector.container.settings.internal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.collector.support.container.ConfigSamples;
import org.openvz.vzstats.collector.testkit.RecordedHost;
import org.openvz.vzstats.dictionary.MetricsFile;

class ContainerSettingsCollectorTest {

    private static final String UUID = "600adc12-0e39-41b3-bf05-c59b7d26dd73";

    private final ContainerSettingsCollector collector = new ContainerSettingsCollector();

    @TempDir
    private Path root;

    @Test
    void theMetricsFileAdmitsTheSameSamples() throws IOException {
        try (InputStream yaml = ContainerSettingsCollector.class.getResourceAsStream("/metrics.yaml")) {
            assertEquals(
                    ConfigSamples.PUBLIC.pattern(),
                    MetricsFile.read(requireNonNull(yaml))
                            .metric("container-settings.sample")
                            .orElseThrow()
                            .pattern());
        }
    }

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(root).census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "0:256M, 256-511",
        "0:1G, 1024-2047",
        "0:65536, 256-511",
        "131072:131072, 512-1023",
        "524288P, 2048-4095",
        "0:1.5G, 1024-2047",
        "0:262144K, 256-511",
        "0:9223372036854775807, unlimited",
        "0:2147483647, unlimited",
        "0:unlimited, unlimited"
    })
    void memoryIsInPagesUnlessAUnitIsSaid(String pages, String step) throws IOException {
        String census = openVz(UUID, "PHYSPAGES=\"" + pages + "\"\n");
        assertTrue(census.contains("container-settings.memory = {" + step + "=1}\n"), census);
    }

    @ParameterizedTest
    @CsvSource({"0:-1", "0:x", "0:1e9M", "0:99999999999999999999999", "0:999999T", "''"})
    void anAmountThatIsNoneIsLeftOut(String pages) throws IOException {
        assertFalse(openVz(UUID, "PHYSPAGES=\"" + pages + "\"\n").contains("memory"));
    }

    @Test
    void beforeVswapMemoryIsWhatMayBeAllocated() throws IOException {
        String census = openVz("101", "PHYSPAGES=\"0:unlimited\"\nPRIVVMPAGES=\"65536:69632\"\nSWAPPAGES=\"0:512M\"\n");
        assertTrue(census.contains("container-settings.memory = {256-511=1}\n"), census);
        assertTrue(census.contains("container-settings.vswap = {off=1}\n"), census);
        assertFalse(census.contains("swap = {512"), census);
    }

    @Test
    void whatAConfigurationDoesNotLimitIsUnlimited() throws IOException {
        assertEquals(
                """
                container-settings.cpu_limit = {unlimited=1}
                container-settings.cpus = {unlimited=1}
                container-settings.io_limits = {none=1}
                container-settings.network = {none=1}
                container-settings.on_boot = {off=1}
                """,
                openVz("101", "ONBOOT=no\nIOLIMIT=0\nCPULIMIT=\"0\"\n"));
    }

    @Test
    void aConfigurationThatCannotBeReadLimitsNothing() throws IOException {
        assertEquals("", openVz("101", ""));
    }

    @Test
    void namesOfTheOwnerAreOther() throws IOException {
        String census =
                openVz("101", "ORIGIN_SAMPLE=\"zqlarge\"\nFEATURES=\"zqfs:on\"\nNETFILTER=\"zq\"\nHA_ENABLE=\"zq\"\n");
        assertTrue(census.contains("container-settings.sample = {other=1}\n"), census);
        assertTrue(census.contains("container-settings.features = {other=1}\n"), census);
        assertFalse(census.contains("netfilter"), census);
        assertFalse(census.contains("container-settings.ha"), census);
        assertFalse(census.contains("zq"), census);
    }

    @Test
    void theListTellsOfContainersWithoutConfiguration() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/etc/vz/conf/README", "");
        host.with(
                "/usr/sbin/vzlist",
                """
                #!/bin/sh
                echo '[{"ctid":101,"status":"stopped","physpages":{"barrier":0,"limit":262144},"swappages":{"limit":131072},'
                echo '"diskspace":{"hardlimit":11534336},"cpuunits":500,"cpus":2,"cpulimit":0,"onboot":true,"ip":["192.0.2.1"]}]'
                """);
        assertTrue(root.resolve("usr/sbin/vzlist").toFile().setExecutable(true));
        assertEquals(
                """
                container-settings.cpu_limit = {unlimited=1}
                container-settings.cpu_weight = {50-99=1}
                container-settings.cpus = {2=1}
                container-settings.disk = {8-15=1}
                container-settings.memory = {1024-2047=1}
                container-settings.on_boot = {on=1}
                container-settings.swap = {512-1023=1}
                container-settings.vswap = {on=1}
                """,
                host.census(collector));
    }

    @Test
    void snapshotsOfProxmoxAreNotItsContainers() throws IOException {
        String census = new RecordedHost(root)
                .with("/etc/pve/lxc/200.conf", "memory: 1024\n\n[zqsnap]\nmemory: 4096\nonboot: 1\nnet0: name=eth0\n")
                .census(collector);
        assertTrue(census.contains("container-settings.memory = {1024-2047=1}\n"), census);
        assertTrue(census.contains("container-settings.on_boot = {off=1}\n"), census);
        assertTrue(census.contains("container-settings.network = {none=1}\n"), census);
    }

    @Test
    void lxcWithoutLimits() throws IOException {
        assertEquals(
                """
                container-settings.cpu_limit = {unlimited=1}
                container-settings.cpus = {unlimited=1}
                container-settings.io_limits = {none=1}
                container-settings.memory = {unlimited=1}
                container-settings.nesting = {off=1}
                container-settings.network = {host=1}
                container-settings.on_boot = {off=1}
                container-settings.swap = {unlimited=1}
                container-settings.unprivileged = {off=1}
                """,
                new RecordedHost(root)
                        .with("/var/lib/lxc/zq/config", "lxc.net.0.type = none\n")
                        .census(collector));
    }

    @Test
    void configurationsOfProxmoxBeneathLxcAreNotCountedTwice() throws IOException {
        String census = new RecordedHost(root)
                .with("/etc/pve/lxc/200.conf", "memory: 1024\n")
                .with("/var/lib/lxc/200/config", "lxc.net.0.type = veth\n")
                .census(collector);
        assertTrue(census.contains("container-settings.memory = {1024-2047=1}\n"), census);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1-3", "3, 1-3", "4, 4", "5, 5+", "9223372036854775807, 5+"})
    void steps(long amount, String step) {
        assertEquals(step, new Steps(List.of(1L, 4L, 5L)).of(amount));
    }

    private String openVz(String id, String configuration) throws IOException {
        return new RecordedHost(root)
                .with("/etc/vz/conf/" + id + ".conf", configuration)
                .census(collector);
    }
}
