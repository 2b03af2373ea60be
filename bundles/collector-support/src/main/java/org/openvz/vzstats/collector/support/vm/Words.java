package org.openvz.vzstats.collector.support.vm;

import java.util.Set;
import java.util.regex.Pattern;

/** Makes one word of what the stacks call the same thing. */
final class Words {

    private static final Set<String> BUSES =
            Set.of("virtio", "virtio-scsi", "scsi", "sata", "ide", "nvme", "usb", "fdc", "sd", "xen");
    private static final Set<String> FORMATS = Set.of("qcow2", "qcow", "raw", "vmdk", "vdi", "vhdx", "qed");
    private static final Set<String> NICS =
            Set.of("virtio", "e1000", "e1000e", "igb", "rtl8139", "vmxnet3", "hyperv", "ne2k", "pcnet", "passthrough");
    private static final Set<String> VIDEOS =
            Set.of("std", "virtio", "qxl", "cirrus", "vmware", "bochs", "ramfb", "serial", "none");

    /** Those of EL6 name only the release; all of them are the classic PC. */
    private static final Pattern CLASSIC_PC =
            Pattern.compile("pc|pc-\\d.*|pc-i440fx.*|i440.*|piix.*|rhel[56]\\..*|ubuntu.*");

    private Words() {}

    static String bus(String bus) {
        return known(bus, BUSES);
    }

    static String format(String format) {
        return known(format, FORMATS);
    }

    static String nic(String model) {
        return switch (model) {
            case "rtl" -> "rtl8139";
            case "virtio-net", "virtio-net-pci", "virtio-transitional", "virtio-non-transitional" -> "virtio";
            case "ne2k_pci", "ne2k_isa" -> "ne2k";
            default -> known(model.startsWith("e1000-") ? "e1000" : model, NICS);
        };
    }

    static String video(String model) {
        return switch (model) {
            case "vga" -> "std";
            case "vmvga" -> "vmware";
            case "virtio-gl" -> "virtio";
            case "qxl2", "qxl3", "qxl4" -> "qxl";
            case "serial0", "serial1", "serial2", "serial3" -> "serial";
            default -> known(model, VIDEOS);
        };
    }

    /** {@return the chipset of a machine type such as {@code pc-q35-6.2}} */
    static String chipset(String machine) {
        if (machine.startsWith("q35") || machine.startsWith("pc-q35")) {
            return "q35";
        }
        if (CLASSIC_PC.matcher(machine).matches()) {
            return "i440fx";
        }
        for (String chipset : new String[] {"virt", "microvm", "pseries", "s390-ccw"}) {
            if (machine.equals(chipset) || machine.startsWith(chipset + "-")) {
                return chipset;
            }
        }
        return VirtualMachine.OTHER;
    }

    private static String known(String word, Set<String> words) {
        return words.contains(word) ? word : VirtualMachine.OTHER;
    }
}
