package org.openvz.vzstats.collector.vm.settings.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.vm.VirtualMachine;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Amount;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Disk;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Trait;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Word;
import org.openvz.vzstats.collector.support.vm.VirtualMachines;
import org.osgi.service.component.annotations.Component;

/**
 * Counts the virtual machines of a host by how they are configured. A setting that no machine's stack tells is left out:
 *
 * <pre>{@code
 * {"vm-settings.autostart": {"no": 1, "yes": 1}, "vm-settings.chipset": {"q35": 2}, "vm-settings.disk_bus": {"virtio-scsi": 3},
 *  "vm-settings.disks": {"1": 1, "2": 1}, "vm-settings.memory": {"2048-4095": 1, "8192-16383": 1}, "vm-settings.vcpus": {"2": 1, "3-4": 1}}
 * }</pre>
 */
@Component
@CollectorName("vm-settings")
public final class VmSettingsCollector implements Collector {

    private static final Map<Word, String> WORDS = Map.of(
            Word.CHIPSET, "vm-settings.chipset",
            Word.FIRMWARE, "vm-settings.firmware",
            Word.VIDEO, "vm-settings.video",
            Word.CPU_MODE, "vm-settings.cpu_mode",
            Word.MEMORY_GUARANTEE, "vm-settings.memory_guarantee");

    private static final Map<Trait, String> TRAITS = Map.of(
            Trait.AUTOSTART, "vm-settings.autostart",
            Trait.NESTED, "vm-settings.nested",
            Trait.HIGH_AVAILABILITY, "vm-settings.ha",
            Trait.NUMA, "vm-settings.numa",
            Trait.CPU_LIMIT, "vm-settings.cpu_limit",
            Trait.CPU_HOTPLUG, "vm-settings.cpu_hotplug",
            Trait.MEMORY_HOTPLUG, "vm-settings.memory_hotplug",
            Trait.SECURE_BOOT, "vm-settings.secure_boot",
            Trait.TPM, "vm-settings.tpm",
            Trait.PASSTHROUGH, "vm-settings.passthrough");

    private static final Classes VCPUS = Classes.from(1L, 2L, 3L, 5L, 9L, 17L, 33L, 65L, 129L);
    private static final Classes MEMORY =
            Classes.from(0L, 512L, 1024L, 2048L, 4096L, 8192L, 16_384L, 32_768L, 65_536L, 131_072L, 262_144L, 524_288L);
    private static final Classes SNAPSHOTS = Classes.from(0L, 1L, 2L, 5L, 10L, 20L);
    private static final Classes DEVICES = Classes.from(0L, 1L, 2L, 3L, 4L, 5L, 9L);
    private static final Classes DISK_SIZE =
            Classes.from(0L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 4096L, 8192L);

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        for (VirtualMachine machine : VirtualMachines.of(host).orElse(List.of())) {
            count(machine, section);
        }
    }

    private static void count(VirtualMachine machine, Section.Builder section) throws BudgetExceededException {
        for (var metric : WORDS.entrySet()) {
            String word = machine.words().get(metric.getKey());
            if (word != null) {
                section.count(metric.getValue(), word, 1);
            }
        }
        for (var metric : TRAITS.entrySet()) {
            Boolean set = machine.traits().get(metric.getKey());
            if (set != null) {
                section.count(metric.getValue(), set ? "yes" : "no", 1);
            }
        }
        amount(machine, Amount.CPUS, "vm-settings.vcpus", VCPUS, section);
        amount(machine, Amount.MEMORY, "vm-settings.memory", MEMORY, section);
        amount(machine, Amount.SNAPSHOTS, "vm-settings.snapshots", SNAPSHOTS, section);
        Optional<List<Disk>> disks = machine.disks();
        if (disks.isPresent()) {
            section.count("vm-settings.disks", DEVICES.of(disks.get().size()), 1);
            for (Disk disk : disks.get()) {
                count(disk, section);
            }
        }
        Optional<List<String>> nics = machine.nics();
        if (nics.isPresent()) {
            section.count("vm-settings.nics", DEVICES.of(nics.get().size()), 1);
            for (String nic : nics.get()) {
                section.count("vm-settings.nic_model", nic, 1);
            }
        }
    }

    private static void amount(
            VirtualMachine machine, Amount amount, String metric, Classes classes, Section.Builder section)
            throws BudgetExceededException {
        Long number = machine.amounts().get(amount);
        if (number != null) {
            section.count(metric, classes.of(number), 1);
        }
    }

    private static void count(Disk disk, Section.Builder section) throws BudgetExceededException {
        Optional<String> bus = disk.bus();
        if (bus.isPresent()) {
            section.count("vm-settings.disk_bus", bus.get(), 1);
        }
        Optional<String> format = disk.format();
        if (format.isPresent()) {
            section.count("vm-settings.disk_format", format.get(), 1);
        }
        OptionalLong size = disk.gibibytes();
        if (size.isPresent()) {
            section.count("vm-settings.disk_size", DISK_SIZE.of(size.getAsLong()), 1);
        }
    }
}
