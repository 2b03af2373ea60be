package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.RootedHost;
import org.openvz.vzstats.collector.support.RunReadings;

class OwnNamesTest {

    @TempDir
    private Path root;

    @BeforeEach
    void host() throws IOException {
        write("proc/sys/kernel/hostname", "hn7\n");
        write("etc/hostname", "hn7.dc2.initech.example\n");
        write(
                "etc/hosts",
                "127.0.0.1 localhost localhost.localdomain\n192.0.2.7 storage-west.initech.example nas9 # backup\n");
        write(
                "etc/passwd",
                """
                root:x:0:0:root:/root:/bin/sh
                mysqld:x:27:27::/:/bin/false
                ivan:x:1000:1000:Ivan Petrov,room 5:/home/ivan:/bin/bash
                broken
                nobody:x:65534:65534:::
                """);
        write("etc/resolv.conf", "search lab.initrode.example\nnameserver 192.0.2.1\n");
        write("etc/vz/conf/101.conf", "ONBOOT=\"yes\"\nHOSTNAME=\"shop.globex.example\"\nNAME=\"billing\"\n");
        write("etc/vz/names/webshop", "");
        write("etc/libvirt/qemu/payroll.xml", "<domain/>");
        write("etc/pve/nodes/pmx3/qemu-server/100.conf", "name: hooli-db\ncores: 4\n");
        write("etc/pve/nodes/pmx3/lxc/200.conf", "hostname: vandelay\n");
        write("var/lib/lxc/soylent/config", "");
        write("var/lib/incus/containers/project_wonka/metadata.yaml", "");
        write("var/snap/lxd/common/lxd/virtual-machines/umbrella/metadata.yaml", "");
        write("etc/vz/names/debian-12", "");
        write("etc/libvirt/qemu/ubuntu-22.04.xml", "<domain/>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hn7",
                "HN7",
                "disk of hn7",
                "hn7.dc2.initech.example",
                "initech",
                "Initech SSD",
                "model-initech-1",
                "storage-west",
                "nas9",
                "ivan",
                "Petrov was Ivan Petrov",
                "initrode",
                "globex",
                "billing",
                "webshop",
                "payroll",
                "pmx3",
                "hooli-db",
                "vandelay",
                "SOYLENT",
                "project_wonka",
                "umbrella",
                "tyrell",
                "Replicant One",
                "weyland"
            })
    void namesOfTheMachineItsGuestsAndItsUsers(String text) {
        assertTrue(names().in(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "other",
                "localhost",
                "Intel(R) Xeon(R) CPU",
                "debian",
                "centos-6-x86_64",
                "debian-12-x86_64",
                "ubuntu-22.04",
                "hn70",
                "nas",
                "room",
                "mysqld",
                "root",
                "billings",
                "101",
                "Samsung SSD 860",
                "example",
                "controller"
            })
    void whatIsNoneOfThemPasses(String text) {
        assertFalse(names().in(text));
    }

    @Test
    void aHostSaysFromWhereOnItNumbersPersons() throws IOException {
        write("etc/passwd", "olga:x:501:501::/home/olga:/bin/bash\nhaldaemon:x:68:68:HAL daemon:/:/sbin/nologin\n");
        assertFalse(names().in("olga"));
        write("etc/login.defs", "# comment\nUID_MIN\t\t\t  500\nUID_MAX\t\t\t60000\n");
        assertTrue(names().in("olga"));
        assertFalse(names().in("haldaemon"));
    }

    @Test
    void aHostWithoutNamesHasNone() {
        assertFalse(OwnNames.of(host(root.resolve("nowhere")), Stream.of()).in("anything at all"));
    }

    @Test
    void moreThanTheBudgetStillGivesWhatWasRead() throws IOException {
        write("etc/vz/conf/102.conf", "x".repeat(10_000));
        RootedHost small = new RootedHost(root, Budget.of(Duration.ofSeconds(20), 2_000), new RunReadings());
        assertTrue(OwnNames.of(small, Stream.of()).in("hn7"));
    }

    private OwnNames names() {
        String said =
                "[{\"ID\": \"1\", \"Name\" : \"tyrell\", \"Hostname\":\"weyland\", \"Description\": \"Replicant One\", \"name\":\"\"}]";
        return OwnNames.of(host(root), Stream.of(said, "no JSON at all \"name\":"));
    }

    private static RootedHost host(Path root) {
        return new RootedHost(root, Budget.of(Duration.ofSeconds(20), 1 << 20), new RunReadings());
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
