package org.openvz.vzstats.collector.support.vm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Json;
import org.openvz.vzstats.collector.support.Numbers;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Amount;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Disk;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Trait;
import org.openvz.vzstats.collector.support.vm.VirtualMachine.Word;

/**
 * Reads what the dispatcher of OpenVZ 7 and Virtuozzo says. Numbers with a unit are texts, those without are numbers; and a text is
 * printed as it is, quotes and all, one key on a line:
 *
 * <pre>{@code
 * 	"Description": "the "old" one",
 * 	"Type": "VM",
 * 	"Hardware": {
 * 		"cpu": {
 * 			"cpus": 4,
 * 			"cpulimit": "50%"
 * 		}
 * 	}
 * }</pre>
 */
final class Prlctl {

    /** Not the containers: of a thousand guests it would be longer than a host may answer. */
    private static final List<String> MACHINES = List.of("prlctl", "list", "-a", "--vmtype", "vm", "-i", "-j");

    private static final List<String> GUESTS = List.of("prlctl", "list", "-a", "-i", "-j");
    private static final String KEY_ENDS = "\": \"";
    private static final Pattern DISK = Pattern.compile("hdd\\d{1,3}");
    private static final Pattern ADAPTER = Pattern.compile("net\\d{1,3}");
    private static final Pattern DEVICE = Pattern.compile("pci\\d{1,3}");
    private static final Pattern TOOLS_VERSION = Pattern.compile("(\\d{1,2}\\.\\d{1,3})(?:[.-][0-9.-]{1,24})?");
    private static final Pattern CPU_LIMIT = Pattern.compile("(\\d{1,9})(%|Mhz)");

    private Prlctl() {}

    static Reading read(Host host) throws IOException {
        Optional<String> output = host.run(MACHINES);
        output = output.isPresent() ? output : host.run(GUESTS);
        if (output.isEmpty()) {
            return Reading.ABSENT;
        }
        String text = output.get();
        Optional<JsonNode> entries = Json.array(text).or(() -> Json.array(escaped(text)));
        if (entries.isEmpty()) {
            return Reading.UNKNOWN;
        }
        List<VirtualMachine> machines = new ArrayList<>();
        for (JsonNode entry : entries.get()) {
            String type = entry.path("Type").asText();
            if (!type.equals("VM") && !type.equals("CT")) {
                return Reading.UNKNOWN;
            }
            if (type.equals("VM") && !entry.path("Template").asText().equals("yes")) {
                machines.add(machine(entry));
            }
        }
        return Reading.of(machines);
    }

    private static VirtualMachine machine(JsonNode entry) {
        VirtualMachine.Builder machine = new VirtualMachine.Builder("virtuozzo")
                .set(Word.STATE, state(entry.path("State").asText()))
                .os(GuestOs.ofPrlctl(entry.path("OS").asText()))
                .set(Word.TOOLS, tools(entry.path("GuestTools").path("state").asText()))
                .set(Word.CHIPSET, chipset(entry.path("Chipset")))
                .set(Word.FIRMWARE, onOff(entry.path("EFI boot")).map(efi -> efi ? "uefi" : "bios"))
                .set(Trait.AUTOSTART, autostart(entry.path("Autostart").asText()))
                .set(Trait.NESTED, onOff(entry.path("Nested virtualization")))
                .set(
                        Trait.HIGH_AVAILABILITY,
                        onOff(entry.path("High Availability").path("enabled")));
        Matcher version =
                TOOLS_VERSION.matcher(entry.path("GuestTools").path("version").asText());
        if (version.matches()) {
            machine.set(Word.TOOLS_VERSION, version.group(1));
        }
        JsonNode hardware = entry.path("Hardware");
        if (hardware.isObject()) {
            processors(hardware, machine);
            memory(hardware, machine);
            devices(hardware, machine);
        }
        return machine.build();
    }

    private static void processors(JsonNode hardware, VirtualMachine.Builder machine) {
        JsonNode cpu = hardware.path("cpu");
        machine.set(Amount.CPUS, Json.number(cpu.path("cpus"), Limits.CPUS))
                .set(Trait.CPU_HOTPLUG, flag(cpu.path("hotplug")));
        if (cpu.isObject()) {
            // No limit is left out.
            JsonNode limit = cpu.path("cpulimit");
            Matcher limited = CPU_LIMIT.matcher(limit.asText());
            if (limit.isMissingNode() || limited.matches()) {
                machine.set(Trait.CPU_LIMIT, !limit.isMissingNode() && Long.parseLong(limited.group(1)) > 0);
            }
        }
        // The colon is part of the key.
        String nodes = hardware.path("NUMA nodes:").path("nodes").asText();
        if (cpu.has("nodemask") || !nodes.isEmpty()) {
            machine.set(Trait.NUMA, cpu.has("nodemask") || !nodes.equals("disabled"));
        }
    }

    private static void memory(JsonNode hardware, VirtualMachine.Builder machine) {
        machine.set(Amount.MEMORY, mebibytes(hardware.path("memory").path("size")))
                .set(Trait.MEMORY_HOTPLUG, flag(hardware.path("memory").path("hotplug")));
        JsonNode guarantee = hardware.path("memory_guarantee");
        if (guarantee.path("auto").asBoolean()) {
            machine.set(Word.MEMORY_GUARANTEE, "auto");
        } else if (guarantee.has("value")) {
            machine.set(Word.MEMORY_GUARANTEE, "set");
        }
    }

    private static void devices(JsonNode hardware, VirtualMachine.Builder machine) {
        List<Disk> disks = new ArrayList<>();
        List<String> nics = new ArrayList<>();
        boolean passthrough = false;
        for (var device : hardware.properties()) {
            if (DISK.matcher(device.getKey()).matches()) {
                disks.add(disk(device.getValue()));
            } else if (ADAPTER.matcher(device.getKey()).matches()) {
                nics.add(Words.nic(device.getValue().path("card").asText()));
            }
            passthrough |= DEVICE.matcher(device.getKey()).matches();
        }
        machine.disks(disks).nics(nics).set(Trait.PASSTHROUGH, passthrough);
    }

    private static Disk disk(JsonNode hdd) {
        String subtype = hdd.path("subtype").asText();
        String port = hdd.path("port").asText();
        String bus = subtype.equals("virtio-scsi") ? subtype : port.substring(0, Math.max(0, port.indexOf(':')));
        OptionalLong size = mebibytes(hdd.path("size"));
        return new Disk(
                bus.isEmpty() ? Optional.empty() : Optional.of(Words.bus(bus)),
                switch (hdd.path("type").asText()) {
                    case "expanded" -> Optional.of("expanding");
                    case "plain" -> Optional.of("plain");
                    default -> Optional.empty();
                },
                size.isPresent() ? OptionalLong.of(size.getAsLong() / 1024) : OptionalLong.empty());
    }

    private static Optional<String> state(String state) {
        return switch (state) {
            case "" -> Optional.empty();
            case "running", "stopped", "paused", "suspended" -> Optional.of(state);
            case "invalid" -> Optional.of(VirtualMachine.OTHER);
            default -> Optional.of("changing");
        };
    }

    private static Optional<String> tools(String state) {
        return switch (state) {
            case "installed", "outdated" -> Optional.of(state);
            case "possibly_installed" -> Optional.of("possibly-installed");
            case "not_installed" -> Optional.of("not-installed");
            default -> Optional.empty();
        };
    }

    private static Optional<String> chipset(JsonNode chipset) {
        String type = chipset.isObject() ? chipset.path("type").asText() : chipset.asText();
        return type.isEmpty() ? Optional.empty() : Optional.of(Words.chipset(type));
    }

    private static Optional<Boolean> autostart(String mode) {
        return switch (mode) {
            case "off" -> Optional.of(false);
            // Auto: as it was when the host went down.
            case "on", "auto" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> onOff(JsonNode node) {
        return switch (node.asText()) {
            case "on", "yes" -> Optional.of(true);
            case "off", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> flag(JsonNode node) {
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    private static OptionalLong mebibytes(JsonNode size) {
        String text = size.asText();
        return text.endsWith("Mb")
                ? Numbers.parse(text.substring(0, text.length() - 2), Limits.MEBIBYTES)
                : OptionalLong.empty();
    }

    /** The same with quotes and backslashes within texts escaped: possible because no line holds more than one key. */
    private static String escaped(String text) {
        return text.lines().map(Prlctl::escapedLine).collect(Collectors.joining("\n"));
    }

    private static String escapedLine(String line) {
        int value = line.indexOf(KEY_ENDS) + KEY_ENDS.length();
        int end = line.endsWith("\",") ? line.length() - 2 : line.endsWith("\"") ? line.length() - 1 : 0;
        if (value < KEY_ENDS.length() || end < value) {
            return line;
        }
        String escaped = line.substring(value, end).replace("\\", "\\\\").replace("\"", "\\\"");
        return line.substring(0, value) + escaped + line.substring(end);
    }
}
