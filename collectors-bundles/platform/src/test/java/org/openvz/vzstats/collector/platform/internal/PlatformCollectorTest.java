package org.openvz.vzstats.collector.platform.internal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;
import org.openvz.vzstats.dictionary.MetricsFile;

class PlatformCollectorTest {

    private final PlatformCollector collector = new PlatformCollector();

    @TempDir
    private Path empty;

    @Test
    void armWithAPrivateKernel() throws IOException {
        assertEquals(
                """
                platform.arch = aarch64
                platform.client = VERSION
                platform.distribution = ubuntu
                platform.distribution_version = 24.04
                platform.kernel = 6.6.31
                platform.kernel_series = 6.6
                platform.product = incus
                platform.virtualized = none
                """,
                census(RecordedHost.named("arm")));
    }

    @Test
    void thisMachine() throws IOException {
        String census = RecordedHost.thisMachine().census(collector);
        assertTrue(census.contains("platform.kernel_series = "), census);
        assertTrue(census.contains("platform.arch = "), census);
        assertTrue(census.contains("platform.product = "), census);
    }

    @Test
    void ofAnEmptyHostOnlyTheClientIsKnown() throws IOException {
        assertEquals("platform.client = VERSION\n", census(new RecordedHost(empty)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.6.18-417.el5.028stab139.1",
                "2.6.18-398.el5xen",
                "2.6.18-194.8.1.el5.028stab070.5PAE",
                "2.6.32-754.35.1.el6.x86_64",
                "2.6.32-5-openvz-amd64",
                "2.6.32-48-pve",
                "3.10.0-962.3.2.lve1.5.77.el7.x86_64",
                "4.18.0-553.16.1.el8_10.x86_64",
                "5.4.17-2136.330.7.1.el8uek.x86_64",
                "5.14.0-427.13.1.el9_4.x86_64",
                "5.14.21-150500.55.83-default",
                "5.15.0-1055-aws",
                "6.1.0-18-amd64",
                "6.6.13+bpo-amd64",
                "6.6.31-0-lts",
                "6.8.0-45-generic",
                "6.8.5-301.fc40.x86_64",
                "6.9.1-arch1-1",
                "6.1.90-un-def-alt1",
                "6.18.44"
            })
    void aPublicKernelIsKeptWhole(String release) {
        assertEquals(Optional.of(release), Kernel.parse(release + "\n").map(Kernel::release));
    }

    @ParameterizedTest
    @CsvSource({
        "6.18.44-fc-v669, 6.18.44, 6.18",
        "5.10.0-acme, 5.10.0, 5.10",
        "2.6.32.61-acme.example.com, 2.6.32.61, 2.6.32",
        "6.1.0-18-amd64-node17, 6.1.0, 6.1",
        "6.1-20240101123456, 6.1, 6.1",
        "4.4.0acme, 4.4.0, 4.4",
        "5.15.0-1-zqcorp-web7, 5.15.0, 5.15",
        "5.15.0-zqcloud, 5.15.0, 5.15"
    })
    void aPrivateKernelIsCutToItsUpstream(String release, String kept, String series) {
        assertEquals(Optional.of(new Kernel(kept, series)), Kernel.parse(release));
    }

    @Test
    void theMetricsFileAdmitsTheSameKernels() throws IOException {
        try (InputStream yaml = PlatformCollector.class.getResourceAsStream("/metrics.yaml")) {
            assertEquals(
                    Kernel.PUBLIC.pattern(),
                    MetricsFile.read(requireNonNull(yaml))
                            .metric("platform.kernel")
                            .orElseThrow()
                            .pattern());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "Linux", "6", "666.1", "v6.1"})
    void whatIsNoKernelIsNone(String release) {
        assertEquals(Optional.empty(), Kernel.parse(release));
    }

    @ParameterizedTest
    @CsvSource({
        "CentOS release 6.4 (Final), centos, 6.4",
        "CentOS Linux release 7.9.2009 (Core), centos, 7.9.2009",
        "Red Hat Enterprise Linux Server release 5.11 (Tikanga), rhel, 5.11",
        "Scientific Linux release 6.10 (Carbon), scientific, 6.10",
        "CloudLinux Server release 6.10 (Vladimir Aksyonov), cloudlinux, 6.10",
        "Acme Corporate Linux release 3, other, 3"
    })
    void distributionsFromBeforeOsRelease(String line, String name, String version) throws IOException {
        String census = census(new RecordedHost(empty).with("/etc/redhat-release", line + "\n"));
        assertEquals(
                "platform.client = VERSION\nplatform.distribution = " + name + "\nplatform.distribution_version = "
                        + version + "\nplatform.product = plain\n",
                census);
    }

    @ParameterizedTest
    @CsvSource({
        "OpenVZ release 7.0.14 (136), openvz-7, 7.0.14",
        "OpenVZ release 9.0.1 (3), openvz-9, 9.0.1",
        "Virtuozzo release 7.0.20 (7), virtuozzo-7, 7.0.20",
        "Virtuozzo Hybrid Server release 7.5.6 (112), virtuozzo-7, 7.5.6",
        "Virtuozzo release 6.0.12 (3705), virtuozzo-6, 6.0.12"
    })
    void virtuozzoReleases(String line, String product, String version) throws IOException {
        assertEquals(
                "platform.client = VERSION\nplatform.product = " + product + "\nplatform.product_version = " + version
                        + "\n",
                census(new RecordedHost(empty).with("/etc/virtuozzo-release", line + "\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/libvirt/libvirtd.conf, libvirt",
        "/usr/bin/lxc-start, lxc",
        "/var/snap/lxd/common/lxd/database/global/x, lxd",
        "/var/lib/lxd/lxd.db, lxd",
        "/var/snap/lxd/common/x, plain",
        "/var/snap/docker/common/x, docker",
        "/usr/bin/incusd, incus",
        "/usr/bin/dockerd, docker",
        "/usr/bin/podman, podman",
        "/etc/xensource-inventory, xcp-ng",
        "/etc/libvirt/libvirt.conf, plain",
        "/usr/bin/docker, plain"
    })
    void productsByTheirFiles(String file, String product) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n")
                .with(file, "");
        assertTrue(census(host).contains("platform.product = " + product + "\n"));
    }

    @Test
    void aContainerOfOpenVzIsNoHostOfIt() throws IOException {
        RecordedHost container = new RecordedHost(empty)
                .with("/proc/sys/kernel/osrelease", "2.6.32-042stab076.8\n")
                .with("/proc/vz/veinfo", "")
                .with("/proc/user_beancounters", "Version: 2.5\n  uid resource\n  101: kmemsize 1 1 2 2 0\n");
        assertTrue(census(container).contains("platform.product = plain\nplatform.virtualized = container\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "'VMware, Inc.', VMware Virtual Platform, vmware",
        "Microsoft Corporation, Virtual Machine, hyperv",
        "Microsoft Corporation, Surface, none",
        "Xen, HVM domU, xen",
        "innotek GmbH, VirtualBox, virtualbox",
        "Amazon EC2, c5.metal, none",
        "Red Hat, KVM, kvm",
        "HP, ProLiant DL380p Gen8, none"
    })
    void whatTheHostRunsInByItsName(String vendor, String product, String expected) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/cpuinfo", "processor : 0\nflags : fpu vmx\n")
                .with("/sys/class/dmi/id/sys_vendor", vendor + "\n")
                .with("/sys/class/dmi/id/product_name", product + "\n");
        assertTrue(census(host).contains("platform.virtualized = " + expected + "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "tsc kvm-clock acpi_pm, kvm",
        "hyperv_clocksource_tsc_page acpi_pm, hyperv",
        "xen tsc, xen",
        "tsc hpet, other"
    })
    void whatTheHostRunsInByItsClocks(String clocks, String expected) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/cpuinfo", "processor : 0\nflags : fpu hypervisor\n")
                .with("/sys/devices/system/clocksource/clocksource0/available_clocksource", clocks + "\n");
        assertTrue(census(host).contains("platform.virtualized = " + expected + "\n"));
    }

    @Test
    void aXenHostIsNoGuest() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/proc/cpuinfo", "processor : 0\nflags : fpu hypervisor\n")
                .with("/sys/hypervisor/type", "xen\n");
        assertTrue(census(host).contains("platform.virtualized = xen\n"));
        assertTrue(
                census(host.with("/proc/xen/capabilities", "control_d\n")).contains("platform.virtualized = none\n"));
    }

    @Test
    void aMarkedContainerIsOne() throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/.dockerenv", "").with("/proc/2/comm", "java\n");
        assertTrue(census(host).contains("platform.virtualized = container\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "/run/systemd/container, lxc",
        "/dev/lxd/sock, ''",
        "/proc/1/environ, container=lxc",
        "/run/.containerenv, ''"
    })
    void whatManagersOfContainersLeave(String file, String content) throws IOException {
        RecordedHost host = new RecordedHost(empty).with(file, content);
        assertTrue(census(host).contains("platform.virtualized = container\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOME=/\0TERM=linux\0", "mycontainer=1\0", "container=\0"})
    void whatElseTheFirstProcessIsTold(String environment) throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/1/environ", environment);
        assertEquals("platform.client = VERSION\n", census(host));
    }

    @Test
    void aVirtualMachineMadeFromAContainersImageIsNoContainer() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/.dockerenv", "")
                .with("/proc/2/comm", "kthreadd\n")
                .with("/proc/cpuinfo", "processor : 0\nflags : fpu hypervisor\n");
        assertTrue(census(host).contains("platform.virtualized = other\n"));
    }

    @Test
    void theMostSpecificOfSeveralProductsWins() throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/proc/sys/kernel/osrelease", "5.15.0-91-generic\n");
        String before = "plain";
        for (Map.Entry<String, String> next : List.of(
                Map.entry("podman", "/usr/bin/podman"),
                Map.entry("docker", "/usr/bin/dockerd"),
                Map.entry("lxc", "/usr/bin/lxc-start"),
                Map.entry("libvirt", "/usr/sbin/libvirtd"),
                Map.entry("lxd", "/var/lib/lxd/database/x"),
                Map.entry("incus", "/usr/bin/incusd"),
                Map.entry("ovirt", "/usr/share/vdsm/x"),
                Map.entry("xcp-ng", "/etc/xensource-inventory"),
                Map.entry("proxmox", "/etc/pve/datacenter.cfg"))) {
            assertTrue(census(host).contains("platform.product = " + before + "\n"), before);
            host = host.with(next.getValue(), "");
            before = next.getKey();
        }
        assertTrue(census(host).contains("platform.product = proxmox\n"));
        assertTrue(census(host.with("/etc/virtuozzo-release", "OpenVZ release 7.0.22 (8)\n"))
                .contains("platform.product = openvz-7\n"));
    }

    @Test
    void theArchitectureByTheLoaderOrACommand() throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/lib64/ld-linux-x86-64.so.2", "");
        assertTrue(census(host).contains("platform.arch = x86_64\n"));
        // A second loader leaves it open, and there is no uname beneath this root.
        assertEquals("platform.client = VERSION\n", census(host.with("/lib/ld-linux-aarch64.so.1", "")));
        Path uname = empty.resolve("bin/uname");
        host.with("/bin/uname", "#!/bin/sh\n[ \"$1\" = -m ] && echo i586\n");
        assertTrue(uname.toFile().setExecutable(true));
        assertTrue(census(host).contains("platform.arch = i686\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID=", "ID", "NAME=Acme", "ID=\"debian", "VERSION_ID=12"})
    void anOsReleaseThatNamesNoDistributionIsNone(String text) throws IOException {
        assertEquals("platform.client = VERSION\n", census(new RecordedHost(empty).with("/etc/os-release", text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rolling", "12 acme", "99999999999999999999", "1.2.3.4.5", "12;"})
    void aVersionThatIsNoneIsLeftOut(String version) throws IOException {
        String census =
                census(new RecordedHost(empty).with("/etc/os-release", "ID=acme\nVERSION_ID='" + version + "'\n"));
        assertEquals("platform.client = VERSION\nplatform.distribution = other\nplatform.product = plain\n", census);
    }

    @Test
    void debianFromBeforeOsRelease() throws IOException {
        Files.createDirectories(empty.resolve("etc"));
        RecordedHost host = new RecordedHost(empty).with("/etc/debian_version", "6.0.10\n");
        assertTrue(census(host).contains("platform.distribution = debian\nplatform.distribution_version = 6.0.10\n"));
        assertEquals("platform.client = VERSION\n", census(host.with("/etc/debian_version", "squeeze/sid\n")));
    }

    /** The version changes with every release. */
    private String census(RecordedHost host) throws IOException {
        return host.census(collector).replaceFirst("(?m)^(platform\\.client = )\\d+\\.\\d+\\.\\d+$", "$1VERSION");
    }
}
