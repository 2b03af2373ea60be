package org.openvz.vzstats.collector.support.vm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Json;
import org.openvz.vzstats.collector.support.Numbers;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Amount;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Disk;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Trait;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Word;

/**
 * Reads the machines of Incus, and of LXD, which it is a fork of. Only their clients know the settings, but no client is asked on a
 * host that has no machine: each has a directory.
 *
 * <pre>{@code
 * [{"type": "virtual-machine", "status": "Running", "location": "none", "expanded_config": {"limits.cpu": "2", "image.os": "Debian"},
 *   "expanded_devices": {"root": {"type": "disk", "path": "/", "size": "20GiB"}}, "snapshots": []}]
 * }</pre>
 */
final class Incus {

    private static final String VIRTUAL_MACHINE = "virtual-machine";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}) ?(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)?");
    private static final Pattern CPUS = Pattern.compile("\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?){0,512}");
    private static final Set<String> ON = Set.of("true", "1", "yes", "on");
    private static final Set<String> OFF = Set.of("false", "0", "no", "off");

    private Incus() {}

    static List<Reading> read(Host host) throws IOException {
        return List.of(
                read(host, "incus", "incus", List.of("/var/lib/incus")),
                read(host, "lxd", "lxc", List.of("/var/snap/lxd/common/lxd", "/var/lib/lxd")));
    }

    private static Reading read(Host host, String stack, String client, List<String> directories) throws IOException {
        Optional<String> directory = directories.stream().filter(host::exists).findFirst();
        if (directory.isEmpty()) {
            return Reading.ABSENT;
        }
        String machines = directory.get() + "/virtual-machines";
        List<String> names = host.list(machines);
        boolean readable = !host.list(directory.get()).isEmpty();
        if (names.isEmpty() && readable && host.exists(machines)) {
            return Reading.of(List.of());
        }
        if (names.isEmpty() && !isUsed(directory.get(), host)) {
            return Reading.ABSENT;
        }
        Optional<String> output = host.run(List.of(client, "list", "--format", "json"));
        if (output.isEmpty() && names.isEmpty()) {
            // What is left of a stack that was removed.
            return Reading.ABSENT;
        }
        if (output.isEmpty()) {
            return Reading.of(names.stream()
                    .map(name -> new VirtualMachine.Builder(stack).build())
                    .toList());
        }
        Optional<JsonNode> instances = Json.array(output.get());
        return instances.isPresent() ? machines(instances.get(), stack, host) : Reading.UNKNOWN;
    }

    /** Ubuntu brings LXD along, and its client would start it: it makes its database when it is first used. */
    private static boolean isUsed(String directory, Host host) {
        return directory.endsWith("/incus")
                || host.exists(directory + "/database")
                || host.exists(directory + "/lxd.db");
    }

    private static Reading machines(JsonNode instances, String stack, Host host) throws IOException {
        List<VirtualMachine> machines = new ArrayList<>();
        boolean clustered = false;
        boolean here = false;
        String name = host.read("/proc/sys/kernel/hostname").orElse("").strip();
        for (JsonNode instance : instances) {
            String type = instance.path("type").asText();
            if (!type.equals(VIRTUAL_MACHINE) && !type.equals("container")) {
                return Reading.UNKNOWN;
            }
            String location = instance.path("location").asText();
            boolean alone = location.isEmpty() || location.equals("none");
            clustered |= !alone;
            here |= location.equals(name);
            // A member of a cluster lists the instances of all.
            if (type.equals(VIRTUAL_MACHINE) && (alone || location.equals(name))) {
                machines.add(machine(instance, stack));
            }
        }
        return clustered && !here ? Reading.UNKNOWN : Reading.of(machines);
    }

    private static VirtualMachine machine(JsonNode instance, String stack) {
        JsonNode config = instance.path(instance.has("expanded_config") ? "expanded_config" : "config");
        VirtualMachine.Builder machine = new VirtualMachine.Builder(stack)
                .set(Word.STATE, state(instance.path("status").asText()))
                .os(GuestOs.ofImage(
                        text(config, "image.os", ""),
                        text(config, "image.release", ""),
                        text(config, "image.version", "")))
                .set(Trait.AUTOSTART, flag(text(config, "boot.autostart", "false")));
        if (config.isObject()) {
            Optional<Boolean> csm = flag(text(config, "security.csm", "false"));
            Optional<Boolean> secure = flag(text(config, "security.secureboot", "true"));
            machine.set(
                            Word.CHIPSET,
                            "x86_64".equals(instance.path("architecture").asText())
                                    ? Optional.of("q35")
                                    : Optional.empty())
                    .set(Word.FIRMWARE, csm.map(bios -> bios ? "bios" : "uefi"))
                    .set(Trait.SECURE_BOOT, csm.flatMap(bios -> secure.map(checks -> checks && !bios)))
                    .set(Amount.CPUS, cpus(text(config, "limits.cpu", "1")))
                    .set(Amount.MEMORY, mebibytes(text(config, "limits.memory", "1GiB")));
        }
        devices(instance.path(instance.has("expanded_devices") ? "expanded_devices" : "devices"), machine);
        if (instance.path("snapshots").isArray()) {
            machine.set(
                    Amount.SNAPSHOTS, OptionalLong.of(instance.path("snapshots").size()));
        }
        return machine.build();
    }

    private static void devices(JsonNode devices, VirtualMachine.Builder machine) {
        if (!devices.isObject()) {
            return;
        }
        List<Disk> disks = new ArrayList<>();
        List<String> nics = new ArrayList<>();
        boolean tpm = false;
        boolean passthrough = false;
        for (JsonNode device : devices) {
            switch (device.path("type").asText()) {
                case "disk" -> {
                    // Without a pool it is a directory of the host, an image of a CD or a configuration drive.
                    if (device.has("pool")) {
                        disks.add(disk(device));
                    }
                }
                case "nic" ->
                    nics.add(
                            Set.of("sriov", "physical")
                                            .contains(device.path("nictype").asText())
                                    ? "passthrough"
                                    : "virtio");
                case "tpm" -> tpm = true;
                case "pci", "gpu", "usb", "infiniband" -> passthrough = true;
                default -> {}
            }
        }
        machine.disks(disks)
                .nics(nics)
                .set(Trait.TPM, tpm)
                .set(Trait.PASSTHROUGH, passthrough || nics.contains("passthrough"));
    }

    private static Disk disk(JsonNode device) {
        OptionalLong size = mebibytes(text(device, "size", ""));
        String bus = text(device, "io.bus", "virtio-scsi");
        return new Disk(
                Optional.of(Words.bus(bus.equals("virtio-blk") ? "virtio" : bus)),
                Optional.empty(),
                size.isPresent() ? OptionalLong.of(size.getAsLong() / 1024) : OptionalLong.empty());
    }

    private static Optional<String> state(String status) {
        return switch (status) {
            case "Running", "Ready" -> Optional.of("running");
            case "Stopped" -> Optional.of("stopped");
            case "Frozen" -> Optional.of("paused");
            case "" -> Optional.empty();
            case "Error" -> Optional.of(VirtualMachine.OTHER);
            default -> Optional.of("changing");
        };
    }

    /** A number of processors, or the list of those it is bound to: {@code 0-3,8}. */
    private static OptionalLong cpus(String limit) {
        if (!CPUS.matcher(limit).matches()) {
            return OptionalLong.empty();
        }
        if (limit.indexOf('-') < 0 && limit.indexOf(',') < 0) {
            return Numbers.parse(limit, Limits.CPUS);
        }
        long count = 0;
        for (String range : limit.split(",", -1)) {
            String[] ends = range.split("-", 2);
            long length = Long.parseLong(ends[ends.length - 1]) - Long.parseLong(ends[0]) + 1;
            if (length < 1) {
                return OptionalLong.empty();
            }
            count += length;
        }
        return count <= Limits.CPUS ? OptionalLong.of(count) : OptionalLong.empty();
    }

    /** A per cent of the host's is no amount. */
    private static OptionalLong mebibytes(String size) {
        Matcher parts = SIZE.matcher(size);
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        long unit =
                switch (Optional.ofNullable(parts.group(2)).orElse("B")) {
                    case "kB", "KB" -> 1_000;
                    case "MB" -> 1_000_000;
                    case "GB" -> 1_000_000_000;
                    case "TB" -> 1_000_000_000_000L;
                    case "KiB" -> 1L << 10;
                    case "MiB" -> 1L << 20;
                    case "GiB" -> 1L << 30;
                    case "TiB" -> 1L << 40;
                    default -> 1;
                };
        long amount = Long.parseLong(parts.group(1));
        if (amount > Long.MAX_VALUE / unit) {
            return OptionalLong.empty();
        }
        long mebibytes = (amount * unit) >> 20;
        return mebibytes <= Limits.MEBIBYTES ? OptionalLong.of(mebibytes) : OptionalLong.empty();
    }

    private static Optional<Boolean> flag(String value) {
        return ON.contains(value) ? Optional.of(true) : OFF.contains(value) ? Optional.of(false) : Optional.empty();
    }

    private static String text(JsonNode object, String key, String otherwise) {
        JsonNode value = object.path(key);
        return value.isMissingNode() || value.asText().isEmpty() ? otherwise : value.asText();
    }
}
