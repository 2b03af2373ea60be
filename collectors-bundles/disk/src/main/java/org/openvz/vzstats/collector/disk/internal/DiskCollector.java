package org.openvz.vzstats.collector.disk.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.FileSystems;
import org.osgi.service.component.annotations.Component;

/**
 * Reads the disks from {@code /sys/block}, and the space where guests are kept:
 *
 * <pre>{@code
 * {"disk.bus": {"nvme": 1, "sata": 2}, "disk.count": {"hdd": 2, "nvme": 1}, "disk.lvm": true, "disk.md_raid": {"raid1": 2},
 *  "disk.model": {"SAMSUNG MZVL2512HCJQ-00B00": 1, "ST2000NM0008-2F3": 2}, "disk.scheduler": {"mq-deadline": 2, "none": 1},
 *  "disk.size": {"1024-2047": 2, "256-511": 1}, "disk.total_size": 4202, "disk.vz_fs": "ext4", "disk.vz_size": 1808,
 *  "disk.vz_used_percent": 61}
 * }</pre>
 */
@Component
@CollectorName("disk")
public final class DiskCollector implements Collector {

    private static final String BLOCK = "/sys/block/";
    private static final long BYTES_PER_GIBIBYTE = 1L << 30;

    private static final Pattern LOGICAL_VOLUME = Pattern.compile("LVM-.*", Pattern.DOTALL);
    private static final Pattern RAID_LEVEL = Pattern.compile("raid\\d{1,2}|linear");

    /** Where a host keeps its guests: the first that is there counts. */
    private static final List<String> GUESTS =
            List.of("/vz", "/var/lib/vz", "/var/lib/libvirt", "/var/lib/lxc", "/var/lib/docker", "/");

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        List<String> devices = host.list(BLOCK);
        if (!devices.isEmpty()) {
            disks(Disk.among(devices, host), section);
            raid(devices, host, section);
            lvm(devices, host, section);
        }
        space(host, section);
    }

    private static void disks(List<Disk> disks, Section.Builder section) throws BudgetExceededException {
        // That there are none is worth knowing, too.
        section.counted("disk.count").counted("disk.size").counted("disk.bus");
        long sectors = 0;
        for (Disk disk : disks) {
            section.count("disk.count", disk.type(), 1);
            section.count("disk.bus", disk.bus(), 1);
            section.count("disk.size", disk.sizeClass(), 1);
            Optional<String> model = disk.model();
            if (model.isPresent()) {
                section.count("disk.model", model.get(), 1);
            }
            Optional<String> scheduler = disk.scheduler();
            if (scheduler.isPresent()) {
                section.count("disk.scheduler", scheduler.get(), 1);
            }
            sectors += disk.sectors();
        }
        section.quantity("disk.total_size", Disk.gibibytes(sectors));
    }

    private static void raid(List<String> devices, Host host, Section.Builder section) throws IOException {
        section.counted("disk.md_raid");
        for (String device : devices) {
            // An array that is not assembled has no level, and a container of arrays is none itself.
            Optional<String> level = host.read(BLOCK + device + "/md/level")
                    .map(String::strip)
                    .filter(text -> RAID_LEVEL.matcher(text).matches());
            if (level.isPresent()) {
                section.count("disk.md_raid", level.get(), 1);
            }
        }
    }

    private static void lvm(List<String> devices, Host host, Section.Builder section) throws IOException {
        boolean volume = false;
        for (String device : devices) {
            if (!device.startsWith("dm-")) {
                continue;
            }
            Optional<String> uuid = host.read(BLOCK + device + "/dm/uuid");
            if (uuid.isEmpty()) {
                // Of a mapping that does not say what it is, it cannot be said that it is no volume.
                return;
            }
            volume |= LOGICAL_VOLUME.matcher(uuid.get()).matches();
        }
        section.flag("disk.lvm", volume);
    }

    private static void space(Host host, Section.Builder section) throws BudgetExceededException {
        Optional<Host.Space> guests =
                GUESTS.stream().filter(host::exists).findFirst().flatMap(host::space);
        if (guests.isEmpty() || guests.get().totalBytes() <= 0) {
            return;
        }
        Host.Space space = guests.get();
        section.text("disk.vz_fs", FileSystems.nameOf(space.type()));
        section.quantity("disk.vz_size", space.totalBytes() / BYTES_PER_GIBIBYTE);
        long used = space.totalBytes() - space.freeBytes();
        if (used >= 0 && used <= space.totalBytes()) {
            section.quantity("disk.vz_used_percent", Math.round(used * 100.0 / space.totalBytes()));
        }
    }
}
