package org.openvz.vzstats.collector.settings.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Numbers;

/** What the kernel was told, at boot and since. */
final class KernelSettings {

    /** Parameters that are reported when they have this value: the command line itself is the owner's. */
    static final Set<String> WITH_VALUE = Set.of(
            "mitigations=off",
            "mitigations=auto,nosmt",
            "spectre_v2=off",
            "pti=off",
            "intel_iommu=on",
            "amd_iommu=on",
            "iommu=pt",
            "systemd.unified_cgroup_hierarchy=0",
            "systemd.unified_cgroup_hierarchy=1",
            "cgroup_enable=memory",
            "cgroup_no_v1=all",
            "swapaccount=1",
            "swapaccount=0",
            "vsyscall=emulate",
            "vsyscall=native",
            "vsyscall=none",
            "transparent_hugepage=never",
            "transparent_hugepage=madvise",
            "transparent_hugepage=always",
            "selinux=0",
            "apparmor=0",
            "security=selinux",
            "security=apparmor",
            "audit=0",
            "audit=1",
            "ipv6.disable=1",
            "net.ifnames=0",
            "biosdevname=0",
            "numa=off",
            "numa_balancing=disable",
            "idle=poll",
            "nmi_watchdog=0",
            "clocksource=tsc",
            "tsc=reliable",
            "pcie_aspm=off",
            "pci=nomsi",
            "fips=1",
            "lockdown=integrity",
            "lockdown=confidentiality",
            "zswap.enabled=1",
            "elevator=noop",
            "elevator=deadline",
            "elevator=none",
            "kvm-intel.nested=1",
            "kvm_intel.nested=1",
            "kvm-amd.nested=1",
            "kvm_amd.nested=1");

    /** Parameters that are reported whatever their value, which is not. */
    static final Set<String> WITHOUT_VALUE = Set.of(
            "nopti",
            "noibrs",
            "noibpb",
            "nospectre_v2",
            "nosmt",
            "isolcpus",
            "nohz_full",
            "rcu_nocbs",
            "hugepages",
            "hugepagesz",
            "default_hugepagesz",
            "crashkernel",
            "console",
            "nomodeset",
            "acpi",
            "noapic",
            "nolapic",
            "maxcpus",
            "mem",
            "processor.max_cstate",
            "intel_idle.max_cstate",
            "intel_pstate",
            "amd_pstate",
            "rd.break",
            "init",
            "debug");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern SECONDS = Pattern.compile("(-?)(\\d{1,9})\\s*");
    private static final long MAX_NUMBER = 1L << 40;
    private static final long MAX_SWAPPINESS = 200;

    private final Host host;
    private final Values values;

    private KernelSettings(Host host, Values values) {
        this.host = host;
        this.values = values;
    }

    static void read(Host host, Values values) throws IOException {
        KernelSettings kernel = new KernelSettings(host, values);
        kernel.parameters();
        values.quantity("swappiness", kernel.number("vm/swappiness", MAX_SWAPPINESS));
        values.quantity("inotify_instances", kernel.number("fs/inotify/max_user_instances", MAX_NUMBER));
        values.quantity("pid_max", kernel.number("kernel/pid_max", MAX_NUMBER));
        values.flag("panic_reboot", kernel.rebootsAfterPanic());
        values.flag("panic_on_oops", kernel.isOn("kernel/panic_on_oops"));
        values.flag("numa_balancing", kernel.isOn("kernel/numa_balancing"));
        values.flag("user_namespaces", kernel.userNamespaces());
        // Loaded by kdump, which has the memory set aside that it needs.
        values.flag("kdump", on(Numbers.read(host, "/sys/kernel/kexec_crash_loaded", 1)));
        kernel.coreDumps();
    }

    private void parameters() throws IOException {
        Optional<String> line = host.read("/proc/cmdline");
        if (line.isEmpty() || line.get().isBlank()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        for (String parameter : BLANKS.splitAsStream(line.get().strip()).toList()) {
            String name = parameter.split("=", 2)[0];
            if (WITH_VALUE.contains(parameter)) {
                known.add(parameter);
            } else if (WITHOUT_VALUE.contains(name)) {
                known.add(name);
            }
        }
        values.counted("kernel_parameters");
        for (String parameter : known) {
            values.count("kernel_parameters", parameter);
        }
    }

    /** After as many seconds; below 0 at once. */
    private Optional<Boolean> rebootsAfterPanic() throws IOException {
        Matcher seconds = SECONDS.matcher(host.read("/proc/sys/kernel/panic").orElse(""));
        return seconds.matches() ? Optional.of(Long.parseLong(seconds.group(2)) != 0) : Optional.empty();
    }

    /** Whether users may make them, without whom there are no containers without root. */
    private Optional<Boolean> userNamespaces() throws IOException {
        OptionalLong clone = number("kernel/unprivileged_userns_clone", 1);
        OptionalLong most = number("user/max_user_namespaces", MAX_NUMBER);
        if (clone.isEmpty() && most.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(clone.orElse(1) != 0 && most.orElse(1) != 0);
    }

    private void coreDumps() throws IOException {
        Optional<String> pattern = host.read("/proc/sys/kernel/core_pattern").map(String::strip);
        if (pattern.isPresent()) {
            values.label("core_dumps", handler(pattern.get()));
        }
    }

    private static String handler(String pattern) {
        if (!pattern.startsWith("|")) {
            return pattern.isEmpty() ? "none" : "file";
        }
        String program = BLANKS.split(pattern.substring(1).strip(), 2)[0];
        return switch (program.substring(program.lastIndexOf('/') + 1)) {
            case "systemd-coredump" -> "systemd-coredump";
            case "abrt-hook-ccpp" -> "abrt";
            case "apport" -> "apport";
            case "false", "true" -> "none";
            default -> "other";
        };
    }

    private Optional<Boolean> isOn(String name) throws IOException {
        return on(number(name, 3));
    }

    private static Optional<Boolean> on(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong() > 0) : Optional.empty();
    }

    private OptionalLong number(String name, long max) throws IOException {
        return Numbers.read(host, "/proc/sys/" + name, max);
    }
}
