package org.openvz.vzstats.collector.software.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.support.PackageDatabase;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class SoftwareCollectorTest {

    private final SoftwareCollector collector = new SoftwareCollector();

    @TempDir
    private Path root;

    @Test
    void thisMachine() throws IOException {
        String census = RecordedHost.thisMachine().census(collector);
        assertTrue(census.isEmpty() || census.contains("software."), census);
    }

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(root).census(collector));
    }

    @Test
    void everyPackageIsInTheVocabulary() throws IOException {
        StringBuilder status = new StringBuilder();
        KnownPackages.PRODUCTS.values().forEach(names -> append(status, names.get(1)));
        KnownPackages.OTHERS.values().forEach(names -> append(status, names.get(0)));
        String census = new RecordedHost(root)
                .with("/var/lib/dpkg/status", status.toString())
                .census(collector);
        // All but the kernel, which has no such version.
        assertEquals(
                KnownPackages.PRODUCTS.size() - 1,
                census.lines().filter(line -> line.endsWith(" = 1.2")).count());
    }

    @ParameterizedTest
    @CsvSource({
        "4.9.4-1, 4.9.4",
        "1:7.2+dfsg-7+deb12u3, 7.2",
        "5:24.0.7-1~ubuntu.22.04~jammy, 24.0.7",
        "8.1.5-r0, 8.1.5",
        "8.0.0_rc2, 8.0.0-rc2",
        "1:8.0.0~rc3+dfsg-1, 8.0.0-rc3",
        "7.0.506-1.vz7, 7.0.506",
        "0.12.1.2-2.491.el6, 0.12.1.2",
        "252.22-1~deb12u1, 252.22",
        "219, 219",
        "1:6.7-debian12-202411080406, 6.7",
        "5.0.3-babaaf8, 5.0.3"
    })
    void versionsAreUpstreams(String packaged, String upstream) {
        assertEquals(Optional.of(upstream), UpstreamVersion.of(packaged));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zqcorp", "v1.2", "1.2.3.4.5", "123456789.1", "-1.2", "1:2:3", ".5"})
    void whatIsNoVersionIsLeftOut(String packaged) {
        assertEquals(Optional.empty(), UpstreamVersion.of(packaged));
    }

    @ParameterizedTest
    @CsvSource({
        "2.6.32-042stab145.3, 2.6.32-042stab145.3",
        "2.6.32-042stab076.8.el6, 2.6.32-042stab076.8",
        "3.10.0-1160.119.1.vz7.224.4, 3.10.0-1160.119.1.vz7.224.4",
        "2.6.32-754.35.1.zqcorp, ",
        "2.6.32-042stab145.3.zqcorp, "
    })
    void kernelsForContainersKeepTheirRelease(String packaged, String kernel) {
        assertEquals(Optional.ofNullable(kernel), UpstreamVersion.ofContainerKernel(packaged));
    }

    @ParameterizedTest
    @CsvSource({
        "2.6.32-042stab139.5, 2.6.32-042stab145.3, 2.6.32-042stab145.3",
        "9.2, 10.1, 10.1",
        "1.2, 1.2.1, 1.2.1",
        "3, 2.9, 3"
    })
    void theLatestOfManyCounts(String one, String other, String later) {
        assertEquals(later, UpstreamVersion.later(one, other));
        assertEquals(later, UpstreamVersion.later(other, one));
    }

    @Test
    void alpine() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with(
                        "/lib/apk/db/installed",
                        """
                        C:Q1zqzqzq=
                        P:qemu-system-x86_64
                        V:8.1.5-r0
                        m:Natanael <zq@example.org>

                        P:zqcorp-agent
                        V:1.0-r0

                        P:lxc
                        V:5.0.3-r1
                        """);
        assertEquals(
                """
                software.installed = {}
                software.lxc = 5.0.3
                software.package_format = apk
                software.packages = 3
                software.qemu = 8.1.5
                """,
                host.census(collector));
    }

    @Test
    void arch() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/var/lib/pacman/local/ALPM_DB_VERSION", "9\n")
                .with("/var/lib/pacman/local/qemu-base-8.2.0-3/desc", "")
                .with("/var/lib/pacman/local/vzctl-4.9.4-1/desc", "")
                .with("/var/lib/pacman/local/docker-1:25.0.1-1/desc", "");
        assertEquals(
                """
                software.docker = 25.0.1
                software.installed = {}
                software.package_format = pacman
                software.packages = 3
                software.qemu = 8.2.0
                software.vzctl = 4.9.4
                """,
                host.census(collector));
    }

    @Test
    void gentoo() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/var/db/pkg/sys-cluster/vzctl-4.11.1-r1/PF", "")
                .with("/var/db/pkg/sys-cluster/ploop-1.15/PF", "")
                .with("/var/db/pkg/app-emulation/qemu-8.0.0_rc2/PF", "")
                .with("/var/db/pkg/app-emulation/-MERGING-libvirt-9.0/PF", "")
                .with("/var/db/pkg/zq-overlay/zqcorp-1/PF", "");
        assertEquals(
                """
                software.installed = {}
                software.package_format = portage
                software.packages = 4
                software.ploop = 1.15
                software.qemu = 8.0.0-rc2
                software.vzctl = 4.11.1
                """,
                host.census(collector));
    }

    @Test
    void withoutADatabaseNoCommandIsStarted() throws IOException {
        Path rpm = Files.createDirectories(root.resolve("usr/bin")).resolve("rpm");
        Files.writeString(rpm, "#!/bin/sh\necho vzctl 4.9-1 x86_64\n");
        Files.setPosixFilePermissions(rpm, PosixFilePermissions.fromString("rwxr-xr-x"));
        RecordedHost host = new RecordedHost(root);
        assertEquals("", host.census(collector));
        assertEquals(
                """
                software.installed = {}
                software.package_format = rpm
                software.packages = 1
                software.vzctl = 4.9
                """,
                host.with("/usr/lib/sysimage/rpm/rpmdb.sqlite", "").census(collector));
    }

    @Test
    void snaps() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/snap/lxd/current/meta/snap.yaml", "name: lxd\nversion: '5.21.1-2d13beb'\nsummary: LXD\n");
        assertEquals("software.lxd = 5.21.1\n", host.census(collector));
    }

    @Test
    void aSnapIsWhatItsEmptyPackageStandsFor() throws IOException {
        String census = new RecordedHost(root)
                .with("/var/lib/dpkg/status", "Package: lxd\nStatus: install ok installed\nVersion: 1:0.10\n\n")
                .with("/snap/lxd/current/meta/snap.yaml", "name: lxd\nversion: 5.0.3-babaaf8\n")
                .census(collector);
        assertTrue(census.contains("software.lxd = 5.0.3\n"), census);
    }

    @Test
    void theTrayAppletIsNoDocker() throws IOException {
        StringBuilder status = new StringBuilder();
        append(status, "docker");
        String census = new RecordedHost(root)
                .with("/var/lib/dpkg/status", status.toString())
                .census(collector);
        assertEquals("software.installed = {}\nsoftware.package_format = deb\nsoftware.packages = 1\n", census);
    }

    @ParameterizedTest
    @CsvSource({
        "/sys/kernel/livepatch/kpatch_3_10_0_1160_1_1/enabled, 1, kpatch",
        "/sys/kernel/kpatch/patches/readykernel_patch_7/enabled, 1, readykernel",
        "/sys/kernel/livepatch/livepatch_12/enabled, 1, suse",
        "/sys/kernel/livepatch/zqcorp/enabled, 1, other",
        "/sys/kernel/livepatch/kpatch_1/enabled, 0, none",
        "/sys/kernel/livepatch/kpatch_1/enabled, x, none",
        "/sys/module/kcare/initstate, live, kernelcare"
    })
    void livePatches(String path, String content, String vendor) throws IOException {
        assertEquals(
                "software.live_patch = " + vendor + "\n",
                new RecordedHost(root).with(path, content).census(collector));
    }

    @Test
    void repositoriesThatAreOffDoNotCount() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with(
                        "/etc/yum.repos.d/a.repo",
                        "[epel]\nenabled = 0\n[remi-safe]\n[zq-internal]\nenabled=1\n[baseos]\n")
                .with("/etc/yum.repos.d/b.repo.rpmsave", "[elrepo]\n");
        assertEquals("software.repositories = {other=1, remi=1}\n", host.census(collector));
    }

    @Test
    void aLargeDatabaseTakesNoTime() throws IOException {
        StringBuilder status = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            append(status, "zq" + i);
            status.insert(status.length() - 1, "Description: " + "x".repeat(500) + "\n");
        }
        String text = status.toString();
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertEquals(4_000, PackageDatabase.deb(text).packages().size()));
    }

    private static void append(StringBuilder status, String name) {
        status.append("Package: ").append(name).append("\nStatus: install ok installed\nVersion: 1.2-3\n\n");
    }
}
