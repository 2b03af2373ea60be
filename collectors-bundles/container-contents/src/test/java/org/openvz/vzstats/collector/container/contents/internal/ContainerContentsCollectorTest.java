package org.openvz.vzstats.collector.container.contents.internal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.support.container.OfficialImages;
import org.openvz.vzstats.collector.support.container.OsTemplates;
import org.openvz.vzstats.collector.testkit.RecordedHost;
import org.openvz.vzstats.dictionary.MetricsFile;

class ContainerContentsCollectorTest {

    private static final String UUID = "600adc12-0e39-41b3-bf05-c59b7d26dd73";
    private static final String OTHER_UUID = "7d1b3c52-8f0e-4d7a-9b61-2f4e8c0a9d35";

    private final ContainerContentsCollector collector = new ContainerContentsCollector();

    @TempDir
    private Path root;

    @Test
    void theMetricsFileAdmitsTheSameTemplates() throws IOException {
        try (InputStream yaml = ContainerContentsCollector.class.getResourceAsStream("/metrics.yaml")) {
            assertEquals(
                    OsTemplates.PUBLIC.pattern(),
                    MetricsFile.read(requireNonNull(yaml))
                            .metric("container-contents.template")
                            .orElseThrow()
                            .pattern());
        }
    }

    @Test
    void theListOfImagesIsThatOfTheMetricsFile() throws IOException {
        try (InputStream yaml = getClass().getResourceAsStream("/metrics.yaml")) {
            Set<String> listed = new TreeSet<>(MetricsFile.read(yaml)
                    .metric("container-contents.application_image")
                    .orElseThrow()
                    .values());
            assertEquals(new TreeSet<>(OfficialImages.names()), listed);
        }
    }

    @Test
    void aHostWithoutContainersStartsNoProcess() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/etc/os-release", "ID=debian\n");
        for (String command : Set.of("vzlist", "docker", "podman", "incus", "lxc", "pct", "lxc-ls")) {
            command("/usr/bin/" + command, "touch ran; echo '[]'");
        }
        assertEquals("", host.census(collector));
        assertFalse(Files.exists(root.resolve("ran")));
    }

    @Test
    void anLxdThatNobodyUsesIsNotStarted() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/var/snap/lxd/common/lxd/unix.socket", "");
        command("/usr/bin/lxc", "touch ran; echo '[]'");
        assertEquals("", host.census(collector));
        assertFalse(Files.exists(root.resolve("ran")));
    }

    @Test
    void aProductWithoutContainersHasNone() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/etc/vz/conf/ve-basic.conf-sample", "ONBOOT=\"yes\"\n");
        assertEquals(
                """
                container-contents.running = 0
                container-contents.stack = {}
                container-contents.total = 0
                """,
                host.census(collector));
    }

    @Test
    void whatRunsIsKnownFromTheKernel() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/vz/conf/101.conf", "OSTEMPLATE=\"centos-6-x86\"\n")
                .with("/etc/vz/conf/102.conf", "")
                .with("/proc/vz/veinfo", "       101     1    57 192.0.2.101\n         0     1   312\n");
        String census = host.census(collector);
        assertTrue(census.contains("container-contents.running = 1\n"), census);
        assertTrue(census.contains("container-contents.total = 2\n"), census);
    }

    @Test
    void whatRunsIsKnownFromTheBeancounters() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/vz/conf/" + UUID + ".conf", "OSTEMPLATE=\".ubuntu-22.04-x86_64\"\n")
                .with("/etc/vz/conf/" + OTHER_UUID + ".conf", "OSTEMPLATE=\".zqgolden-1-x86_64\"\n")
                .with(
                        "/proc/user_beancounters",
                        "Version: 2.5\n       uid  resource\n" + UUID + ": kmemsize 1 2 3 4 0\n");
        assertEquals(
                """
                container-contents.distribution = {other=1, ubuntu=1}
                container-contents.release = {ubuntu-22.04=1}
                container-contents.running = 1
                container-contents.stack = {openvz=2}
                container-contents.template = {other=1, ubuntu-22.04-x86_64=1}
                container-contents.total = 2
                """,
                host.census(collector));
    }

    @Test
    void whatRunsIsLeftOutIfNothingTells() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/etc/vz/conf/101.conf", "OSTEMPLATE=\"debian-7.0-x86\"\n");
        assertFalse(host.census(collector).contains("running"));
    }

    @Test
    void aContainerWithoutConfigurationIsKnownFromTheListAndTheKernel() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/vz/conf/101.conf", "OSTEMPLATE=\"centos-6-x86\"\n")
                .with("/proc/vz/veinfo", "       103     1    57\n         1     1     2\n");
        command("/usr/sbin/vzlist", "echo '[{\"ctid\":102,\"status\":\"running\",\"ostemplate\":\"fedora-17-x86\"}]'");
        String census = host.census(collector);
        assertTrue(census.contains("container-contents.running = 2\n"), census);
        assertTrue(census.contains("container-contents.template = {centos-6-x86=1, fedora-17-x86=1}\n"), census);
        assertTrue(census.contains("container-contents.total = 3\n"), census);
    }

    @Test
    void anOldListHasLinesInTheOrderOfTheIds() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/vz/conf/1001.conf", "OSTEMPLATE=\"centos-5-x86\"\n")
                .with("/etc/vz/conf/101.conf", "OSTEMPLATE=\"centos-5-x86\"\n");
        command("/usr/sbin/vzlist", "[ \"$*\" = '-aH -o status' ] && printf 'running  \\nstopped  \\n'");
        assertEquals(
                """
                container-contents.distribution = {centos=2}
                container-contents.release = {centos-5=2}
                container-contents.running = 1
                container-contents.stack = {openvz=2}
                container-contents.template = {centos-5-x86=2}
                container-contents.total = 2
                """,
                host.census(collector));
    }

    @Test
    void anOldListIsEnoughWithoutConfigurations() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/etc/vz/conf/README", "");
        command(
                "/usr/sbin/vzlist",
                """
                case "$*" in
                "-aH -o status,layout,vswap") printf 'running   ploop    yes\\nstopped   simfs     no\\n' ;;
                "-aH -o ostemplate") printf 'centos-6-x86_64\\n-\\n' ;;
                *) exit 1 ;;
                esac""");
        assertEquals(
                """
                container-contents.distribution = {centos=1}
                container-contents.release = {centos-6=1}
                container-contents.running = 1
                container-contents.stack = {openvz=2}
                container-contents.template = {centos-6-x86_64=1}
                container-contents.total = 2
                """,
                host.census(collector));
    }

    @Test
    void aThousandContainersAreListedInShort() throws IOException {
        RecordedHost host = new RecordedHost(root);
        StringBuilder list = new StringBuilder("[");
        for (int id = 1001; id <= 2000; id++) {
            host.with("/etc/vz/conf/" + id + ".conf", "OSTEMPLATE=\"centos-6-x86_64\"\n");
            list.append("{\"ctid\":").append(id).append(",\"status\":\"running\",\"layout\":\"ploop\"},");
        }
        host.with("/list", list.append("{}]").toString());
        command("/usr/sbin/vzlist", "[ \"$*\" = '-a -j -o ctid,status,layout' ] && cat list");
        assertEquals(
                """
                container-contents.distribution = {centos=1000}
                container-contents.release = {centos-6=1000}
                container-contents.running = 1000
                container-contents.stack = {openvz=1000}
                container-contents.template = {centos-6-x86_64=1000}
                container-contents.total = 1000
                """,
                host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "centos-6-x86_64, centos-6-x86_64",
        ".almalinux-9, almalinux-9",
        "debian-7.0-x86_64-minimal, debian-7.0-x86_64-minimal",
        "zqacme-7-x86_64, other",
        "centos-6-x86_64-zqgolden, other",
        "centos-6-zqcorp, other",
        "centos-20240101-x86, other",
        "CentOS-6-x86, other",
        "../../zqhome, other"
    })
    void aTemplateHasAPublicNameOrNone(String template, String name) throws IOException {
        String census = new RecordedHost(root)
                .with("/etc/vz/conf/101.conf", "OSTEMPLATE=\"" + template + "\"\n")
                .census(collector);
        assertTrue(census.contains("container-contents.template = {" + name + "=1}\n"), census);
    }

    @Test
    void proxmoxWithoutTheLinkHasTheContainersOfThisNode() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/proc/sys/kernel/hostname", "zqpve2.zqcorp.example\n")
                .with("/etc/pve/nodes/zqpve1/lxc/200.conf", "ostype: debian\n")
                .with("/etc/pve/nodes/zqpve2/lxc/201.conf", "ostype: ubuntu\ntemplate: 0\n")
                .with("/etc/pve/nodes/zqpve2/lxc/202.conf", "ostype: unmanaged\n");
        assertEquals(
                """
                container-contents.distribution = {other=1, ubuntu=1}
                container-contents.stack = {proxmox=2}
                container-contents.total = 2
                """,
                host.census(collector));
    }

    @Test
    void aMemberOfAClusterCountsItsOwn() throws IOException {
        RecordedHost host =
                new RecordedHost(root).with("/var/lib/incus/README", "").with("/proc/sys/kernel/hostname", "zqm1\n");
        command(
                "/usr/bin/incus",
                """
                echo '[{"type":"container","status":"Running","location":"zqm1"},{"type":"container","status":"Running","location":"zqm2"}]'""");
        String census = host.census(collector);
        assertTrue(census.contains("container-contents.total = 1\n"), census);

        // By another name it cannot tell which are its own.
        host.with("/proc/sys/kernel/hostname", "zqm3\n");
        assertEquals("", host.census(collector));
    }

    @Test
    void manyContainersOfIncusAreCountedByName() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/sys/fs/cgroup/lxc.payload.zq1/cgroup.procs", "1\n");
        for (int i = 0; i < 1000; i++) {
            host.with("/var/lib/incus/containers/zq" + i, "");
        }
        command("/usr/bin/incus", "touch ran");
        assertEquals(
                """
                container-contents.running = 1
                container-contents.stack = {incus=1000}
                container-contents.total = 1000
                """,
                host.census(collector));
        assertFalse(Files.exists(root.resolve("ran")));
    }

    @Test
    void aListThatIsNoneTellsNothing() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/var/lib/incus/README", "");
        command("/usr/bin/incus", "echo 'Error: not authorized'");
        assertEquals("", host.census(collector));
    }

    @Test
    void oldLxcHasItsGroupsInADirectory() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/var/lib/lxc/zqa/config", "lxc.utsname = zqa\n")
                .with("/var/lib/lxc/zqb/config", "lxc.utsname = zqb\n")
                .with("/sys/fs/cgroup/systemd/lxc/zqb/tasks", "");
        assertEquals(
                "container-contents.running = 1\ncontainer-contents.stack = {lxc=2}\ncontainer-contents.total = 2\n",
                host.census(collector));
    }

    @Test
    void whereTheFilesOfDockerCannotBeReadItsListTellsTheImages() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/var/lib/docker/README", "");
        command(
                "/usr/bin/docker",
                """
                [ "$*" = 'ps -a --format {{.Image}}' ] && printf 'nginx:1.25\\nregistry.zqcorp.example/nginx\\nnginx\\n'""");
        assertEquals(
                """
                container-contents.application_image = {nginx=2, other=1}
                container-contents.application_total = 3
                container-contents.stack = {docker=3}
                """,
                host.census(collector));
    }

    @Test
    void whereThereIsNoIndexOfPodmanItsListTells() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/var/lib/containers/storage/README", "");
        command(
                "/usr/bin/podman",
                """
                echo '[{"Image":"docker.io/library/redis:7","State":"running","Names":["zqcache"]},{"Image":"localhost/zq","State":"exited"}]'""");
        assertEquals(
                """
                container-contents.application_image = {other=1, redis=1}
                container-contents.application_running = 1
                container-contents.application_total = 2
                container-contents.stack = {podman=2}
                """,
                host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "redis:7", "library/redis", "docker.io/library/redis:7", "redis@sha256:0123"})
    void anOfficialImageIsNamed(String image) throws IOException {
        assertTrue(ofImage(image).contains("{redis=1}"), image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zqcorp/redis",
                "docker.io/zqcorp/redis",
                "registry:5000/redis",
                "localhost/redis",
                "quay.io/library/redis",
                "redis/",
                "zq-redis",
                "sha256:0123456789ab",
                "0123456789ab"
            })
    void anImageOfSomebodysOwnIsNot(String image) throws IOException {
        assertTrue(ofImage(image).contains("{other=1}"), image);
    }

    private String ofImage(String image) throws IOException {
        RecordedHost host = new RecordedHost(root).with("/var/lib/docker/README", "");
        command("/usr/bin/docker", "echo '" + image + "'");
        return host.census(collector);
    }

    private void command(String path, String script) throws IOException {
        new RecordedHost(root).with(path, "#!/bin/sh\n" + script + "\n");
        assertTrue(root.resolve(path.substring(1)).toFile().setExecutable(true));
    }
}
