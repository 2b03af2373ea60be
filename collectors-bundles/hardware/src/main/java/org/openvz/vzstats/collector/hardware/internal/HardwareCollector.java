package org.openvz.vzstats.collector.hardware.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Numbers;
import org.osgi.service.component.annotations.Component;

/**
 * Reads what a machine is from its firmware in {@code /sys/class/dmi/id}, and what is plugged into it from the PCI buses. Serial
 * numbers, asset tags and UUIDs, which are beside, are never read:
 *
 * <pre>{@code
 * {"hardware.accelerator_ids": {}, "hardware.bios_vendor": "dell", "hardware.bios_year": 2023, "hardware.board_vendor": "dell",
 *  "hardware.chassis": "rack", "hardware.gpu_ids": {"102b:0536": 1, "10de:1eb8": 1}, "hardware.gpus": {"matrox": 1, "nvidia": 1},
 *  "hardware.iommu": true, "hardware.model": "PowerEdge R740", "hardware.nic_ids": {"8086:1521": 2, "8086:1572": 2},
 *  "hardware.passthrough": {"gpu": 1}, "hardware.pci_drivers": {"i40e": 2, "igb": 2, "megaraid_sas": 1, "mgag200": 1, "vfio-pci": 1},
 *  "hardware.raid": {"megaraid": 1}, "hardware.storage_ids": {"1000:005d": 1}, "hardware.uefi": true, "hardware.vendor": "dell"}
 * }</pre>
 */
@Component
@CollectorName("hardware")
public final class HardwareCollector implements Collector {

    private static final String DMI = "/sys/class/dmi/id/";
    private static final String FIRMWARE = "/sys/firmware";
    private static final String IOMMU = "/sys/class/iommu";
    private static final Pattern DATE = Pattern.compile("[0-9]{1,2}/[0-9]{1,2}/((19|20)[0-9]{2})");

    /** The most that SMBIOS may number; the highest bit says that there is a lock. */
    private static final long MAX_CHASSIS = 255;

    private static final long CHASSIS_TYPE = 127;

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        machine(host, section);
        firmware(host, section);
        Optional<PciBus> bus = PciBus.read(host);
        if (bus.isPresent()) {
            physical(bus.get().physical(), section);
            section.counted("hardware.passthrough");
            for (PciDevice device : bus.get().passedThrough()) {
                section.count("hardware.passthrough", device.kind().label(), 1);
            }
        }
        // Kernels before 3.17 do not list them.
        if (host.exists(IOMMU)) {
            section.flag("hardware.iommu", !host.list(IOMMU).isEmpty());
        }
    }

    private static void machine(Host host, Section.Builder section) throws IOException {
        Optional<String> vendor = host.read(DMI + "sys_vendor").flatMap(Vendors::nameOf);
        text("hardware.vendor", vendor, section);
        text("hardware.model", host.read(DMI + "product_name").flatMap(name -> Model.nameOf(vendor, name)), section);
        text("hardware.board_vendor", host.read(DMI + "board_vendor").flatMap(Vendors::nameOf), section);
        OptionalLong chassis = Numbers.read(host, DMI + "chassis_type", MAX_CHASSIS);
        if (chassis.isPresent()) {
            section.text("hardware.chassis", Chassis.classOf(chassis.getAsLong() & CHASSIS_TYPE));
        }
    }

    private static void firmware(Host host, Section.Builder section) throws IOException {
        text("hardware.bios_vendor", host.read(DMI + "bios_vendor").flatMap(Vendors::firmwareOf), section);
        Matcher date = DATE.matcher(host.read(DMI + "bios_date").orElse("").strip());
        if (date.matches()) {
            section.quantity("hardware.bios_year", Integer.parseInt(date.group(1)));
        }
        List<String> interfaces = host.list(FIRMWARE);
        // Docker hides them all from its containers, and an empty directory says nothing.
        if (!interfaces.isEmpty()) {
            section.flag("hardware.uefi", interfaces.contains("efi"));
        }
    }

    private static void physical(List<PciDevice> devices, Section.Builder section) throws BudgetExceededException {
        section.counted("hardware.nic_ids")
                .counted("hardware.storage_ids")
                .counted("hardware.gpu_ids")
                .counted("hardware.accelerator_ids")
                .counted("hardware.gpus")
                .counted("hardware.pci_drivers")
                .counted("hardware.raid");
        for (PciDevice device : devices) {
            section.count("hardware." + device.kind().label() + "_ids", device.id(), 1);
            section.count("hardware.pci_drivers", Controllers.driverOf(device), 1);
            if (device.kind() == PciDevice.Kind.GPU) {
                section.count("hardware.gpus", Controllers.gpuMakerOf(device), 1);
            }
            Optional<String> family = Controllers.raidFamilyOf(device);
            if (family.isPresent()) {
                section.count("hardware.raid", family.get(), 1);
            }
        }
    }

    private static void text(String metric, Optional<String> value, Section.Builder section)
            throws BudgetExceededException {
        if (value.isPresent()) {
            section.text(metric, value.get());
        }
    }
}
