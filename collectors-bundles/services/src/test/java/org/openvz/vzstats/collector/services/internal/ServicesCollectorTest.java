package org.openvz.vzstats.collector.services.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class ServicesCollectorTest {

    private static final String WANTS = "/etc/systemd/system/multi-user.target.wants/";
    private static final String GROUPS = "/sys/fs/cgroup/system.slice/";

    private final ServicesCollector collector = new ServicesCollector();

    @TempDir
    private Path root;

    @Test
    void thisMachine() throws IOException {
        assertTrue(RecordedHost.thisMachine().census(collector).contains("services.init = "));
    }

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(root).census(collector));
    }

    @Test
    void everyServiceIsInTheVocabulary() throws IOException {
        RecordedHost host = systemd();
        for (String line : KnownServices.NAMES.lines().toList()) {
            for (String name : line.split(" ", -1)) {
                host.with(WANTS + name + ".service", "").with(GROUPS + name + ".service/cgroup.procs", "");
            }
        }
        String census = host.census(collector);
        assertTrue(census.contains("zabbix-agent=1, zfs=1}\nservices.init"), census);
    }

    @Test
    void aHostWithoutKnownServicesHasNone() throws IOException {
        RecordedHost host =
                systemd().with(WANTS + "zqbilling.service", "").with(GROUPS + "zqbilling.service/tasks", "");
        assertEquals("services.enabled = {}\nservices.init = systemd\nservices.running = {}\n", host.census(collector));
    }

    @Test
    void maskedUnitsDoNotStart() throws IOException {
        RecordedHost host = systemd().with(WANTS + "sshd.service", "").with(WANTS + "firewalld.service", "");
        Files.createSymbolicLink(root.resolve("etc/systemd/system/firewalld.service"), Path.of("/dev/null"));
        assertEquals("services.enabled = {sshd=1}\nservices.init = systemd\n", host.census(collector));
    }

    @Test
    void scriptsCountUnlessThereIsAUnitOfTheirName() throws IOException {
        RecordedHost host = systemd()
                .with(WANTS + "zq.service", "")
                .with("/usr/lib/systemd/system/cron.service", "")
                .with("/etc/rc3.d/S01cron", "")
                .with("/etc/rc3.d/S20vz", "")
                .with("/etc/rc3.d/K20docker", "");
        assertEquals("services.enabled = {vz=1}\nservices.init = systemd\n", host.census(collector));
    }

    @Test
    void instancesAreWithoutTheirNames() throws IOException {
        RecordedHost host = systemd()
                .with(WANTS + "openvpn@zqcustomer.service", "")
                .with(WANTS + "vstorage-csd.zqstor.1025.service", "")
                .with(GROUPS + "system-ceph\\x2dosd.slice/cgroup.procs", "")
                .with(GROUPS + "system-.slice/cgroup.procs", "")
                .with(GROUPS + "docker-0123456789abcdef.scope/cgroup.procs", "");
        assertEquals(
                """
                services.enabled = {openvpn=1, vstorage-csd=1}
                services.init = systemd
                services.running = {ceph-osd=1}
                """,
                host.census(collector));
    }

    @Test
    void upstartStartsJobsAndScripts() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/proc/1/comm", "init\n")
                .with("/sbin/initctl", "")
                .with("/etc/debian_version", "jessie/sid\n")
                .with("/etc/init/docker.conf", "description \"Docker\"\nstart on (filesystem and net-device-up)\n")
                .with("/etc/init/libvirt-bin.conf", "start on runlevel [2345]\n")
                .with("/etc/init/libvirt-bin.override", "manual\n")
                .with("/etc/init/lxc-net.conf", "# started by lxc\n")
                .with("/etc/rc2.d/S20postfix", "")
                .with("/etc/rc3.d/S20exim4", "");
        assertEquals("services.enabled = {docker=1, postfix=1}\nservices.init = upstart\n", host.census(collector));
    }

    @Test
    void openRc() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/proc/1/comm", "init\n")
                .with("/sbin/openrc", "")
                .with("/etc/runlevels/boot/networking", "")
                .with("/etc/runlevels/default/libvirtd", "")
                .with("/etc/runlevels/default/zqapp", "")
                .with("/run/openrc/started/networking", "");
        assertEquals(
                """
                services.enabled = {libvirtd=1, networking=1}
                services.init = openrc
                services.running = {networking=1}
                """,
                host.census(collector));
    }

    @Test
    void runit() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/proc/1/comm", "runit\n")
                .with("/etc/runit/runsvdir/default/docker/run", "");
        assertEquals("services.enabled = {docker=1}\nservices.init = runit\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({"java, other", "s6-svscan, s6", "openrc-init, openrc", "init, sysvinit"})
    void initSystems(String process, String init) throws IOException {
        RecordedHost host = new RecordedHost(root).with("/proc/1/comm", process + "\n");
        assertEquals("services.init = " + init + "\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({"2", "x", "''"})
    void garbageIsLeftOut(String garbage) throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/sys/fs/selinux/enforce", garbage)
                .with("/etc/selinux/config", "SELINUX=" + garbage + "\n")
                .with("/sys/kernel/security/lsm", garbage)
                .with("/sys/module/apparmor/parameters/enabled", garbage)
                .with("/proc/1/comm", " \n");
        assertEquals("", host.census(collector));
    }

    private RecordedHost systemd() throws IOException {
        return new RecordedHost(root).with("/proc/1/comm", "systemd\n");
    }
}
