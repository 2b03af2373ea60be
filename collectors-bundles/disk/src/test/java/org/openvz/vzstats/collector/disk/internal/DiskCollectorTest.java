package org.openvz.vzstats.collector.disk.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class DiskCollectorTest {

    private final DiskCollector collector = new DiskCollector();

    @TempDir
    private Path empty;

    @Test
    void openVz6() throws IOException {
        assertEquals(
                """
                disk.bus = {sata=3}
                disk.count = {hdd=2, ssd=1}
                disk.lvm = true
                disk.md_raid = {raid1=2}
                disk.model = {INTEL SSDSC2BW24=1, WDC WD2003FYYS-0=2}
                disk.scheduler = {cfq=2, deadline=1}
                disk.size = {1024-2047=2, 128-255=1}
                disk.total_size = 3949
                """,
                disksOf(RecordedHost.named("openvz6")));
    }

    @Test
    void openVz7() throws IOException {
        assertEquals(
                """
                disk.bus = {nvme=2, raid=2, sas=1, sata=1}
                disk.count = {hdd=3, nvme=2, ssd=1}
                disk.lvm = false
                disk.md_raid = {}
                disk.model = {INTEL SSDPE2KX020T8=2, SAMSUNG MZ7LH960=1, SEAGATE ST4000NM0295=1, other=2}
                disk.scheduler = {deadline=4, none=2}
                disk.size = {1024-2047=2, 2048-4095=1, 4096-8191=1, 512-1023=2}
                disk.total_size = 16205
                """,
                disksOf(RecordedHost.named("openvz7")));
    }

    @Test
    void debian12InAVirtualMachine() throws IOException {
        assertEquals(
                """
                disk.bus = {virtio=1}
                disk.count = {virtual=1}
                disk.lvm = false
                disk.md_raid = {}
                disk.scheduler = {mq-deadline=1}
                disk.size = {256-511=1}
                disk.total_size = 256
                """,
                disksOf(RecordedHost.named("debian12")));
    }

    @Test
    void virtualDisksAndArraysNamedByTheirOwner() throws IOException {
        assertEquals(
                """
                disk.bus = {hyperv=1, iscsi=1, pvscsi=1, raid=1, sata=1, virtio=1, xen=1}
                disk.count = {hdd=1, ssd=1, virtual=5}
                disk.lvm = false
                disk.md_raid = {raid10=1}
                disk.model = {other=2}
                disk.scheduler = {mq-deadline=4, none=2}
                disk.size = {2048-4095=2, 32-63=5}
                disk.total_size = 7612
                """,
                disksOf(RecordedHost.named("proxmox")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openvz6", "openvz7", "debian12", "proxmox"})
    void guestsHaveASpace(String host) throws IOException {
        // Of the file system that these sources are on: how large it is cannot be recorded.
        String census = RecordedHost.named(host).census(collector);
        assertTrue(
                census.matches("(?s).*disk\\.vz_fs = .*disk\\.vz_size = \\d+\ndisk\\.vz_used_percent = \\d+\n"),
                census);
    }

    @Test
    void thisMachine() throws IOException {
        String census = RecordedHost.thisMachine().census(collector);
        assertTrue(census.contains("disk.count = "), census);
        assertTrue(census.contains("disk.vz_size = "), census);
    }

    @Test
    void anEmptyHostHasNoDisksToTellOf() throws IOException {
        assertEquals("", disksOf(new RecordedHost(empty)));
        assertEquals("", new RecordedHost(empty.resolve("nowhere")).census(collector));
    }

    @Test
    void aHostWithoutDisksSaysSo() throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/sys/block/loop0/size", "8\n");
        assertEquals(
                """
                disk.bus = {}
                disk.count = {}
                disk.lvm = false
                disk.md_raid = {}
                disk.size = {}
                disk.total_size = 0
                """,
                disksOf(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "0", "99999999999999999999", "2251799813685249"})
    void aDiskWithoutASizeThatCanBeTrueIsNone(String size) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/sys/block/sda/size", size)
                .with("/sys/block/sda/queue/rotational", "0\n");
        assertTrue(disksOf(host).contains("disk.count = {}\n"));
    }

    @Test
    void whatIsUnknownOfADiskIsOther() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/sys/block/sda/size", "67108864\n")
                .with("/sys/block/sda/queue/rotational", "2\n")
                .with("/sys/block/sda/queue/scheduler", "[none\n")
                .with("/sys/block/sda/device/model", "bell \u0007\n")
                .with("/sys/block/dm-0/size", "8\n");
        assertEquals(
                """
                disk.bus = {other=1}
                disk.count = {other=1}
                disk.md_raid = {}
                disk.model = {other=1}
                disk.size = {32-63=1}
                disk.total_size = 32
                """,
                disksOf(host));
    }

    @Test
    void partitionsAndWhatIsMadeOfDisksAreNone() throws IOException {
        RecordedHost host = new RecordedHost(empty);
        for (String device :
                "sda1 nvme0n1p1 nvme0c0n1 mmcblk0boot0 mmcblk0p1 rbd0 nbd0 drbd0 zd0 bcache0 fd0 sr0 zram0 md0"
                        .split(" ", -1)) {
            host = host.with("/sys/block/" + device + "/size", "67108864\n");
        }
        assertTrue(disksOf(host).contains("disk.count = {}\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "62914560, 0-31",
        "67108864, 32-63",
        "937703088, 256-511",
        "1953525168, 512-1023",
        "34359738367, 8192-16383",
        "34359738368, 16384+",
        "2251799813685248, 16384+"
    })
    void sizesAreInClasses(long sectors, String expected) throws IOException {
        RecordedHost host = new RecordedHost(empty).with("/sys/block/vda/size", sectors + "\n");
        assertTrue(disksOf(host).contains("disk.size = {" + expected + "=1}\n"));
    }

    @ParameterizedTest
    @CsvSource({"ext4, ext4", "nfs4, nfs", "fuse.vstorage, vstorage", "fuse.sshfs, other", "zfs, zfs", "'', other"})
    void fileSystemsHaveOneName(String type, String expected) {
        assertEquals(expected, FileSystems.nameOf(type));
    }

    @Test
    void theGuestsDirectoryMayBeALink() throws IOException {
        Files.createDirectories(empty.resolve("data/vz"));
        Files.createSymbolicLink(empty.resolve("vz"), Path.of("/data/vz"));
        assertTrue(new RecordedHost(empty).census(collector).contains("disk.vz_fs = "));
    }

    private String disksOf(RecordedHost host) throws IOException {
        return host.census(collector)
                .lines()
                .filter(line -> !line.startsWith("disk.vz_"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
