package org.openvz.vzstats.collector.hardware.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/**
 * The devices of the PCI buses.
 *
 * @param physical those that are there as hardware
 * @param passedThrough those that are kept for guests, also virtual functions
 */
record PciBus(List<PciDevice> physical, List<PciDevice> passedThrough) {

    private static final String DEVICES = "/sys/bus/pci/devices";
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{4,8}:([0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])");
    private static final Pattern SLOT = Pattern.compile("[0-9a-f]{4}");
    private static final Pattern NO_SIZE = Pattern.compile(" *0");

    /** Of {@code /proc/bus/pci/devices}: slot, id, interrupt, seven addresses, seven sizes, driver. */
    private static final int COLUMNS = 18;

    private static final int FIRST_SIZE = 10;

    /** Without that of the ROM. */
    private static final int SIZES = 6;

    /** The drivers of what every machine has many of. */
    private static final Set<String> CHIPSET = Set.of(
            "ccp",
            "ehci-pci",
            "ehci_hcd",
            "i801_smbus",
            "intel_vsec",
            "ioatdma",
            "lpc_ich",
            "mei_me",
            "ohci_hcd",
            "pcieport",
            "piix4_smbus",
            "shpchp",
            "snd_hda_intel",
            "uhci_hcd",
            "xhci_hcd");

    private static final Set<String> PASS_THROUGH =
            Set.of("vfio-pci", "mlx5_vfio_pci", "nvgrace_gpu_vfio_pci", "pciback");

    /** {@return what is on the buses; empty if the host has none or does not show them} */
    static Optional<PciBus> read(Host host) throws IOException {
        List<String> addresses = host.list(DEVICES);
        Optional<String> summary = host.read("/proc/bus/pci/devices");
        if (addresses.isEmpty() && summary.isEmpty()) {
            return Optional.empty();
        }
        Set<String> skipped = uninteresting(summary.orElse(""));
        List<PciDevice> physical = new ArrayList<>();
        List<PciDevice> passedThrough = new ArrayList<>();
        for (String address : addresses) {
            Matcher slot = ADDRESS.matcher(address);
            if (!slot.matches() || skipped.contains(slot.group(1))) {
                continue;
            }
            Optional<PciDevice> device =
                    host.read(DEVICES + "/" + address + "/uevent").flatMap(PciDevice::parse);
            if (device.isEmpty()) {
                continue;
            }
            if (device.get().driver().filter(PASS_THROUGH::contains).isPresent()) {
                passedThrough.add(device.get());
            }
            if (device.get().kind() != PciDevice.Kind.OTHER && !host.exists(DEVICES + "/" + address + "/physfn")) {
                physical.add(device.get());
            }
        }
        return Optional.of(new PciBus(List.copyOf(physical), List.copyOf(passedThrough)));
    }

    /**
     * What needs no look, because one file tells it of all: a server has hundreds of functions of its chipset, which have no memory to
     * talk through or such a driver.
     */
    private static Set<String> uninteresting(String summary) {
        Set<String> skipped = new HashSet<>();
        Set<String> wanted = new HashSet<>();
        for (String line : summary.lines().toList()) {
            List<String> columns = List.of(line.split("\t", COLUMNS + 1));
            if (columns.size() != COLUMNS || !SLOT.matcher(columns.get(0)).matches()) {
                continue;
            }
            boolean chipset = CHIPSET.contains(columns.get(COLUMNS - 1))
                    || columns.subList(FIRST_SIZE, FIRST_SIZE + SIZES).stream()
                            .allMatch(size -> NO_SIZE.matcher(size).matches());
            (chipset ? skipped : wanted).add(slot(columns.get(0)));
        }
        // The file has no domains: where there are several, a slot may be there twice.
        skipped.removeAll(wanted);
        return Set.copyOf(skipped);
    }

    /** {@return {@code 04:00.1} of {@code 0401}} */
    private static String slot(String busAndFunction) {
        int function = Integer.parseInt(busAndFunction.substring(2), 16);
        return String.format(Locale.ROOT, "%s:%02x.%d", busAndFunction.substring(0, 2), function >> 3, function & 7);
    }
}
