package org.openvz.vzstats.collector.hardware.internal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.collector.testkit.RecordedHost;
import org.openvz.vzstats.dictionary.MetricsFile;

class HardwareCollectorTest {

    private static final String DMI = "/sys/class/dmi/id/";

    private final HardwareCollector collector = new HardwareCollector();

    @TempDir
    private Path empty;

    @Test
    void anEmptyHostHasNone() throws IOException {
        assertEquals("", new RecordedHost(empty).census(collector));
    }

    @Test
    void thisMachine() throws IOException {
        RecordedHost.thisMachine().census(collector);
    }

    @ParameterizedTest
    @CsvSource({
        "Dell Inc., dell",
        "Dell Computer Corporation, dell",
        "'Hewlett-Packard', hp",
        "Hewlett Packard Enterprise, hpe",
        "HPE, hpe",
        "Intel(R) Corporation, intel",
        "Super Micro Computer, supermicro",
        "'ASUSTeK COMPUTER INC.', asus",
        "'Gigabyte Technology Co., Ltd.', gigabyte",
        "'Micro-Star International Co., Ltd.', msi",
        "FUJITSU SIEMENS, fujitsu",
        "innotek GmbH, virtualbox",
        "Amazon EC2, amazon",
        "Red Hat, red_hat",
        "QEMU, qemu",
        "Аквариус, aquarius",
        "Dell zqcustomer, dell",
        "ZqCorp Assembly, other",
        "192.0.2.7, other"
    })
    void aVendorGoesByItsFirstWords(String text, String vendor) throws IOException {
        RecordedHost host = new RecordedHost(empty).with(DMI + "sys_vendor", text + "\n");
        assertEquals("hardware.vendor = " + vendor + "\n", host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "To be filled by O.E.M.",
                "To Be Filled By O.E.M.",
                "System manufacturer",
                "System Product Name",
                "Default string",
                "Not Specified",
                "N/A",
                "0123456789",
                "...."
            })
    void aFieldThatNobodyFilledInSaysNothing(String text) throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with(DMI + "sys_vendor", text)
                .with(DMI + "product_name", text)
                .with(DMI + "board_vendor", text)
                .with(DMI + "bios_vendor", text)
                .with(DMI + "bios_date", text)
                .with(DMI + "chassis_type", text.equals("0123456789") ? "" : text);
        assertEquals("", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "American Megatrends International LLC., ami",
        "Ubuntu distribution of EDK II, edk2",
        "EFI Development Kit II / OVMF, edk2",
        "'Phoenix Technologies LTD', phoenix",
        "Dell Inc., dell",
        "SeaBIOS, seabios",
        "ZqFirmware Works, other"
    })
    void aFirmwareHasAMaker(String text, String vendor) throws IOException {
        RecordedHost host = new RecordedHost(empty).with(DMI + "bios_vendor", text + "\n");
        assertEquals("hardware.bios_vendor = " + vendor + "\n", host.census(collector));
    }

    @ParameterizedTest
    @CsvSource({
        "Dell Inc., dell, PowerEdge R740xd2, PowerEdge R740xd2",
        "Dell Inc., dell, PowerEdge T110 II, PowerEdge T110 II",
        "Dell Inc., dell, PowerEdge XE9680, PowerEdge XE9680",
        "Dell Computer Corporation, dell, PowerEdge 2950, PowerEdge 2950",
        "HP, hp, ProLiant DL380p Gen8, ProLiant DL380p Gen8",
        "HPE, hpe, ProLiant MicroServer Gen10 Plus, ProLiant MicroServer Gen10 Plus",
        "LENOVO, lenovo, System x3650 M5: -[5462AC1]-, System x3650 M5",
        "IBM, ibm, IBM System x3550 -[7978C1G]-, IBM System x3550",
        "Supermicro, supermicro, X10SLM-F, X10SLM-F",
        "Supermicro, supermicro, H12SSL-i, H12SSL-i",
        "Supermicro, supermicro, SYS-6028R-TR, SYS-6028R-TR",
        "Supermicro, supermicro, AS -1114S-WN10RT, AS -1114S-WN10RT",
        "FUJITSU, fujitsu, PRIMERGY RX2540 M4, PRIMERGY RX2540 M4",
        "Cisco Systems Inc, cisco, UCSC-C240-M5SX, UCSC-C240-M5SX",
        "Huawei, huawei, RH2288H V3, RH2288H V3",
        "Inspur, inspur, NF5280M5, NF5280M5",
        "Intel Corporation, intel, S2600WTTR, S2600WTTR",
        "ASRockRack, asrock, X570D4U-2L2T, X570D4U-2L2T",
        "ASRockRack, asrock, ROMED8-2T, ROMED8-2T",
        "GIGABYTE, gigabyte, R282-Z93-00, R282-Z93-00",
        "QEMU, qemu, 'Standard PC (i440FX + PIIX, 1996)', 'Standard PC (i440FX + PIIX, 1996)'",
        "Fedora Project, other, OpenStack Nova, OpenStack Nova",
        "VMware Inc., vmware, 'VMware7,1', 'VMware7,1'",
        "Amazon EC2, amazon, m5.metal, m5.metal",
        "Amazon EC2, amazon, c6gn.16xlarge, c6gn.16xlarge",
        "Dell Inc., dell, PowerEdge R740 of zqivan, other",
        "Dell Inc., dell, zqcorp-hv-01, other",
        "Dell Inc., dell, ZQ8731LK, other",
        "Zq Systems, other, A1ZQA-RACK17-U12, other",
        "Zq Systems, other, R101-ZQW-HOST, other",
        "Dell Inc., dell, ZQCORP17D4-CUSTOMER, other",
        "HPE, hpe, r7zqw.large, other",
        "Zq Systems, other, PowerEdge R740, other"
    })
    void aModelIsAPublicNameOfItsMaker(String vendor, String maker, String text, String model) throws IOException {
        RecordedHost host =
                new RecordedHost(empty).with(DMI + "sys_vendor", vendor + "\n").with(DMI + "product_name", text + "\n");
        assertEquals("hardware.model = " + model + "\nhardware.vendor = " + maker + "\n", host.census(collector));
    }

    @Test
    void theMetricsFileAdmitsTheSameModels() throws IOException {
        try (InputStream yaml = HardwareCollector.class.getResourceAsStream("/metrics.yaml")) {
            assertEquals(
                    Model.PUBLIC,
                    MetricsFile.read(requireNonNull(yaml))
                            .metric("hardware.model")
                            .orElseThrow()
                            .pattern());
        }
    }

    @Test
    void aModelOfEndlessTextTakesNoTime() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with(DMI + "sys_vendor", "Supermicro\n")
                .with(DMI + "product_name", "X9DRi-".repeat(100_000));
        assertTrue(host.census(collector).contains("hardware.model = other\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "17, server",
        "23, rack",
        "151, rack",
        "28, blade",
        "3, desktop",
        "7, tower",
        "10, portable",
        "35, mini",
        "2, other"
    })
    void aChassisIsSummedUp(String type, String chassis) throws IOException {
        RecordedHost host = new RecordedHost(empty).with(DMI + "chassis_type", type + "\n");
        assertEquals("hardware.chassis = " + chassis + "\n", host.census(collector));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06/04/20233",
                "2023-06-04",
                "06/04/23",
                "06/04/9999",
                "/ /2023",
                "06-04-2023",
                "99999999999999999999"
            })
    void aDateThatIsNoneIsLeftOut(String date) throws IOException {
        assertEquals("", new RecordedHost(empty).with(DMI + "bios_date", date).census(collector));
    }

    @Test
    void serialNumbersAreNotRead() throws IOException {
        RecordedHost host = new RecordedHost(empty)
                .with(DMI + "product_serial", "ZQ8731LK")
                .with(DMI + "product_uuid", "zq")
                .with(DMI + "board_asset_tag", "zq-rack");
        assertEquals("", host.census(collector));
    }

    @Test
    void withoutTheSummaryEveryDeviceIsAsked() throws IOException {
        RecordedHost host = pci("0000:04:00.0", "igb", "20000", "8086:1521");
        assertTrue(host.census(collector).contains("hardware.nic_ids = {8086:1521=1}\n"));
    }

    @Test
    void ofTwoDomainsNoneIsSkippedForTheOther() throws IOException {
        String none = "\t               0".repeat(14);
        RecordedHost host = pci("0002:01:00.0", "mlx5_core", "20000", "15B3:1015")
                .with(
                        "/proc/bus/pci/devices",
                        "0100\t8086a190\t0" + none + "\tpcieport\n0100\t15b31015\t10" + "\t        d0000000"
                                + none.substring(17)
                                + "\t\n0100\t15b31015\t10\t0\t0\t0\t0\t0\t0\t0\t2000\t0\t0\t0\t0\t0\t0\tmlx5_core\n");
        assertTrue(host.census(collector).contains("hardware.nic_ids = {15b3:1015=1}\n"));
    }

    @Test
    void aDriverOfOnesOwnIsOther() throws IOException {
        String census = pci("0000:04:00.0", "zqnic", "20000", "8086:1521").census(collector);
        assertTrue(census.contains("hardware.pci_drivers = {other=1}\n"), census);
        assertFalse(census.contains("zq"), census);
    }

    @Test
    void aVirtualFunctionIsNoHardwareButMayBeAGuests() throws IOException {
        RecordedHost host = pci("0000:04:10.0", "vfio-pci", "20000", "8086:154C");
        Files.createSymbolicLink(empty.resolve("sys/bus/pci/devices/0000:04:10.0/physfn"), Path.of("../0000:04:10.0"));
        String census = host.census(collector);
        assertTrue(census.contains("hardware.nic_ids = {}\n"), census);
        assertTrue(census.contains("hardware.passthrough = {nic=1}\n"), census);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10400, 8086:2822, firmware",
        "'', 10400, 1000:005B, megaraid",
        "vmd, 10400, 8086:201D, intel_vmd",
        "hpsa, 10400, 103C:323B, smart_array",
        "smartpqi, 10700, 9005:028F, smart_raid",
        "zqraid, 10400, 1DEA:0001, other"
    })
    void aRaidControllerIsOfAFamily(String driver, String function, String id, String family) throws IOException {
        String census = pci("0000:04:00.0", driver, function, id).census(collector);
        assertTrue(census.contains("hardware.raid = {" + family + "=1}\n"), census);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PCI_ID=8086:1521",
                "PCI_CLASS=20000",
                "PCI_CLASS=20000\nPCI_ID=8086:15211",
                "PCI_CLASS=-1\nPCI_ID=8086:1521"
            })
    void aDeviceThatDoesNotSayWhatItIsIsLeftOut(String uevent) throws IOException {
        String census = new RecordedHost(empty)
                .with("/sys/bus/pci/devices/0000:04:00.0/uevent", uevent)
                .census(collector);
        assertTrue(census.contains("hardware.nic_ids = {}\n"), census);
    }

    @Test
    void anAcceleratorCountsBesideGraphics() throws IOException {
        String census = pci("0000:04:00.0", "habanalabs", "120000", "1DA3:1020").census(collector);
        assertTrue(census.contains("hardware.accelerator_ids = {1da3:1020=1}\n"), census);
        assertTrue(census.contains("hardware.gpus = {}\n"), census);
    }

    @Test
    void hiddenFirmwareSaysNothing() throws IOException {
        Files.createDirectories(empty.resolve("sys/firmware"));
        assertEquals("", new RecordedHost(empty).census(collector));
    }

    private RecordedHost pci(String address, String driver, String function, String id) throws IOException {
        return new RecordedHost(empty)
                .with(
                        "/sys/bus/pci/devices/" + address + "/uevent",
                        (driver.isEmpty() ? "" : "DRIVER=" + driver + "\n") + "PCI_CLASS=" + function + "\nPCI_ID=" + id
                                + "\nPCI_SLOT_NAME=" + address + "\n");
    }
}
