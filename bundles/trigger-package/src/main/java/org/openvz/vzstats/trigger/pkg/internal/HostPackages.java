package org.openvz.vzstats.trigger.pkg.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.PackageDatabase;
import org.openvz.vzstats.collector.support.RootedHost;
import org.openvz.vzstats.collector.support.RunReadings;
import org.openvz.vzstats.trigger.support.Memory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The packages in the database of a host: those of containers and machines, and kernels. */
final class HostPackages implements Packages {

    private static final Logger LOG = LoggerFactory.getLogger(HostPackages.class);
    private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1), 32L << 20);

    private static final Pattern MATTERS = Pattern.compile(String.join(
            "|",
            "vzctl(-core|-lib)?|libvzctl|vzquota|ploop(-lib)?|vzstats|vcmmd|readykernel|criu",
            "prl-disp-service|prlctl|qemu-kvm-vz|[pv]storage-(client|chunk-server|metadata-server)",
            "(vz|ovz)?kernel(-core|-default|-lt|-ml|-uek)?|linux-image-.{1,60}|(pve|proxmox)-kernel-.{1,60}|(openvz|gentoo)-sources",
            "linux(-lts|-virt|-zen|-hardened|-openvz(-testing)?)?",
            "qemu|qemu-(base|kvm|kvm-core|kvm-ev|kvm-rhev|system-x86|system-x86-core|system-x86_64|system-arm)|pve-qemu-kvm",
            "libvirt|libvirt-(bin|daemon|daemon-system)|xen|xen-runtime|xen-hypervisor-.{1,60}",
            "lxc|lxc-pve|lxcfs|lxd|incus(-base)?|pve-manager|pve-container|qemu-server",
            "docker|docker-(ce|engine|ee)|docker\\.io|moby-engine|containerd(\\.io)?|podman|cri-o|kubelet"));

    private final Path root;

    HostPackages(Path root) {
        this.root = root;
    }

    static boolean matters(String name) {
        return MATTERS.matcher(name).matches();
    }

    @Override
    public String state() {
        return PackageDatabase.places().stream()
                .map(place -> state(root.resolve(place.substring(1))))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Optional<String> versions() {
        try (RootedHost host = new RootedHost(root, BUDGET, new RunReadings())) {
            // A digest says enough: which versions there are nobody needs to find in a file of ours.
            return PackageDatabase.read(host).map(HostPackages::text).map(Memory::digest);
        } catch (IOException e) {
            LOG.info("The package database cannot be read ({})", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static String text(PackageDatabase.Installed installed) {
        return installed.packages().stream()
                .filter(one -> matters(one.name()))
                .map(one -> one.name() + " " + one.version())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String state(Path place) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(place, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size();
        } catch (IOException e) {
            // Another package manager's.
            return "absent";
        }
    }
}
