package org.openvz.vzstats.collector.simfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class SimfsCollectorTest {

    private final SimfsCollector collector = new SimfsCollector();

    @TempDir
    private Path root;

    @Test
    void aHostWithoutContainersHasNone() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/proc/mounts", "/dev/vda / ext4 rw 0 0\n")
                .with("/etc/vz/vz.conf", "VE_LAYOUT=ploop\n");
        assertEquals("", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "VE_LAYOUT=ploop, ploop",
        "VE_LAYOUT=ploop:expanded, ploop",
        "VE_LAYOUT=simfs, simfs",
        "VEFSTYPE=ext4, ploop",
        "VEFSTYPE=simfs, simfs",
    })
    void whatANewContainerGets(String configuration, String layout) throws IOException {
        String census = new RecordedHost(root)
                .with("/etc/vz/conf/README", "")
                .with("/etc/vz/vz.conf", configuration + "\n")
                .census(collector);
        assertTrue(census.contains("simfs.default_layout = " + layout + "\n"), census);
    }

    @Test
    void anImageOfAnotherFormat() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/vz/vz.conf", "VEFSTYPE=\"xfs\"\nVEIMAGEFORMAT=\"qcow2\"\n")
                .with("/etc/vz/conf/101.conf", "VE_LAYOUT=5\nVEIMAGEFORMAT=\"qcow2\"\n");
        assertEquals(
                "simfs.default_layout = qcow2\nsimfs.layout = {qcow2=1}\nsimfs.ve_fs_type = xfs\n",
                host.census(collector));
    }

    @Test
    void layoutsAreSeenWhereNothingSaysThem() throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/vz/vz.conf", "VE_PRIVATE=/zqvz/private/${VEID}\n")
                .with("/etc/vz/conf/101.conf", "OSTEMPLATE=centos-6\n")
                .with("/etc/vz/conf/102.conf", "OSTEMPLATE=centos-6\n")
                .with("/etc/vz/conf/103.conf", "OSTEMPLATE=centos-6\n")
                .with("/zqvz/private/101/root.hdd/DiskDescriptor.xml", "")
                .with("/zqvz/private/102/etc/passwd", "")
                .with("/proc/mounts", "/dev/sda1 / ext4 rw 0 0\nzqnas:/zq /zqvz nfs4 rw 0 0\n");
        assertEquals("simfs.beneath = {nfs=3}\nsimfs.layout = {ploop=1, simfs=1}\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/sda1 / ext4 rw 0 0|/dev/sdb1 /vz xfs rw 0 0, xfs",
        "rootfs / rootfs rw 0 0|/dev/sda1 / ext3 rw 0 0, ext3",
        "/dev/sda1 / ext4 rw 0 0|/dev/sdb1 /vzdata xfs rw 0 0, ext4",
        "a /vz ext4 rw 0 0|b /vz vstorage rw 0 0, vstorage",
        "vstorage://zqc /vz/private fuse.vstorage rw 0 0, vstorage",
        "a /vz zqfs rw 0 0, other"
    })
    void theNearestMountCounts(String mounts, String fileSystem) throws IOException {
        RecordedHost host = new RecordedHost(root)
                .with("/etc/vz/conf/101.conf", "VE_LAYOUT=simfs\n")
                .with("/proc/mounts", mounts.replace('|', '\n') + "\n");
        assertEquals("simfs.beneath = {" + fileSystem + "=1}\nsimfs.layout = {simfs=1}\n", host.census(collector));
    }
}
