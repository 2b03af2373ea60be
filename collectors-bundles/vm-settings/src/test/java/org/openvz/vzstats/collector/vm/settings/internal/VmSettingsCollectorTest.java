package org.openvz.vzstats.collector.vm.settings.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;

class VmSettingsCollectorTest {

    private final VmSettingsCollector collector = new VmSettingsCollector();

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

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3-4", "4, 3-4", "5, 5-8", "64, 33-64", "128, 65-128", "129, 129+", "8192, 129+"})
    void classesOfProcessors(String cores, String expected) throws IOException {
        assertTrue(proxmox("cores: " + cores).contains("vm-settings.vcpus = {" + expected + "=1}\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "8193", "99999999999999999999", "4.5", "zq", ""})
    void aNumberThatCannotBeTrueIsLeftOut(String number) throws IOException {
        assertFalse(proxmox("cores: " + number).contains("vcpus"));
        assertFalse(domain("<vcpu>" + number + "</vcpu>").contains("vcpus"));
    }

    @ParameterizedTest
    @CsvSource({
        "KiB, 4194304, 4096-8191",
        "'', 4194304, 4096-8191",
        "bytes, 1073741824, 1024-2047",
        "GiB, 1, 1024-2047",
        "MB, 537, 512-1023",
        "T, 1, 524288+"
    })
    void unitsOfMemory(String unit, String amount, String expected) throws IOException {
        String census = domain("<memory unit='" + unit + "'>" + amount + "</memory>");
        assertTrue(census.contains("vm-settings.memory = {" + expected + "=1}\n"), census);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit='zq'>5", "unit='TiB'>9223372036854775807", "unit='EiB'>1", ">NaN", ">0"})
    void memoryThatCannotBeTrueIsLeftOut(String memory) throws IOException {
        assertFalse(domain("<memory " + memory + "</memory>").contains("vm-settings.memory "));
    }

    @ParameterizedTest
    @CsvSource({
        "pc-i440fx-6.2, i440fx",
        "pc-i440fx-vz7.12.0, i440fx",
        "pc-0.12, i440fx",
        "pc, i440fx",
        "rhel6.6.0, i440fx",
        "pc-q35-rhel8.6.0, q35",
        "q35, q35",
        "virt-6.2, virt",
        "s390-ccw-virtio-6.2, s390-ccw",
        "pseries, pseries",
        "zqmachine, other"
    })
    void machineTypes(String machine, String chipset) throws IOException {
        String census = domain("<os><type arch='x86_64' machine='" + machine + "'>hvm</type></os>");
        assertTrue(census.contains("vm-settings.chipset = {" + chipset + "=1}\n"), census);
    }

    @ParameterizedTest
    @CsvSource({
        "'<os><type arch=\"x86_64\">hvm</type></os>', bios",
        "'<os firmware=\"efi\"><type arch=\"x86_64\">hvm</type></os>', uefi",
        "'<os><type arch=\"x86_64\">hvm</type><loader>/usr/share/ovmf/OVMF.fd</loader></os>', uefi",
        "'<os><type arch=\"aarch64\">hvm</type><loader type=\"pflash\">/zq</loader></os>', uefi"
    })
    void firmware(String os, String expected) throws IOException {
        assertTrue(domain(os).contains("vm-settings.firmware = {" + expected + "=1}\n"));
    }

    @Test
    void theFirmwareOfOtherArchitecturesIsNotKnown() throws IOException {
        assertFalse(domain("<os><type arch='s390x'>hvm</type></os>").contains("firmware"));
    }

    @Test
    void aNegativeQuotaIsNoLimit() throws IOException {
        assertTrue(domain("<cputune><quota>-1</quota></cputune>").contains("vm-settings.cpu_limit = {no=1}\n"));
        assertTrue(domain("<cputune><global_quota>5000</global_quota></cputune>")
                .contains("vm-settings.cpu_limit = {yes=1}\n"));
    }

    @Test
    void namesOfTheirOwnAreOther() throws IOException {
        String census = domain("<devices><disk><driver type='zqformat'/><target bus='zqbus'/></disk>"
                + "<interface><model type='zqnic'/></interface><video><model type='zqvideo'/></video></devices>");
        assertTrue(census.contains("vm-settings.disk_bus = {other=1}\nvm-settings.disk_format = {other=1}\n"), census);
        assertTrue(census.contains("vm-settings.nic_model = {other=1}\n"), census);
        assertTrue(census.contains("vm-settings.video = {other=1}\n"), census);
        assertFalse(census.contains("zq"), census);
    }

    @Test
    void removableDisksAreNoHardDisks() throws IOException {
        String census =
                domain("<devices><disk device='cdrom'/><disk device='floppy'/><disk device='lun'/><disk/></devices>");
        assertTrue(census.contains("vm-settings.disks = {2=1}\n"), census);
    }

    @Test
    void deepNestingIsNoDomain() throws IOException {
        assertEquals("vm-settings.autostart = {no=1}\n", domain("<zq>".repeat(50_000) + "</zq>".repeat(50_000)));
    }

    @Test
    void proxmoxDefaults() throws IOException {
        assertEquals(
                """
                vm-settings.autostart = {no=1}
                vm-settings.chipset = {i440fx=1}
                vm-settings.cpu_hotplug = {no=1}
                vm-settings.cpu_limit = {no=1}
                vm-settings.cpu_mode = {default=1}
                vm-settings.disks = {0=1}
                vm-settings.firmware = {bios=1}
                vm-settings.ha = {no=1}
                vm-settings.memory = {512-1023=1}
                vm-settings.memory_guarantee = {full=1}
                vm-settings.memory_hotplug = {no=1}
                vm-settings.nics = {0=1}
                vm-settings.numa = {no=1}
                vm-settings.passthrough = {no=1}
                vm-settings.secure_boot = {no=1}
                vm-settings.snapshots = {0=1}
                vm-settings.tpm = {no=1}
                vm-settings.vcpus = {1=1}
                vm-settings.video = {std=1}
                """,
                proxmox("name: zqempty"));
    }

    @Test
    void proxmoxSnapshotsAndWhatWaitsAreNoSettings() throws IOException {
        String census =
                proxmox("memory: 2048\n\n[PENDING]\nmemory: 4096\n\n[zqone]\nmemory: 1024\n\n[zqtwo]\nmemory: 512");
        assertTrue(census.contains("vm-settings.memory = {2048-4095=1}\n"), census);
        assertTrue(census.contains("vm-settings.snapshots = {2-4=1}\n"), census);
    }

    @Test
    void proxmoxDisks() throws IOException {
        String census = proxmox(
                "scsi0: zq:vm-1-disk-0,size=528K\nvirtio1: zq:1/vm-1-disk-1.vmdk,size=2T\nsata2: file=zq:vm-1-disk-2,format=qcow2\n"
                        + "ide2: none,media=cdrom\nide3: zq:vm-1-cloudinit,media=cdrom\nunused0: zq:vm-1-disk-3\nscsi1: none");
        assertTrue(census.contains("vm-settings.disk_bus = {sata=1, scsi=1, virtio=1}\n"), census);
        assertTrue(census.contains("vm-settings.disk_format = {qcow2=1, raw=1, vmdk=1}\n"), census);
        assertTrue(census.contains("vm-settings.disk_size = {0-7=1, 2048-4095=1}\n"), census);
        assertTrue(census.contains("vm-settings.disks = {3=1}\n"), census);
    }

    @Test
    void proxmoxDevicesOfTheHost() throws IOException {
        assertTrue(proxmox("hostpci0: 0000:3b:00.0,pcie=1").contains("vm-settings.passthrough = {yes=1}\n"));
        assertTrue(proxmox("usb0: host=0529:0001").contains("vm-settings.passthrough = {yes=1}\n"));
        assertTrue(proxmox("usb0: spice").contains("vm-settings.passthrough = {no=1}\n"));
    }

    @Test
    void proxmoxProcessors() throws IOException {
        String census = proxmox(
                "sockets: 2\ncores: 8\nvcpus: 4\ncpu: cputype=host,flags=+aes\ncpulimit: 0.5\nhotplug: cpu,memory");
        assertTrue(
                census.contains("vm-settings.cpu_limit = {yes=1}\nvm-settings.cpu_mode = {host-passthrough=1}\n"),
                census);
        assertTrue(census.contains("vm-settings.vcpus = {3-4=1}\n"), census);
        assertTrue(proxmox("cpulimit: 0").contains("vm-settings.cpu_limit = {no=1}\n"));
        assertFalse(proxmox("cpulimit: zq").contains("cpu_limit"));
    }

    @Test
    void dispatcherWithEverySetting() throws IOException {
        String vm =
                """
                [{"Type": "VM", "State": "running", "Chipset": {"type": "q35", "version": 0}, "Autostart": "auto", "EFI boot": "on",
                 "High Availability": {"enabled": "yes", "prio": 0},
                 "Hardware": {"cpu": {"cpus": 2, "nodemask": "1", "cpulimit": "0%"}, "memory": {"size": "zqMb"}, "pci0": {"enabled": true},
                  "hdd0": {"port": "sata:0", "real": "/dev/disk/by-id/zq"}, "net0": {"card": "rtl"}}}]
                """;
        host.with("/output", vm).with("/usr/bin/prlctl", "#!/bin/sh\ncat " + root.resolve("output") + "\n");
        assertTrue(root.resolve("usr/bin/prlctl").toFile().setExecutable(true));
        assertEquals(
                """
                vm-settings.autostart = {yes=1}
                vm-settings.chipset = {q35=1}
                vm-settings.cpu_limit = {no=1}
                vm-settings.disk_bus = {sata=1}
                vm-settings.disks = {1=1}
                vm-settings.firmware = {uefi=1}
                vm-settings.ha = {yes=1}
                vm-settings.nic_model = {rtl8139=1}
                vm-settings.nics = {1=1}
                vm-settings.numa = {yes=1}
                vm-settings.passthrough = {yes=1}
                vm-settings.vcpus = {2=1}
                """,
                host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({"4, 3-4", "'0-3,8', 5-8", "'1,2', 2", "3-1, ''", "50%, ''", "'', 1"})
    void processorsOfIncus(String limit, String expected) throws IOException {
        String census = incus("\"limits.cpu\": \"" + limit + "\"", "");
        assertEquals(!expected.isEmpty(), census.contains("vm-settings.vcpus"), census);
        assertTrue(expected.isEmpty() || census.contains("vm-settings.vcpus = {" + expected + "=1}\n"), census);
    }

    @Test
    void aShareOfTheHostsMemoryIsNoAmount() throws IOException {
        assertFalse(incus("\"limits.memory\": \"50%\"", "").contains("vm-settings.memory"));
    }

    @Test
    void devicesOfIncus() throws IOException {
        String census = incus(
                "\"security.csm\": \"true\"",
                "\"root\": {\"type\": \"disk\", \"pool\": \"zq\", \"size\": \"20GB\", \"io.bus\": \"nvme\"}, "
                        + "\"share\": {\"type\": \"disk\", \"source\": \"/home/zq\"}, \"gpu\": {\"type\": \"gpu\"}, "
                        + "\"vtpm\": {\"type\": \"tpm\"}, "
                        + "\"eth0\": {\"type\": \"nic\", \"nictype\": \"sriov\"}");
        assertTrue(
                census.contains(
                        "vm-settings.disk_bus = {nvme=1}\nvm-settings.disk_size = {16-31=1}\nvm-settings.disks = {1=1}\n"),
                census);
        assertTrue(census.contains("vm-settings.firmware = {bios=1}\n"), census);
        assertTrue(census.contains("vm-settings.nic_model = {passthrough=1}\n"), census);
        assertTrue(census.contains("vm-settings.passthrough = {yes=1}\nvm-settings.secure_boot = {no=1}\n"), census);
        assertTrue(census.contains("vm-settings.tpm = {yes=1}\n"), census);
    }

    private String proxmox(String config) throws IOException {
        return host.with("/etc/pve/qemu-server/100.conf", config + "\n").census(collector);
    }

    private String domain(String content) throws IOException {
        return host.with("/etc/libvirt/qemu/zqone.xml", "<domain type='kvm'>" + content + "</domain>")
                .census(collector);
    }

    private String incus(String config, String devices) throws IOException {
        String list =
                "[{\"type\": \"virtual-machine\", \"status\": \"Stopped\", \"architecture\": \"x86_64\", \"expanded_config\": {"
                        + config + "}, \"expanded_devices\": {" + devices + "}}]";
        host.with("/var/lib/incus/virtual-machines/zqone/metadata.yaml", "")
                .with("/output", list)
                .with("/usr/bin/incus", "#!/bin/sh\ncat " + root.resolve("output") + "\n");
        assertTrue(root.resolve("usr/bin/incus").toFile().setExecutable(true));
        return host.census(collector);
    }
}
