package org.openvz.vzstats.collector.vm.guests.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class VmGuestsCollectorTest {

    private static final String NONE =
            """
            vm-guests.running = 0
            vm-guests.stack = {}
            vm-guests.state = {}
            vm-guests.total = 0
            """;

    private final VmGuestsCollector collector = new VmGuestsCollector();

    @TempDir
    private Path root;

    private RecordedHost host;

    @BeforeEach
    void anEmptyHost() {
        host = new RecordedHost(root);
    }

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", host.census(collector));
    }

    @Test
    void aHostWithoutAStackStartsNoProcess() throws IOException {
        for (String command : new String[] {"incus", "lxc", "virsh", "qm"}) {
            command(command, "touch " + root.resolve("started") + "; echo '[]'");
        }
        assertEquals("", host.census(collector));
        assertFalse(Files.exists(root.resolve("started")));
    }

    @Test
    void anLxdThatNobodyUsesIsNotStarted() throws IOException {
        command("lxc", "touch " + root.resolve("started") + "; echo '[]'");
        host.with("/var/snap/lxd/common/lxd/unix.socket", "");
        assertEquals("", host.census(collector));
        assertFalse(Files.exists(root.resolve("started")));
    }

    @Test
    void noMachinesAreNone() throws IOException {
        assertEquals(
                NONE,
                new RecordedHost(root)
                        .with("/etc/libvirt/qemu/networks/default.xml", "<network/>")
                        .census(collector));
    }

    @Test
    void prlctlWithoutMachines() throws IOException {
        command("prlctl", "echo '[' ; echo ']'");
        assertEquals(NONE, host.census(collector));
    }

    @Test
    void containersByTheThousandHideNoMachine() throws IOException {
        command(
                "prlctl",
                "case \"$*\" in 'list -a --vmtype vm -i -j') echo '[{\"Type\": \"VM\", \"State\": \"running\"}]' ;; "
                        + "*) head -c 5000000 /dev/zero ;; esac");
        assertTrue(host.census(collector).contains("vm-guests.running = 1\n"));
    }

    @Test
    void prlctlPrintsQuotesAsTheyAre() throws IOException {
        prlctl("[\n{\n\t\"Name\": \"zq \"old\" C:\\new\",\n"
                + "\t\"Description\": \"\"quoted\"\",\n\t\"Type\": \"VM\",\n\t\"State\": \"running\"\n}\n]");
        assertTrue(host.census(collector).contains("vm-guests.running = 1\n"));
    }

    @Test
    void prlctlPrintsLineEndsAsTheyAre() throws IOException {
        prlctl("[{\n\t\"Description\": \"zq first\nzq second\",\n\t\"Type\": \"VM\",\n\t\"State\": \"stopped\"\n}]");
        assertTrue(host.census(collector).contains("vm-guests.total = 1\n"));
    }

    @Test
    void containersAndTemplatesAreNoVirtualMachines() throws IOException {
        prlctl(
                "[{\"Type\": \"CT\", \"State\": \"running\"}, {\"Type\": \"VM\", \"Template\": \"yes\", \"State\": \"stopped\"}]");
        assertEquals(NONE, host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[{\"Type\": \"VM\"}",
                "{\"Type\": \"VM\"}",
                "[{}]",
                "[{\"Type\": \"zq\"}]",
                "[{\"Type\": \"VM\"}] [",
                "[1]"
            })
    void whatPrlctlDoesNotSayWholeIsNotSaid(String output) throws IOException {
        prlctl(output);
        assertEquals("", host.census(collector));
    }

    @Test
    void machinesOfVirtuozzoAreInLibvirtOnceMore() throws IOException {
        prlctl("[{\"Type\": \"VM\", \"State\": \"running\"}]");
        host.with("/etc/libvirt/qemu/3f9a1e70.xml", "<domain/>");
        assertEquals(
                """
                vm-guests.running = 1
                vm-guests.stack = {virtuozzo=1}
                vm-guests.state = {running=1}
                vm-guests.total = 1
                """,
                host.census(collector));
    }

    @Test
    void libvirtAnswersWhereTheDispatcherDoesNot() throws IOException {
        command("prlctl", "exit 255");
        host.with("/etc/libvirt/qemu/3f9a1e70.xml", "<domain/>");
        assertTrue(host.census(collector).contains("vm-guests.stack = {libvirt=1}\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "running, running",
        "stopped, stopped",
        "suspended, suspended",
        "paused, paused",
        "resuming, changing",
        "del_snapshot, changing",
        "invalid, other"
    })
    void statesOfTheDispatcher(String state, String expected) throws IOException {
        prlctl("[{\"Type\": \"VM\", \"State\": \"" + state + "\"}]");
        assertTrue(host.census(collector).contains("vm-guests.state = {" + expected + "=1}\n"));
    }

    @Test
    void toolsOfTheDispatcher() throws IOException {
        prlctl(
                "[{\"Type\": \"VM\", \"State\": \"running\", \"GuestTools\": {\"state\": \"outdated\", \"version\": \"7.0.7-12\"}},"
                        + "{\"Type\": \"VM\", \"State\": \"running\", \"GuestTools\": {\"state\": \"zq\", \"version\": \"7.zq.1\"}}]");
        String census = host.census(collector);
        assertTrue(census.contains("vm-guests.tools = {outdated=1}\nvm-guests.tools_version = {7.0=1}\n"), census);
    }

    @Test
    void aDomainThatCannotBeReadIsADomain() throws IOException {
        host.with("/etc/libvirt/qemu/zqbad.xml", "<domain type='kvm'><name>zqbad</name>");
        assertEquals(
                """
                vm-guests.running = 0
                vm-guests.stack = {libvirt=1}
                vm-guests.state = {stopped=1}
                vm-guests.total = 1
                """,
                host.census(collector));
    }

    @Test
    void whatRunsIsNotAllWhereTheConfigurationMayNotBeRead() throws IOException {
        host.with("/run/libvirt/qemu/zqone.xml", "<domstatus state='running'></domstatus>");
        assertEquals("", host.census(collector), "who may not enter /etc/libvirt sees nothing there");
        Files.createDirectories(root.resolve("etc/libvirt/qemu"));
        assertEquals("", host.census(collector), "and who may not list it");
    }

    @Test
    void aDomainWithoutConfigurationIsWhereItRuns() throws IOException {
        host.with("/etc/libvirt/qemu/networks/default.xml", "<network/>")
                .with(
                        "/run/libvirt/qemu/zqtransient.xml",
                        "<domstatus state='running' reason='booted'><domain>"
                                + "<features><hyperv/></features></domain></domstatus>");
        assertEquals(
                """
                vm-guests.os_family = {windows=1}
                vm-guests.running = 1
                vm-guests.stack = {libvirt=1}
                vm-guests.state = {running=1}
                vm-guests.tools = {agent-disabled=1}
                vm-guests.total = 1
                """,
                host.census(collector));
    }

    @Test
    void aSavedDomainIsSuspended() throws IOException {
        host.with("/etc/libvirt/qemu/zqsaved.xml", "<domain/>").with("/var/lib/libvirt/qemu/save/zqsaved.save", "zq");
        assertTrue(host.census(collector).contains("vm-guests.state = {suspended=1}\n"));
    }

    @Test
    void aStateThatIsNotKnownIsNotRunning() throws IOException {
        host.with("/etc/libvirt/qemu/zqone.xml", "<domain/>").with("/run/libvirt/qemu/zqone.xml", "<domstatus>");
        String census = host.census(collector);
        assertFalse(census.contains("running"), census);
        assertTrue(census.contains("vm-guests.total = 1\n"), census);
    }

    @Test
    void externalEntitiesAreNotRead() throws IOException {
        Path secret = Files.writeString(root.resolve("secret"), "http://debian.org/debian/12");
        host.with(
                "/etc/libvirt/qemu/zqevil.xml",
                "<!DOCTYPE domain [<!ENTITY zq SYSTEM \"" + secret.toUri() + "\">]>"
                        + "<domain><metadata><libosinfo><os id='http://debian.org/debian/12'/></libosinfo></metadata>"
                        + "<vcpu>&zq;</vcpu></domain>");
        assertFalse(host.census(collector).contains("debian"));
    }

    @Test
    void proxmoxWithoutLinksFindsItsNodeByName() throws IOException {
        host.with("/proc/sys/kernel/hostname", "pve2.zqcorp.example\n")
                .with("/etc/pve/nodes/pve1/qemu-server/100.conf", "ostype: l26\n")
                .with("/etc/pve/nodes/pve2/qemu-server/101.conf", "ostype: win11\nlock: suspended\n")
                .with("/run/qemu-server/100.pid", "1\n");
        assertEquals(
                """
                vm-guests.os_family = {windows=1}
                vm-guests.os_version = {windows-11+2022=1}
                vm-guests.running = 0
                vm-guests.stack = {proxmox=1}
                vm-guests.state = {suspended=1}
                vm-guests.tools = {agent-disabled=1}
                vm-guests.total = 1
                """,
                host.census(collector));
    }

    @Test
    void incusIsNotAskedOnAHostThatHasNoMachine() throws IOException {
        Files.createDirectories(root.resolve("var/lib/incus/virtual-machines"));
        command("incus", "touch " + root.resolve("started") + "; echo '[]'");
        assertEquals(NONE, host.census(collector));
        assertFalse(Files.exists(root.resolve("started")));
    }

    @Test
    void machinesOfLxdWithoutItsClientAreCounted() throws IOException {
        host.with("/var/snap/lxd/common/lxd/virtual-machines/zqone/metadata.yaml", "")
                .with("/var/snap/lxd/common/lxd/virtual-machines/zqtwo/metadata.yaml", "");
        assertEquals(
                """
                vm-guests.stack = {lxd=2}
                vm-guests.state = {}
                vm-guests.total = 2
                """,
                host.census(collector));
    }

    @Test
    void machinesOfOtherProjectsAreCounted() throws IOException {
        host.with("/var/lib/incus/virtual-machines/zqone/metadata.yaml", "")
                .with("/var/lib/incus/virtual-machines/zqproject_zqtwo/metadata.yaml", "");
        command("incus", "echo '[{\"type\":\"virtual-machine\",\"status\":\"Running\",\"location\":\"none\"}]'");
        String census = host.census(collector);
        assertTrue(census.contains("vm-guests.total = 2\n"), census);
        assertFalse(census.contains("vm-guests.running"), census);
    }

    @Test
    void aMemberOfAClusterCountsItsOwn() throws IOException {
        String list = "[{\"type\":\"virtual-machine\",\"status\":\"Running\",\"location\":\"zqone\"},"
                + "{\"type\":\"virtual-machine\",\"status\":\"Running\",\"location\":\"zqtwo\"},"
                + "{\"type\":\"container\",\"status\":\"Running\",\"location\":\"zqtwo\"}]";
        host.with("/var/lib/incus/database/README", "").with("/proc/sys/kernel/hostname", "zqtwo\n");
        command("incus", "echo '" + list + "'");
        assertTrue(host.census(collector).contains("vm-guests.total = 1\n"));
        // Where its name in the cluster is another, it cannot be said which are its own.
        host.with("/proc/sys/kernel/hostname", "zqthree\n");
        assertEquals("", host.census(collector));
    }

    @Test
    void whatIsLeftOfARemovedStackIsNone() throws IOException {
        assertEquals("", host.with("/var/lib/lxd/README", "").census(collector));
    }

    @Test
    void oneStackThatDoesNotSayAllMakesTheSumUnknown() throws IOException {
        host.with("/etc/pve/qemu-server/100.conf", "ostype: l26\n").with("/var/lib/incus/virtual-machines/zqone/x", "");
        command("incus", "echo '[{'");
        assertEquals("", host.census(collector));
    }

    private void prlctl(String output) throws IOException {
        host.with("/output", output);
        command("prlctl", "[ \"$*\" = \"list -a -i -j\" ] && cat " + root.resolve("output"));
    }

    private void command(String name, String script) throws IOException {
        host.with("/usr/bin/" + name, "#!/bin/sh\n" + script + "\n");
        assertTrue(root.resolve("usr/bin/" + name).toFile().setExecutable(true));
    }
}
