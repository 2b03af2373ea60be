package org.openvz.vzstats.collector.settings.internal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.support.container.ConfigSamples;
import org.openvz.vzstats.collector.support.container.OsTemplates;
import org.openvz.vzstats.collector.testkit.RecordedHost;
import org.openvz.vzstats.dictionary.MetricsFile;

class SettingsCollectorTest {

    private final SettingsCollector collector = new SettingsCollector();

    @TempDir
    private Path root;

    @Test
    void thisMachine() throws IOException {
        assertTrue(RecordedHost.thisMachine().census(collector).contains("settings.swappiness = "));
    }

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(root).census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "centos-6-x86, centos-6-x86",
        ".almalinux-9, almalinux-9",
        "debian-7.0-x86_64-minimal, debian-7.0-x86_64-minimal",
        "ubuntu-14.04-x86_64, ubuntu-14.04-x86_64",
        "debian, other",
        "centos-6-x86_64-zqcorp, other",
        "zqacme-centos-6-golden, other",
        "/zq/centos-6, other"
    })
    void templatesThatAreNotPublicAreOther(String template, String label) throws IOException {
        assertEquals("settings.def_ostemplate = " + label + "\n", vzConf("DEF_OSTEMPLATE=\"" + template + "\"\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"def_ostemplate", "configfile"})
    void theMetricsFileAdmitsTheSameNames(String metric) throws IOException {
        Pattern names = metric.equals("configfile") ? ConfigSamples.PUBLIC : OsTemplates.PUBLIC;
        try (InputStream yaml = SettingsCollector.class.getResourceAsStream("/metrics.yaml")) {
            assertEquals(
                    names.pattern(),
                    MetricsFile.read(requireNonNull(yaml))
                            .metric("settings." + metric)
                            .orElseThrow()
                            .pattern());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vswap-256m, vswap-256m",
        "vswap.1024MB, vswap.1024MB",
        "vps.basic, vps.basic",
        "basic, basic",
        "zqgold, other",
        "vswap-zq, other"
    })
    void samplesThatAreNotPublicAreOther(String sample, String label) throws IOException {
        assertEquals("settings.configfile = " + label + "\n", vzConf("CONFIGFILE=" + sample + "\n"));
    }

    @Test
    void pathsAreNeverSent() throws IOException {
        assertEquals(
                "settings.custom_paths = {DUMPDIR=1, VE_PRIVATE=1}\n",
                vzConf(
                        """
                        TEMPLATE=/vz/template
                        VE_PRIVATE=/home/zqivan/private/$VEID
                        VE_ROOT=/var/lib/vz/root/$VEID
                        DUMPDIR=/zq
                        """));
    }

    @Test
    void modulesAreCountedOverManyLines() throws IOException {
        assertEquals(
                "settings.iptables_modules = 4\n",
                vzConf("#IPTABLES=\"one\"\nIPTABLES=\"ipt_REJECT ipt_tos \\\n  xt_mac\n\tipt_owner\"\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOG_LEVEL=zq",
                "LOG_LEVEL=-1",
                "LOG_LEVEL=99999",
                "IPV6=maybe",
                "VE_PARALLEL=1e9",
                "IPTABLES=\"one two",
                "HTTP_PROXY=http://zqivan:zqS3cret@192.0.2.1/"
            })
    void garbageAndTheRestAreLeftOut(String line) throws IOException {
        assertEquals("", vzConf(line + "\n"));
    }

    @Test
    void theFileGoesBeforeTheDispatcher() throws IOException {
        command("{\"Traffic shaping\": \"off\", \"Minimal security level\": \"zq\", \"Backup mode\": \"unknown\","
                + " \"Vcmmd policy\": {\"runtime\": \"zqpolicy\"}, \"CEP mechanism\": \"on\", \"Manage settings for new users\": \"deny\","
                + " \"Backup timeout\": \"3600\"}");
        assertEquals(
                """
                settings.backup_mode = other
                settings.backup_timeout = 3600
                settings.cep = true
                settings.new_users_manage = false
                settings.security_level = other
                settings.traffic_shaping = true
                settings.vcmmd_policy = other
                """,
                vzConf("TRAFFIC_SHAPING=yes\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "no JSON", "{\"Vcmmd policy\": [], \"Backup timeout\": 1e9, \"Verbose log\": {}}"})
    void aDispatcherThatSaysNothing(String output) throws IOException {
        command(output);
        assertEquals("", new RecordedHost(root).census(collector));
    }

    @Test
    void ofTheCommandLineOnlyPublicParametersAreSent() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with(
                        "/proc/cmdline",
                        "root=UUID=5a517a71-0000-4a51-8a51-0123456789ab isolcpus=2-15 isolcpus=3 mitigations=auto mitigations=off"
                                + " zq.token=zqS3cret iommu=pt\n");
        assertEquals(
                "settings.kernel_parameters = {iommu=pt=1, isolcpus=1, mitigations=off=1}\n", host.census(collector));
    }

    @Test
    void everyParameterIsInTheVocabulary() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with(
                        "/proc/cmdline",
                        String.join(" ", KernelSettings.WITH_VALUE) + " "
                                + String.join("=1 ", KernelSettings.WITHOUT_VALUE));
        String census = host.census(collector);
        assertEquals(
                KernelSettings.WITH_VALUE.size() + KernelSettings.WITHOUT_VALUE.size(),
                census.split("=1[,}]", -1).length - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "core;file",
                "/var/zq/core.%p;file",
                "|/bin/false;none",
                "'';none",
                "|/usr/lib/systemd/systemd-coredump %P %u;systemd-coredump",
                "|/usr/libexec/abrt-hook-ccpp %s;abrt",
                "|/usr/share/apport/apport -p%p;apport",
                "|/opt/zqcorp/dump %p;other"
            })
    void coreDumps(String pattern, String handler) throws IOException {
        RecordedHost host = new RecordedHost(root).with("/proc/sys/kernel/core_pattern", pattern + "\n");
        assertEquals("settings.core_dumps = " + handler + "\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "10, true", "-1, true"})
    void panics(String seconds, boolean reboots) throws IOException {
        RecordedHost host = new RecordedHost(root).with("/proc/sys/kernel/panic", seconds + "\n");
        assertEquals("settings.panic_reboot = " + reboots + "\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({"0, 10, false", "1, 10, true", "1, 0, false"})
    void userNamespaces(String clone, String most, boolean allowed) throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/proc/sys/kernel/unprivileged_userns_clone", clone + "\n")
                .with("/proc/sys/user/max_user_namespaces", most + "\n");
        assertEquals("settings.user_namespaces = " + allowed + "\n", host.census(collector));
    }

    @Test
    void numbersThatCannotBeTrueAreLeftOut() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/proc/sys/vm/swappiness", "201\n")
                .with("/proc/sys/kernel/pid_max", "99999999999999999999\n")
                .with("/proc/sys/kernel/panic", "zq\n")
                .with("/proc/sys/kernel/numa_balancing", "7\n")
                .with("/sys/kernel/kexec_crash_loaded", "2\n")
                .with("/proc/cmdline", "\n");
        assertEquals("", host.census(collector));
    }

    @Test
    void whatIsSaidLaterCounts() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/apt/apt.conf.d/10periodic", "APT::Periodic::Unattended-Upgrade \"1\";\n")
                .with("/etc/apt/apt.conf.d/20auto-upgrades", "// APT::Periodic::Unattended-Upgrade \"1\";\n");
        assertEquals("settings.auto_update = unattended-upgrades\n", host.census(collector));
        host.with("/etc/apt/apt.conf.d/20auto-upgrades", "APT::Periodic::Unattended-Upgrade \"0\";\n");
        assertEquals("settings.auto_update = none\n", host.census(collector));
    }

    @Test
    void unattendedUpgradesInAFileOfTheAdministrators() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/apt/apt.conf.d/20auto-upgrades", "APT::Periodic::Unattended-Upgrade \"0\";\n")
                .with(
                        "/etc/apt/apt.conf.d/52-zq-unattended-upgrades.conf",
                        "APT::Periodic::Unattended-Upgrade \"7\";\n")
                .with(
                        "/etc/apt/apt.conf.d/53unattended-upgrades.dpkg-old",
                        "APT::Periodic::Unattended-Upgrade \"0\";\n");
        assertEquals("settings.auto_update = unattended-upgrades\n", host.census(collector));
    }

    @Test
    void dnfOnlyWhereItInstalls() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/dnf/dnf.conf", "[main]\n")
                .with("/etc/systemd/system/timers.target.wants/dnf-automatic.timer", "")
                .with("/etc/dnf/automatic.conf", "[commands]\napply_updates = no\n");
        assertEquals("settings.auto_update = none\n", host.census(collector));
        host.with("/etc/dnf/automatic.conf", "[commands]\napply_updates = yes\n");
        assertEquals("settings.auto_update = dnf-automatic\n", host.census(collector));
    }

    @Test
    void yumOfOldInitScripts() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/yum.conf", "[main]\n")
                .with("/var/lock/subsys/yum-cron", "")
                .with("/etc/sysconfig/yum-cron", "CHECK_ONLY=no\nDOWNLOAD_ONLY=no\n");
        assertEquals("settings.auto_update = yum-cron\n", host.census(collector));
        host.with("/etc/sysconfig/yum-cron", "CHECK_ONLY=yes\n");
        assertEquals("settings.auto_update = none\n", host.census(collector));
    }

    @Test
    void yumOfSystemd() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/yum.conf", "[main]\n")
                .with("/etc/systemd/system/multi-user.target.wants/yum-cron.service", "")
                .with("/etc/yum/yum-cron.conf", "[commands]\napply_updates = yes\n");
        assertEquals("settings.auto_update = yum-cron\n", host.census(collector));
    }

    @Test
    void proxmox() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/pve/datacenter.cfg", "keyboard: de\nmigration: type=insecure,network=192.0.2.0/24\n")
                .with("/etc/vzdump.conf", "mode: stop\n\ncompress: 1\nmailto: zq@zqcorp.example\n");
        assertEquals(
                """
                settings.pve_migration = insecure
                settings.vzdump_compress = lzo
                settings.vzdump_mode = stop
                """,
                host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "\"zq\""})
    void aDaemonWithoutSettings(String json) throws IOException {
        assertEquals(
                "", new RecordedHost(root).with("/etc/docker/daemon.json", json).census(collector));
    }

    @Test
    void theDefaultsOfDocker() throws IOException {
        RecordedHost host = new RecordedHost(root).with("/etc/docker/daemon.json", "{\"log-driver\": \"zqlog\"}");
        assertEquals(
                """
                settings.docker_live_restore = false
                settings.docker_log_driver = other
                settings.docker_userns_remap = false
                """,
                host.census(collector));
    }

    private String vzConf(String text) throws IOException {
        return new RecordedHost(root).with("/etc/vz/vz.conf", text).census(collector);
    }

    private void command(String output) throws IOException {
        new RecordedHost(root).with("/usr/bin/prlsrvctl", "#!/bin/sh\ncat <<'EOF'\n" + output + "\nEOF\n");
        Files.setPosixFilePermissions(root.resolve("usr/bin/prlsrvctl"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
