package org.openvz.vzstats.collector.hardware.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function of a PCI device.
 *
 * @param kind what it does
 * @param id vendor and device, {@code 8086:1521}
 * @param raid whether it calls itself a RAID controller
 * @param driver the kernel's name of its driver; empty if it has none
 */
record PciDevice(Kind kind, String id, boolean raid, Optional<String> driver) {

    /** What the census distinguishes, by the class code. */
    enum Kind {
        NIC,
        STORAGE,
        GPU,
        ACCELERATOR,
        OTHER;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern CLASS = Pattern.compile("[0-9A-Fa-f]{3,6}");
    private static final Pattern ID = Pattern.compile("([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})");
    private static final Pattern DRIVER = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int RAID = 0x0104;
    private static final int CO_PROCESSOR = 0x0B40;

    /**
     * Parses {@code /sys/bus/pci/devices/*}{@code /uevent}; its slot is not kept:
     *
     * <pre>{@code
     * DRIVER=igb
     * PCI_CLASS=20000
     * PCI_ID=8086:1521
     * PCI_SLOT_NAME=0000:04:00.0
     * }</pre>
     *
     * @return empty if it does not say what it is
     */
    static Optional<PciDevice> parse(String uevent) {
        Map<String, String> values = new HashMap<>();
        for (String line : uevent.split("\n", 64)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        Matcher id = ID.matcher(values.getOrDefault("PCI_ID", ""));
        String code = values.getOrDefault("PCI_CLASS", "");
        if (!id.matches() || !CLASS.matcher(code).matches()) {
            return Optional.empty();
        }
        int function = Integer.parseInt(code, 16) >> 8;
        return Optional.of(new PciDevice(
                kindOf(function),
                id.group().toLowerCase(Locale.ROOT),
                function == RAID,
                Optional.ofNullable(values.get("DRIVER"))
                        .filter(name -> DRIVER.matcher(name).matches())));
    }

    /** {@return the vendor's number, {@code 8086}} */
    String vendor() {
        return id.substring(0, 4);
    }

    private static Kind kindOf(int function) {
        return switch (function >> 8) {
            case 0x01 -> Kind.STORAGE;
            case 0x02 -> Kind.NIC;
            case 0x03 -> Kind.GPU;
            case 0x12 -> Kind.ACCELERATOR;
            default -> function == CO_PROCESSOR ? Kind.ACCELERATOR : Kind.OTHER;
        };
    }
}
