package org.openvz.vzstats.collector.disk.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;

/**
 * One disk; never its serial number or address, which are beside in {@code /sys}.
 *
 * @param type {@code hdd}, {@code ssd}, {@code nvme}, {@code virtual}, or {@code other} if the kernel does not say
 * @param bus what it hangs on, such as {@code sata}
 * @param sectors its size in sectors of 512 bytes, above 0
 * @param model what its maker calls it; empty if the kernel does not say
 * @param scheduler what orders its requests
 */
record Disk(String type, String bus, long sectors, Optional<String> model, Optional<String> scheduler) {

    private static final String OTHER = "other";

    /** Whole disks only: no partitions, and nothing that is made of other disks, files or memory. */
    private static final Pattern DISK = Pattern.compile(
            "(sd|hd|vd|xvd)[a-z]{1,4}|nvme\\d{1,4}n\\d{1,4}|mmcblk\\d{1,3}|dasd[a-z]{1,4}|cciss!c\\d{1,2}d\\d{1,3}");

    private static final Pattern VIRTUAL = Pattern.compile(
            "QEMU|VBOX|VMware|Msft|Amazon Elastic Block|PersistentDisk|nvme_card-pd|NVMe Accelerator|(DO|HC) Volume|XENSRC|NUTANIX"
                    + "|Parallels|Virtuozzo|BHYVE",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SCSI_ADDRESS = Pattern.compile("(\\d{1,6}):\\d+:\\d+:\\d+");
    private static final Pattern CHOSEN = Pattern.compile("\\[([a-z-]{1,16})]");
    private static final int SECTORS_PER_GIBIBYTE = 1 << 21;

    /** 128 PiB: more is no disk, and the sum of as many as a directory lists is still a number. */
    private static final long MAX_SECTORS = 1L << 48;

    /** No file of a disk says more in one line. */
    private static final int MAX_LINE = 256;

    private static final int MIN_CLASS = 32;
    private static final int MAX_CLASS = 16_384;

    /** {@return the disks among the entries of {@code /sys/block}, without what can be pulled out and what is empty} */
    static List<Disk> among(List<String> devices, Host host) throws IOException {
        List<Disk> disks = new ArrayList<>();
        for (String device : devices) {
            if (DISK.matcher(device).matches()) {
                read(host, device).ifPresent(disks::add);
            }
        }
        return List.copyOf(disks);
    }

    /** {@return the bounds of its size in GiB, between powers of two: {@code 256-511}} */
    String sizeClass() {
        long gibibytes = gibibytes(sectors);
        if (gibibytes < MIN_CLASS) {
            return "0-" + (MIN_CLASS - 1);
        }
        long lower = Long.highestOneBit(gibibytes);
        return lower >= MAX_CLASS ? MAX_CLASS + "+" : lower + "-" + (2 * lower - 1);
    }

    static long gibibytes(long sectors) {
        return sectors / SECTORS_PER_GIBIBYTE;
    }

    private static Optional<Disk> read(Host host, String device) throws IOException {
        String directory = "/sys/block/" + device + "/";
        OptionalLong sectors = Numbers.read(host, directory + "size", MAX_SECTORS);
        // Of what does not say so clearly that it stays, it cannot be said that it is the host's.
        boolean fixed = host.read(directory + "removable").orElse("0").strip().equals("0");
        if (!fixed || sectors.isEmpty() || sectors.getAsLong() == 0) {
            return Optional.empty();
        }
        String vendor = line(host, directory + "device/vendor");
        String name = line(host, directory + "device/model");
        String bus = bus(host, device, vendor);
        String type = type(host, device, vendor + " " + name);
        Optional<String> model = name.isEmpty() ? Optional.empty() : Optional.of(DiskModel.of(vendor, name));
        Matcher scheduler = CHOSEN.matcher(line(host, directory + "queue/scheduler"));
        return Optional.of(new Disk(
                type,
                bus,
                sectors.getAsLong(),
                model,
                scheduler.find() ? Optional.of(scheduler.group(1)) : Optional.empty()));
    }

    private static String type(Host host, String device, String product) throws IOException {
        // Before what the kernel says of rotation: virtual disks claim that they rotate.
        if (device.startsWith("vd")
                || device.startsWith("xvd")
                || VIRTUAL.matcher(product).find()) {
            return "virtual";
        }
        if (device.startsWith("nvme")) {
            return "nvme";
        }
        OptionalLong rotational = Numbers.read(host, "/sys/block/" + device + "/queue/rotational", 1);
        if (rotational.isEmpty()) {
            return OTHER;
        }
        return rotational.getAsLong() == 1 ? "hdd" : "ssd";
    }

    private static String bus(Host host, String device, String vendor) throws IOException {
        if (device.startsWith("nvme")) {
            String transport = line(host, "/sys/block/" + device + "/device/transport");
            // Kernels that do not name the transport know no other.
            return transport.isEmpty() || transport.equals("pcie") ? "nvme" : "nvme-of";
        }
        if (device.startsWith("vd")) {
            return "virtio";
        }
        if (device.startsWith("xvd")) {
            return "xen";
        }
        if (device.startsWith("hd")) {
            return "ide";
        }
        if (device.startsWith("mmcblk")) {
            return "mmc";
        }
        if (device.startsWith("cciss")) {
            return "raid";
        }
        return device.startsWith("sd") ? scsi(host, device, vendor) : OTHER;
    }

    /** By the driver of the adapter that a SCSI disk hangs on. */
    private static String scsi(Host host, String device, String vendor) throws IOException {
        Matcher address = SCSI_ADDRESS.matcher(
                host.linkName("/sys/block/" + device + "/device").orElse(""));
        if (!address.matches()) {
            return OTHER;
        }
        String driver = line(host, "/sys/class/scsi_host/host" + address.group(1) + "/proc_name")
                .toLowerCase(Locale.ROOT);
        return switch (driver) {
            case "mpt2sas", "mpt3sas", "mptsas", "isci", "pm80xx", "mvsas", "aic94xx", "hisi_sas_v3_hw" ->
                vendor.equals("ATA") ? "sata" : "sas";
            case "megaraid_sas",
                    "hpsa",
                    "smartpqi",
                    "aacraid",
                    "arcmsr",
                    "3w-9xxx",
                    "3w-sas",
                    "3w-xxxx",
                    "ips",
                    "mpi3mr" -> "raid";
            case "usb-storage", "uas" -> "usb";
            case "iscsi_tcp", "be2iscsi", "bnx2i", "qla4xxx" -> "iscsi";
            case "qla2xxx", "lpfc", "fcoe", "bfa" -> "fc";
            case "virtio_scsi" -> "virtio";
            case "storvsc", "hv_storvsc" -> "hyperv";
            case "vmw_pvscsi" -> "pvscsi";
            // The drivers of libata are many, and mark their disks alike.
            default -> vendor.equals("ATA") ? "sata" : OTHER;
        };
    }

    private static String line(Host host, String path) throws IOException {
        String text = host.read(path).orElse("").strip();
        return text.length() > MAX_LINE ? "" : text.replaceAll("\\s+", " ");
    }
}
