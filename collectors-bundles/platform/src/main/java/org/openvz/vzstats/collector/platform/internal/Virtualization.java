package org.openvz.vzstats.collector.platform.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.KeyValues;

/** Finds out what a host itself runs in. */
final class Virtualization {

    private static final String DMI = "/sys/class/dmi/id";

    /** Vendor or product names of virtual machines; those clouds that also rent out bare metal are told by the processor. */
    private static final List<Map.Entry<String, String>> BY_DMI = List.of(
            Map.entry("vmware", "vmware"),
            Map.entry("virtualbox", "virtualbox"),
            Map.entry("innotek", "virtualbox"),
            Map.entry("parallels", "parallels"),
            Map.entry("bhyve", "bhyve"),
            Map.entry("hvm domu", "xen"),
            Map.entry("microsoft corporation virtual machine", "hyperv"),
            Map.entry("qemu", "kvm"),
            Map.entry("kvm", "kvm"),
            Map.entry("rhev hypervisor", "kvm"),
            Map.entry("openstack", "kvm"),
            Map.entry("virtuozzo", "kvm"));

    /** The clocks that hypervisors offer their guests. */
    private static final List<Map.Entry<String, String>> BY_CLOCK =
            List.of(Map.entry("kvm-clock", "kvm"), Map.entry("hyperv_clocksource", "hyperv"), Map.entry("xen", "xen"));

    private static final Pattern CONTAINER_VARIABLE = Pattern.compile("(^|\u0000)container=[a-z]");
    private static final Pattern HOST_BEANCOUNTER = Pattern.compile("(?m)^\\s*0:\\s");

    private final Host host;
    private final Optional<Set<String>> flags;
    private final boolean inContainer;

    /** Reads what is needed more than once. */
    Virtualization(Host host) throws IOException {
        this.host = host;
        this.flags = KeyValues.blocks(host.read("/proc/cpuinfo").orElse("")).stream()
                .filter(block -> block.containsKey("flags"))
                .findFirst()
                .map(block ->
                        Set.copyOf(Arrays.asList(block.getOrDefault("flags", "").split("\\s+", -1))));
        this.inContainer = container();
    }

    boolean inContainer() {
        return inContainer;
    }

    /** {@return {@code none}, {@code container}, the hypervisor; empty if it cannot be told} */
    Optional<String> read() throws IOException {
        if (inContainer) {
            return Optional.of("container");
        }
        Optional<String> named = dmi();
        if (named.isPresent()) {
            return named;
        }
        if (line("/sys/hypervisor/type").equals("xen")) {
            return Optional.of(line("/proc/xen/capabilities").contains("control_d") ? "none" : "xen");
        }
        if (flags.isPresent()) {
            return Optional.of(flags.get().contains("hypervisor") ? hypervisor() : "none");
        }
        // Not x86: firmware that names no hypervisor.
        return host.exists(DMI + "/sys_vendor") || host.exists("/proc/device-tree/model")
                ? Optional.of("none")
                : Optional.empty();
    }

    private Optional<String> dmi() throws IOException {
        String product = (line(DMI + "/sys_vendor") + " " + line(DMI + "/product_name")).toLowerCase(Locale.ROOT);
        return BY_DMI.stream()
                .filter(name -> product.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private String hypervisor() throws IOException {
        List<String> devices = host.list("/sys/bus/acpi/devices");
        // Firecracker has no DMI, but devices of its own for the generation of a VM and for its clock.
        boolean firecracker = devices.contains("FCVMGID:00") || devices.contains("AMZNC10C:00");
        if (firecracker && !host.exists(DMI)) {
            return "firecracker";
        }
        String clocks = line("/sys/devices/system/clocksource/clocksource0/available_clocksource");
        return BY_CLOCK.stream()
                .filter(clock -> clocks.contains(clock.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("other");
    }

    private boolean container() throws IOException {
        // As the original client does: in a container there is no line of the host.
        Optional<String> beancounters = host.read("/proc/user_beancounters");
        if (beancounters.isPresent()) {
            return !HOST_BEANCOUNTER.matcher(beancounters.get()).find();
        }
        boolean marked = host.exists("/.dockerenv")
                || host.exists("/run/.containerenv")
                || host.exists("/run/systemd/container")
                || host.exists("/dev/lxd/sock")
                || host.exists("/dev/incus/sock")
                // What managers of containers tell the first process, also where it is not systemd.
                || CONTAINER_VARIABLE
                        .matcher(host.read("/proc/1/environ").orElse(""))
                        .find();
        // An image may have been made from a container, with its mark; but only a host sees the threads of its kernel.
        return marked && !line("/proc/2/comm").equals("kthreadd");
    }

    private String line(String path) throws IOException {
        return host.read(path).orElse("").strip();
    }
}
