package org.openvz.vzstats.processor.vzstats.classic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The finer cases of each file. */
class TextsTest {

    private static final String HEADINGS = "Filesystem     1K-blocks     Used Available Use% Mounted on\n";

    @Test
    void theClientsVersion() {
        assertTells("platform.client = 0.5.0", "collect.log", "== vzstats 0.5 ==\n");
        assertTells("platform.client = 0.3.2", "collect.log", "== vzstats 0.3.2 ==\n== executing /x ==\n");
        for (String none : List.of(
                "== executing /usr/libexec/vzstats/df ==\n",
                "\n== vzstats 0.5.1 ==\n",
                "== vzstats 5 ==",
                "== vzstats 0.5.1.7 ==",
                "== vzstats zq ==",
                "vzstats 0.5.1")) {
            assertEquals("", Translated.lines("collect.log", none), none);
        }
    }

    @Test
    void theKernelSaysWhichProduct() {
        assertTells("platform.product = openvz-6", "uname", "2.6.32-042stab145.3 x86_64\n");
        assertTells("platform.product = openvz-6", "uname", "2.6.32-5-openvz-amd64 x86_64\n");
        assertTells("platform.product = openvz-5", "uname", "2.6.18-308.el5.028stab099.3ent i686\n");
        assertTells("platform.product = openvz-7", "uname", "3.10.0-1160.119.1.vz7.224.4 x86_64\n");
        assertTells("platform.product = proxmox", "uname", "2.6.32-37-pve x86_64\n");
        // vzctl works on these as well, and so do other products.
        assertTellsNothingOf("platform.product", "uname", "3.10.0-123.el7.x86_64 x86_64\n");
        assertTellsNothingOf("platform.product", "uname", "4.9.0-19-amd64 x86_64\n");
        assertTells("platform.arch = other", "uname", "2.6.32-042stab145.3 zq\n");
        assertEquals("", Translated.lines("uname", "2.6.32-042stab145.3\n"));
        assertEquals("", Translated.lines("uname", "Linux hn.zqcorp.example 2.6.32-042stab145.3 x86_64\n"));
    }

    @Test
    void theDistribution() {
        assertTells("platform.distribution = ubuntu", "osrelease", "ID=ubuntu\nVERSION_ID=\"12.04\"\n");
        assertTells("platform.distribution_version = 12.04", "osrelease", "ID=ubuntu\nVERSION_ID=\"12.04\"\n");
        assertTells("platform.distribution_version = 10.04", "osrelease", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\n");
        assertTells("platform.distribution = altlinux", "osrelease", "ALT Linux 6.0.1 Centaurus (Cheiron)\n");
        assertTells(
                "platform.distribution = arch", "osrelease", "==> /etc/arch-release <==\n\n==> /etc/lsb-release <==\n");
        assertTells(
                "platform.distribution = rhel",
                "osrelease",
                "Red Hat Enterprise Linux Server release 6.4 (Santiago)\n");
        assertTells(
                "platform.distribution = rhel",
                "lsbrelease",
                "Distributor ID:\tRedHatEnterpriseServer\nRelease:\t6.4\n");
        assertTells(
                "platform.distribution_version = 6.0.7", "lsbrelease", "Distributor ID:\tDebian\nRelease:\t6.0.7\n");
        assertTells("platform.distribution = other", "lsbrelease", "Distributor ID:\tZQ Corp Linux\nRelease:\t1\n");
        assertTellsNothingOf(
                "platform.distribution_version", "lsbrelease", "Distributor ID:\tDebian\nRelease:\ttesting\n");
        assertEquals("", Translated.lines("lsbrelease", "Description:\tDebian\nRelease:\t7\n"));
    }

    @Test
    void whatTheReleaseFilesSayGoesBeforeLsbRelease() {
        assertEquals(
                "platform.distribution = centos\nplatform.distribution_version = 6.4\n",
                Translated.lines(Map.of(
                        "osrelease", "CentOS release 6.4 (Final)\n",
                        "lsbrelease", "Distributor ID:\tScientific\nRelease:\t6.3\n")));
    }

    @Test
    void theSpaceForContainers() {
        assertTells("disk.vz_size = 64", "df", HEADINGS + "/dev/sda1 104857600 26214400 78643200 25% /vz\n");
        assertTells("disk.vz_used_percent = 20", "df", HEADINGS + "/dev/sda1 104857600 26214400 78643200 25% /vz\n");
        assertTells(
                "disk.vz_size = 64",
                "df",
                """
                Файловая система 1K-блоков Исп Доступно Исп% Cмонтировано в
                /dev/mapper/zqhn
                          104857600 26214400 78643200 25% /vz disk
                """);
        assertTellsNothingOf("disk.vz_fs", "df", HEADINGS + "/dev/sda1 104857600 26214400 78643200 25% /vz\n");
        for (String none : List.of(
                HEADINGS,
                HEADINGS + "/dev/sda1 0 0 0 - /vz\n",
                HEADINGS + "/dev/sda1 100 200 0 100% /vz\n",
                HEADINGS + "/dev/sda1 100 50 50 50%\n",
                HEADINGS + "/dev/sda1 100 50 50 50% /vz\n/dev/sdb1 100 50 50 50% /vz2\n",
                HEADINGS + "/dev/sda1 99999999999999999999 50 50 50% /vz\n",
                HEADINGS + "/dev/sda1 1e9 50 50 50% /vz\n")) {
            assertEquals("", Translated.lines("df", none), none);
        }
    }

    @Test
    void theFileSystemOfContainers() {
        String df = HEADINGS + "/dev/sda1 104857600 26214400 78643200 25% /\n";
        assertTrue(Translated.lines(Map.of("df", df, "fs", "rootfs\nxfs\n")).contains("disk.vz_fs = xfs\n"));
        assertTrue(Translated.lines(Map.of("df", df, "fs", "fuse.pstorage\n")).contains("disk.vz_fs = vstorage\n"));
        assertTrue(Translated.lines(Map.of("df", df, "fs", "zqfs\n")).contains("disk.vz_fs = other\n"));
        assertFalse(Translated.lines(Map.of("df", df, "fs", "ext4 rw 0 0\n")).contains("vz_fs"));
        assertEquals("", Translated.lines("fs", "ext4\n"), "of nothing");
    }

    @Test
    void theContainers() {
        assertTells("container-contents.total = 2", "vzlist", "running\nstopped\n");
        assertTells("container-settings.vswap = {off=1, on=1}", "vzlist", "running   yes\nstopped    no\n");
        assertTells("simfs.layout = {ploop=1}", "vzlist", "running   ploop  \nstopped   ???   \n");
        assertTellsNothingOf("simfs.beneath", "vzlist", "running   ploop  \n");
        // Not a number too small: none.
        assertEquals("", Translated.lines("vzlist", "running ploop yes\nzqhost ploop yes\n"));
        assertEquals("", Translated.lines("vzlist", "CTID NPROC STATUS\n101 7 running\n"));
        assertEquals("", Translated.lines("vzlist", "running ploop yes\n".repeat(70_000)));
        assertEquals("", Translated.lines("vzlist", ""), "no list is not none");
        assertEquals("", Translated.lines("ostemplates", "centos-6-x86_64\n"), "of no container");
    }

    @Test
    void templatesGoWithTheContainersOnlyIfTheyAreAsMany() {
        String lines = Translated.lines(Map.of("vzlist", "running\nstopped\n", "ostemplates", "centos-6-x86_64\n"));
        assertTrue(lines.contains("container-contents.total = 2\n"), lines);
        assertFalse(lines.contains("template"), lines);
    }

    @Test
    void onlyACommandThatSaysThereAreNoneCountsNone() {
        String found = "== executing /usr/libexec/vzstats/vzlist ==\nContainer(s) not found\n";
        assertTells("container-contents.total = 0", "collect.log", found);
        assertEquals("", Translated.lines("collect.log", found.replace("/vzlist", "/ostemplates")));
        assertEquals("", Translated.lines("collect.log", "== executing /x/vzlist ==\nvzlist: not found\n"));
    }

    @Test
    void theMomentsFrequencyIsNotTheNominalOne() {
        assertTellsNothingOf("cpu.mhz", "cpuinfo", "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu MHz\t\t: 800.000\n");
        assertTells(
                "cpu.mhz = 2500",
                "cpuinfo",
                "processor\t: 0\nmodel name\t: Intel(R) Xeon(R) CPU E5-2640 0 @ 2.50GHz\ncpu MHz\t\t: 1200.000\n");
    }

    @Test
    void thePackages() {
        assertTells("software.vzctl = 4.9.2", "vzversion-arch", "linux-openvz-testing 2.6.32.61-1\nvzctl 4.9.2-1\n");
        assertTells("software.package_format = pacman", "vzversion-arch", "vzctl 4.9.2-1\n");
        assertTells(
                "software.vzkernel = 2.6.32-042stab078.27", "vzversion-rpm", "vzkernel-2.6.32-042stab078.27.x86_64\n");
        assertTells(
                "software.vstorage_metadata_server = 6.0.4",
                "vzversion-rpm",
                "pstorage-metadata-server-6.0.4-29.x86_64\n");
        // Of columns of 80 characters: what may be cut is none, what was cut off something else is whole.
        String columns = "+++-==============-==============-====================\n";
        assertEquals("", Translated.lines("vzversion-deb", columns + "ii  vzctl          4.9.12345.6789 OpenVZ\n"));
        assertTells("software.vzctl = 4.9.4", "vzversion-deb", columns + "ii  vzctl:amd64    4.9.4-1~bpo70+ OpenVZ\n");
        assertEquals("", Translated.lines("vzversion-deb", "rc  vzctl  4.9.4-1  amd64  OpenVZ\n"));
        assertEquals("", Translated.lines("vzversion-rpm", "package vzctl is not installed\n"));
    }

    private static void assertTells(String line, String file, String text) {
        String lines = Translated.lines(file, text);
        assertTrue(lines.lines().anyMatch(line::equals), lines);
    }

    private static void assertTellsNothingOf(String metric, String file, String text) {
        String lines = Translated.lines(file, text);
        assertFalse(lines.isEmpty());
        assertFalse(lines.contains(metric + " "), lines);
    }
}
