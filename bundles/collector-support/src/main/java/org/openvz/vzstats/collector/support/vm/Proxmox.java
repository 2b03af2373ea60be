package org.openvz.vzstats.collector.support.vm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Amount;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Disk;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Trait;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Word;

/**
 * Reads the machines of this node of a Proxmox VE: a file each, with what is configured first, then its snapshots. What is not said
 * is as the manual has it.
 *
 * <pre>{@code
 * cores: 4
 * memory: 8192
 * scsi0: local-zfs:vm-100-disk-0,iothread=1,size=32G
 *
 * [before-upgrade]
 * cores: 2
 * }</pre>
 */
final class Proxmox {

    private static final String CLUSTER = "/etc/pve";
    private static final String NODES = CLUSTER + "/nodes/";
    private static final List<String> MACHINES = List.of(CLUSTER + "/qemu-server", CLUSTER + "/local/qemu-server");
    private static final List<String> RUNNING = List.of("/run/qemu-server", "/var/run/qemu-server");

    private static final Pattern FILE = Pattern.compile("(\\d{1,10})\\.conf");
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9-]{1,63}");
    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]{1,128})]");
    private static final Pattern DRIVE = Pattern.compile("(ide|sata|scsi|virtio)\\d{1,2}");
    private static final Pattern ADAPTER = Pattern.compile("net\\d{1,2}");
    private static final Pattern HOST_DEVICE =
            Pattern.compile("hostpci\\d{1,2}: .{1,400}|usb\\d{1,2}: (host|mapping)=.{1,400}");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMGT])");
    private static final Pattern EXTENSION = Pattern.compile(".*\\.(raw|qcow2|vmdk)", Pattern.DOTALL);
    private static final Pattern CPU_LIMIT = Pattern.compile("(\\d{1,3})(\\.\\d{1,6})?");
    private static final Pattern HA_RESOURCE = Pattern.compile("vm: *(\\d{1,10})");
    private static final int MAX_SOCKETS = 64;
    private static final int DEFAULT_MEMORY = 512;

    private Proxmox() {}

    static Reading read(Host host) throws IOException {
        Optional<String> directory = directory(host);
        if (directory.isEmpty()) {
            return Reading.ABSENT;
        }
        String running = host.exists(RUNNING.get(0)) ? RUNNING.get(0) : RUNNING.get(1);
        Optional<Set<String>> active =
                host.exists(running) ? Optional.of(new HashSet<>(host.list(running))) : Optional.empty();
        Optional<Set<String>> protectedByHa = Optional.empty();
        List<VirtualMachine> machines = new ArrayList<>();
        for (String name : host.list(directory.get())) {
            Matcher file = FILE.matcher(name);
            if (!file.matches()) {
                continue;
            }
            if (protectedByHa.isEmpty()) {
                protectedByHa = Optional.of(highlyAvailable(host));
            }
            String id = file.group(1);
            VirtualMachine.Builder machine = new VirtualMachine.Builder("proxmox")
                    .set(Trait.HIGH_AVAILABILITY, protectedByHa.get().contains(id));
            Optional<Config> config = host.read(directory.get() + "/" + name).map(Proxmox::parse);
            if (config.isPresent()) {
                if (!config.get().get("template", "0").equals("0")) {
                    continue;
                }
                describe(config.get(), machine);
            }
            boolean suspended =
                    config.map(values -> values.get("lock", "")).orElse("").equals("suspended");
            if (active.isPresent()) {
                boolean runs = active.get().contains(id + ".pid");
                machine.set(Word.STATE, runs ? "running" : suspended ? "suspended" : "stopped");
            }
            machines.add(machine.build());
        }
        return Reading.of(machines);
    }

    /** Every node of a cluster sees the files of all: its own are linked. */
    private static Optional<String> directory(Host host) throws IOException {
        for (String directory : MACHINES) {
            if (host.exists(directory)) {
                return Optional.of(directory);
            }
        }
        if (!host.exists(NODES)) {
            return Optional.empty();
        }
        String name = host.read("/proc/sys/kernel/hostname").orElse("").strip();
        String node = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        return Optional.of(NODES + node + "/qemu-server")
                .filter(directory -> NODE.matcher(node).matches() && host.exists(directory));
    }

    private static Set<String> highlyAvailable(Host host) throws IOException {
        Set<String> ids = new HashSet<>();
        host.read(CLUSTER + "/ha/resources.cfg").orElse("").lines().forEach(line -> {
            Matcher resource = HA_RESOURCE.matcher(line.strip());
            if (resource.matches()) {
                ids.add(resource.group(1));
            }
        });
        return ids;
    }

    /**
     * A file.
     *
     * @param values what is configured now
     * @param snapshots how many there are
     */
    private record Config(Map<String, String> values, int snapshots) {

        String get(String key, String otherwise) {
            return values.getOrDefault(key, otherwise);
        }
    }

    private static Config parse(String text) {
        Map<String, String> values = new HashMap<>();
        int snapshots = 0;
        boolean now = true;
        for (String line : text.lines().toList()) {
            Matcher section = SECTION.matcher(line.strip());
            int colon = line.indexOf(':');
            if (section.matches()) {
                now = false;
                // The others are changes that wait for a restart, and what cloud-init was given.
                if (!section.group(1).equalsIgnoreCase("pending")
                        && !section.group(1).startsWith("special:")) {
                    snapshots++;
                }
            } else if (now && colon > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        return new Config(values, snapshots);
    }

    private static void describe(Config config, VirtualMachine.Builder machine) {
        machine.os(GuestOs.ofProxmox(config.get("ostype", "other")))
                .set(Amount.SNAPSHOTS, OptionalLong.of(config.snapshots()))
                .set(
                        Word.TOOLS,
                        flag(options(config.get("agent", "0"), "enabled"), "enabled")
                                .map(enabled -> enabled ? "agent-enabled" : "agent-disabled"))
                .set(
                        Word.CHIPSET,
                        Words.chipset(
                                options(config.get("machine", "pc"), "type").getOrDefault("type", "pc")))
                .set(
                        Word.VIDEO,
                        Words.video(options(config.get("vga", "std"), "type").getOrDefault("type", "std")))
                .set(Trait.AUTOSTART, flag(config.values(), "onboot"))
                .set(Trait.NUMA, flag(config.values(), "numa"))
                .set(Trait.TPM, config.values().containsKey("tpmstate0"))
                .set(Trait.PASSTHROUGH, config.values().entrySet().stream().anyMatch(device -> HOST_DEVICE
                        .matcher(device.getKey() + ": " + device.getValue())
                        .matches()));
        boolean uefi = config.get("bios", "seabios").equals("ovmf");
        machine.set(Word.FIRMWARE, uefi ? "uefi" : "bios")
                .set(
                        Trait.SECURE_BOOT,
                        uefi
                                && options(config.get("efidisk0", ""), "file")
                                        .getOrDefault("pre-enrolled-keys", "0")
                                        .equals("1"));
        processors(config, machine);
        memory(config, machine);
        devices(config, machine);
    }

    private static void processors(Config config, VirtualMachine.Builder machine) {
        OptionalLong sockets = Numbers.parse(config.get("sockets", "1"), MAX_SOCKETS);
        OptionalLong cores = Numbers.parse(config.get("cores", "1"), Limits.CPUS);
        if (config.values().containsKey("vcpus")) {
            machine.set(Amount.CPUS, Numbers.parse(config.get("vcpus", ""), Limits.CPUS));
        } else if (sockets.isPresent() && cores.isPresent()) {
            machine.set(Amount.CPUS, OptionalLong.of(sockets.getAsLong() * cores.getAsLong()));
        }
        machine.set(
                Word.CPU_MODE,
                switch (options(config.get("cpu", ""), "cputype").getOrDefault("cputype", "")) {
                    case "" -> "default";
                    case "host" -> "host-passthrough";
                    case "max" -> "maximum";
                    default -> "custom";
                });
        Matcher limit = CPU_LIMIT.matcher(config.get("cpulimit", "0"));
        if (limit.matches()) {
            machine.set(Trait.CPU_LIMIT, limit.group().chars().anyMatch(digit -> digit >= '1' && digit <= '9'));
        }
        Set<String> hotplug = Set.copyOf(List.of(config.get("hotplug", "").split("[,;]", -1)));
        machine.set(Trait.CPU_HOTPLUG, hotplug.contains("cpu")).set(Trait.MEMORY_HOTPLUG, hotplug.contains("memory"));
    }

    private static void memory(Config config, VirtualMachine.Builder machine) {
        String text = options(config.get("memory", Integer.toString(DEFAULT_MEMORY)), "current")
                .getOrDefault("current", "");
        OptionalLong memory = Numbers.parse(text, Limits.MEBIBYTES);
        machine.set(Amount.MEMORY, memory);
        // Without it a guest keeps all its memory, and 0 switches the balloon off.
        OptionalLong least = Numbers.parse(config.get("balloon", "0"), Limits.MEBIBYTES);
        if (memory.isPresent() && least.isPresent()) {
            boolean full = least.getAsLong() == 0 || least.getAsLong() >= memory.getAsLong();
            machine.set(Word.MEMORY_GUARANTEE, full ? "full" : "set");
        }
    }

    private static void devices(Config config, VirtualMachine.Builder machine) {
        List<Disk> disks = new ArrayList<>();
        List<String> nics = new ArrayList<>();
        String adapter = config.get("scsihw", "lsi");
        config.values().forEach((key, value) -> {
            Matcher drive = DRIVE.matcher(key);
            if (drive.matches()) {
                Map<String, String> options = options(value, "file");
                boolean disk = options.getOrDefault("media", "disk").equals("disk")
                        && !options.getOrDefault("file", "none").equals("none");
                if (disk) {
                    boolean virtioScsi = drive.group(1).equals("scsi") && adapter.startsWith("virtio-scsi");
                    disks.add(disk(virtioScsi ? "virtio-scsi" : drive.group(1), options));
                }
            } else if (ADAPTER.matcher(key).matches()) {
                nics.add(Words.nic(model(value)));
            }
        });
        machine.disks(disks).nics(nics);
    }

    private static Disk disk(String bus, Map<String, String> options) {
        Matcher extension = EXTENSION.matcher(options.getOrDefault("file", ""));
        // A volume of a block storage has no extension, and is what its name says: raw.
        String format = options.getOrDefault("format", extension.matches() ? extension.group(1) : "raw");
        Matcher size = SIZE.matcher(options.getOrDefault("size", ""));
        return new Disk(
                Optional.of(Words.bus(bus)),
                Optional.of(Words.format(format)),
                size.matches() ? gibibytes(Long.parseLong(size.group(1)), size.group(2)) : OptionalLong.empty());
    }

    private static OptionalLong gibibytes(long amount, String unit) {
        long gibibytes =
                switch (unit) {
                    case "K" -> amount >> 20;
                    case "M" -> amount >> 10;
                    case "G" -> amount;
                    default -> amount << 10;
                };
        return gibibytes <= Limits.MEBIBYTES / 1024 ? OptionalLong.of(gibibytes) : OptionalLong.empty();
    }

    /** The model is the key of the address: {@code virtio=BC:24:11:00:00:01,bridge=vmbr0}. */
    private static String model(String adapter) {
        String first = adapter.split(",", 2)[0];
        int equals = first.indexOf('=');
        if (equals < 0) {
            return first;
        }
        return first.startsWith("model=") ? first.substring(equals + 1) : first.substring(0, equals);
    }

    /** {@return {@code local:9,media=cdrom} by its keys, the first of which need not be said} */
    private static Map<String, String> options(String value, String first) {
        Map<String, String> options = new HashMap<>();
        for (String option : value.split(",", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            } else if (!option.isEmpty()) {
                options.putIfAbsent(first, option);
            }
        }
        return options;
    }

    private static Optional<Boolean> flag(Map<String, String> values, String key) {
        return switch (values.getOrDefault(key, "0")) {
            case "0" -> Optional.of(false);
            case "1" -> Optional.of(true);
            default -> Optional.empty();
        };
    }
}
