package org.openvz.vzstats.collector.platform.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/**
 * Finds the virtualization product that a host runs. Where there are several, the most specific wins, in this order:
 *
 * <ol>
 *   <li>what a whole system is made for: Virtuozzo and OpenVZ from 7, Proxmox, OpenVZ before 7, XCP-ng, oVirt. These bring libvirt, LXC
 *       or podman along;
 *   <li>what manages both virtual machines and containers: Incus, LXD, libvirt. Incus and LXD come before libvirt, which distributions
 *       install more easily beside them than the other way round;
 *   <li>what runs containers of systems: LXC;
 *   <li>what runs containers of applications: Docker, then Podman, as many hosts of virtual machines have these for a helper.
 * </ol>
 */
final class Product {

    private static final Set<String> VIRTUOZZO =
            Set.of("openvz-7", "openvz-9", "virtuozzo-6", "virtuozzo-7", "virtuozzo-8", "virtuozzo-9");
    private static final Map<String, String> OPENVZ_BY_SERIES =
            Map.of("2.6.18", "openvz-5", "2.6.32", "openvz-6", "3.10", "openvz-7");
    private static final Pattern PROXMOX_VERSION = Pattern.compile("sub version \\{\\s*return '([0-9.]{1,20})");

    /** What else there may be, and the files of its service; not those of its client alone. */
    private static final List<Map.Entry<String, List<String>>> BY_FILES = List.of(
            Map.entry("xcp-ng", List.of("/etc/xensource-inventory")),
            Map.entry("ovirt", List.of("/usr/share/vdsm", "/etc/ovirt-engine")),
            Map.entry("incus", List.of("/var/lib/incus", "/usr/bin/incusd", "/opt/incus/bin/incusd")),
            // Not the program: Ubuntu 18.04 to 22.04 bring it along, and it stays unused. It makes its database when it
            // is first used.
            Map.entry(
                    "lxd",
                    List.of("/var/lib/lxd/database", "/var/lib/lxd/lxd.db", "/var/snap/lxd/common/lxd/database")),
            Map.entry(
                    "libvirt",
                    List.of(
                            "/usr/sbin/libvirtd",
                            "/usr/sbin/virtqemud",
                            "/etc/libvirt/qemu",
                            "/etc/libvirt/libvirtd.conf")),
            Map.entry("lxc", List.of("/usr/bin/lxc-start")),
            Map.entry(
                    "docker",
                    List.of(
                            "/usr/bin/dockerd",
                            "/usr/sbin/dockerd",
                            "/usr/local/bin/dockerd",
                            "/var/lib/docker",
                            "/var/snap/docker")),
            Map.entry("podman", List.of("/usr/bin/podman")));

    private Product() {}

    /** {@return the product; empty if there is none} */
    static Optional<Release> read(Host host, Optional<Kernel> kernel, boolean inContainer) throws IOException {
        Optional<Release> virtuozzo = host.read("/etc/virtuozzo-release").flatMap(Product::virtuozzo);
        if (virtuozzo.isPresent()) {
            return virtuozzo;
        }
        // Before OpenVZ, whose kernel it had up to version 3.
        if (host.exists("/etc/pve")) {
            return Optional.of(new Release("proxmox", proxmoxVersion(host)));
        }
        // A container of OpenVZ sees this directory as well.
        if (host.exists("/proc/vz") && !inContainer) {
            return Optional.of(new Release(
                    kernel.map(Kernel::series).map(OPENVZ_BY_SERIES::get).orElse("other"), Optional.empty()));
        }
        return BY_FILES.stream()
                .filter(product -> product.getValue().stream().anyMatch(host::exists))
                .map(product -> new Release(product.getKey(), Optional.empty()))
                .findFirst();
    }

    /** {@code OpenVZ release 7.0.22 (8)}, {@code Virtuozzo Hybrid Server release 7.5.5 (…)}; not the distribution Virtuozzo Linux. */
    private static Optional<Release> virtuozzo(String text) {
        if (text.startsWith("Virtuozzo Linux")) {
            return Optional.empty();
        }
        return Release.line(text).flatMap(line -> line.version().map(version -> {
            String family = line.name().startsWith("OpenVZ") ? "openvz" : "virtuozzo";
            String name = family + "-" + version.split("\\.", 2)[0];
            return new Release(VIRTUOZZO.contains(name) ? name : "other", Optional.of(version));
        }));
    }

    private static Optional<String> proxmoxVersion(Host host) throws IOException {
        Matcher version = PROXMOX_VERSION.matcher(
                host.read("/usr/share/perl5/PVE/pvecfg.pm").orElse(""));
        return version.find() ? Release.numbers(version.group(1)) : Optional.empty();
    }
}
