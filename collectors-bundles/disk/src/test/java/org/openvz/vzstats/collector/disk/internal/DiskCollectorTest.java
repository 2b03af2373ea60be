package org.openvz.vzstats.collector.disk.internal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.support.FileSystems;
import org.openvz.vzstats.collector.testkit.RecordedHost;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricsFile;

class DiskCollectorTest {

    private final DiskCollector collector = new DiskCollector();

    @TempDir
    private Path empty;

    @Test
    void virtualDisksAndArraysNamedByTheirOwner() throws IOException {
        assertEquals(
                """
                disk.bus = {hyperv=1, iscsi=1, pvscsi=1, raid=1, sata=1, virtio=1, xen=1}
                disk.count = {hdd=1, ssd=1, virtual=5}
                disk.lvm = false
                disk.md_raid = {raid10=1}
                disk.model = {Msft Virtual Disk=1, QEMU HARDDISK=1, VBOX HARDDISK=1, VMware Virtual disk=1, other=2}
                disk.scheduler = {mq-deadline=4, none=2}
                disk.size = {2048-4095=2, 32-63=5}
                disk.total_size = 7612
                """,
                disksOf(RecordedHost.named("controllers")));
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
    @ValueSource(strings = {"", "x", "-1", "0", "99999999999999999999", "281474976710657"})
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEAGATE ST4000NM0295",
                "ST2000NM0008-2F3",
                "ST16000NM001G-2K",
                "ST3500418AS",
                "IBM-ESXS ST3300657SS",
                "LENOVO-X ST1200MM0007",
                "XS3840SE70094",
                "ZP2000GM30013",
                "WDC WD2003FYYS-0",
                "WDC WD40EFRX-68N",
                "WDC WUH721414ALE6L4",
                "WDS100T1X0E-00AFY0",
                "WUS4BB096D7P3E3",
                "WD_BLACK SN850X 1000GB",
                "WD Blue SN570 1TB",
                "WDC CL SN720 SDAQNTW-512G-2000",
                "HGST HUS726T4TAL5200",
                "HGST HUS724040AL",
                "Hitachi HUA72302",
                "HITACHI HUC106060CSS600",
                "HUSMM1680ASS204",
                "TOSHIBA MG08ACA1",
                "TOSHIBA DT01ACA2",
                "TOSHIBA AL14SEB120N",
                "TOSHIBA PX05SVB096",
                "KIOXIA KCD61LUL3T84",
                "KXG50ZNV512G NVMe TOSHIBA 512GB",
                "TOSHIBA-TR200",
                "SAMSUNG MZ7LH960",
                "SAMSUNG MZQLB1T9HAJR-00007",
                "MZ7KM480HAHP-0D3",
                "Samsung SSD 860",
                "Samsung SSD 970 EVO Plus 500GB",
                "SAMSUNG HD103SJ",
                "Samsung SSD 990 PRO with Heatsink 2TB",
                "INTEL SSDSC2BW24",
                "INTEL SSDPE2KX020T8",
                "SSDSC2KB480G8R",
                "SOLIDIGM SSDPF2KX038T1",
                "INTEL MEMPEK1W016GA",
                "Micron_5300_MTFD",
                "Micron_7300_MTFDHBE3T8TDF",
                "MTFDDAK480TDS-1A",
                "CT1000MX500SSD1",
                "CT500P5SSD8",
                "Crucial_CT512MX1",
                "M4-CT256M4SSD2",
                "KINGSTON SA400S3",
                "KINGSTON SEDC500M960G",
                "KINGSTON SNV2S1000G",
                "SanDisk SDSSDA24",
                "SanDisk SDSSDHII",
                "SDLF1DAR-960G-1H",
                "SDLFNDAR-960G-1H",
                "SANDISK LT0400MO",
                "HFS480G3H2X069N",
                "SKHynix_HFS512GD9TNI-L2B0B",
                "HFS1T9G32FEH-BA1",
                "SHGP31-1000GM",
                "FUJITSU MBA3147RC",
                "FUJITSU MHZ2120BH G2",
                "HP EG0600FBDSR",
                "HPE MO000800JWUFT",
                "VK000480GWCFF",
                "VO001920KYDMT",
                "HP LOGICAL VOLUME",
                "HPE LOGICAL VOLUME",
                "DELL PERC H730 Mini",
                "DELL PERC H710P",
                "DELL PERC 6/i",
                "DELL PERC H755 Front",
                "DELLBOSS VD",
                "Dell Ent NVMe v2 AGN RI U.2 1.92TB",
                "Dell Express Flash PM1725a 1.6TB SFF",
                "LSI MR9271-8i",
                "AVAGO MR9361-8i",
                "BROADCOM MR9560-16i",
                "SMC SMC3108",
                "INTEL RS3DC080",
                "IBM ServeRAID M5110e",
                "LENOVO ServeRAID M5210",
                "Lenovo RAID 930-8i-2GB",
                "FTS PRAID EP400i",
                "Cisco UCSC-MRAID12G",
                "AMCC 9650SE-16M DISK",
                "LSI Logical Volume",
                "LSI MegaRAID SAS 8708EM2",
                "HPE NS204i-p Gen10+ Boot Controller",
                "QEMU NVMe Ctrl",
                "VMware, VMware Virtual S",
                "VMware Virtual NVMe Disk",
                "Google PersistentDisk",
                "nvme_card-pd",
                "Amazon Elastic Block Store",
                "Amazon EC2 NVMe Instance Storage",
                "NETAPP LUN C-Mode",
                "3PARdata VV",
                "PURE FlashArray",
                "DGC VRAID",
                "HITACHI OPEN-V",
                "EMC SYMMETRIX"
            })
    void theModelsOfPublicMakersAreKept(String model) {
        assertEquals(model, DiskModel.of("", model));
    }

    @ParameterizedTest
    @CsvSource({
        "ATA, WDC WD40EFRX-68N, WDC WD40EFRX-68N",
        "SEAGATE, ST4000NM0295, SEAGATE ST4000NM0295",
        "QEMU, QEMU HARDDISK, QEMU HARDDISK",
        "DELL, PERC H730P Mini, DELL PERC H730P Mini",
        "LIO-ORG, acme-vm-lun1, other",
        "Adaptec, acme-customers, other",
        "ATA, acme, other",
        "SEAGATE, ST4000NM0295 acme, other",
        "SEAGATE, acme, other",
        "LIO-ORG, ST4000NM0295, other",
        "DELL, PERC acme, other",
        "ATA, Samsung SSD acme, other",
        "ATA, Samsung SSD 860 of acme, other",
        "NETAPP, LUN acme, other",
        "ATA, STACME, other",
        "IET, VIRTUAL-DISK, other"
    })
    void aModelThatItsOwnerNamedIsOther(String vendor, String name, String model) {
        assertEquals(model, DiskModel.of(vendor, name));
    }

    @Test
    void aModelTakesNoLongTime() {
        assertEquals("other", DiskModel.of("Dell", "NVMe ".repeat(1 << 20)));
        assertEquals("other", DiskModel.of("", "Samsung SSD 860 860 860 860 860 860 860 860 acme"));
    }

    @Test
    void theVocabularyOfModelsIsThatOfTheMetricsFile() throws IOException {
        try (InputStream yaml = DiskCollector.class.getResourceAsStream("/metrics.yaml")) {
            Metric model =
                    MetricsFile.read(requireNonNull(yaml)).metric("disk.model").orElseThrow();
            assertEquals(DiskModel.PUBLIC.pattern(), model.pattern());
            assertEquals(DiskModel.MAX_LENGTH, model.length());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "x, 0", "'', 0", "99999999999999999999, 0"})
    void onlyADiskThatStaysCounts(String removable, int disks) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with("/sys/block/vda/size", "67108864\n")
                .with("/sys/block/vda/removable", removable + "\n");
        assertTrue(disksOf(host).contains("disk.count = " + (disks == 0 ? "{}" : "{virtual=1}") + "\n"));
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

    @Test
    void theSumOfTheLargestDisksIsANumber() throws IOException {
        RecordedHost host = new RecordedHost(empty);
        for (char letter = 'a'; letter <= 'z'; letter++) {
            host = host.with("/sys/block/vd" + letter + "/size", "281474976710656\n");
        }
        assertTrue(disksOf(host).contains("disk.total_size = " + 26 * (1L << 27) + "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "62914560, 0-31",
        "67108864, 32-63",
        "937703088, 256-511",
        "1953525168, 512-1023",
        "34359738367, 8192-16383",
        "34359738368, 16384+",
        "281474976710656, 16384+"
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
