package org.openvz.vzstats.collector.cgroups.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Host;

/**
 * The groups of the first level, by who made them. Those below, which bear ids and names, are not looked at but for what kind they are.
 *
 * @param root where the groups are
 * @param groups the names of the first level
 */
record Hierarchy(String root, List<String> groups) {

    /** What holds the groups of a host: all of version 2, or the controllers of version 1 that everybody uses. */
    private static final List<String> ROOTS = List.of(
            "/sys/fs/cgroup",
            "/sys/fs/cgroup/systemd",
            "/sys/fs/cgroup/memory",
            "/cgroup/memory",
            "/cgroup/cpu",
            "/proc/vz/container");

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("docker", "docker"),
            Map.entry("garden", "garden"),
            Map.entry("htcondor", "htcondor"),
            Map.entry("init.scope", "systemd"),
            Map.entry("k8s.io", "containerd"),
            Map.entry("kubepods", "kubernetes"),
            Map.entry("kubepods.slice", "kubernetes"),
            Map.entry("libpod_parent", "podman"),
            Map.entry("libvirt", "libvirt"),
            Map.entry("lxc", "lxc"),
            Map.entry("lxc.monitor", "lxc"),
            Map.entry("lxc.payload", "lxc"),
            Map.entry("machine", "libvirt"),
            Map.entry("machine.slice", "machine.slice"),
            Map.entry("mesos", "mesos"),
            Map.entry("nomad", "nomad"),
            Map.entry("nomad.slice", "nomad"),
            Map.entry("openrc", "openrc"),
            Map.entry("qemu.slice", "proxmox"),
            Map.entry("slurm", "slurm"),
            Map.entry("sysdefault", "libcgroup"),
            Map.entry("system.slice", "system.slice"),
            Map.entry("user.slice", "user.slice"),
            Map.entry("user", "user.slice"));

    /** What the managers of containers and machines put into the slices of systemd, and LXC into the root. */
    private static final List<Map.Entry<String, String>> BY_BEGINNING = List.of(
            Map.entry("cri-containerd-", "kubernetes"),
            Map.entry("crio-", "kubernetes"),
            Map.entry("docker-", "docker"),
            Map.entry("libpod-", "podman"),
            Map.entry("lxc.monitor.", "lxc"),
            Map.entry("lxc.payload.", "lxc"),
            Map.entry("machine-lxc", "lxc"),
            Map.entry("machine-qemu", "libvirt"),
            Map.entry("systemd-nspawn@", "nspawn"));

    /** The files of the root, and the mounts that systemd keeps there. */
    private static final Pattern NO_GROUP = Pattern.compile(
            "tasks|notify_on_release|release_agent|.*\\.mount|(cgroup|cpu|cpuacct|cpuset|memory|io|blkio|pids|devices"
                    + "|freezer|hugetlb|misc|rdma|dmem|irq|net_cls|net_prio|perf_event|ve|beancounter)\\..*");

    /** OpenVZ's containers are groups of the first level, too. */
    private static final Pattern CONTAINER = Pattern.compile("[0-9]{1,10}|[0-9a-f]{8}-[0-9a-f-]{27}");

    private static final List<String> SLICES = List.of("system.slice", "machine.slice");
    private static final int MAX_LOOKS = 32;

    /** {@return the groups; empty if the host shows none} */
    static Optional<Hierarchy> read(Host host) throws IOException {
        for (String root : ROOTS) {
            // Each group has this file, in version 1 and in version 2; a root without it is a directory of hierarchies.
            if (host.exists(root + "/cgroup.procs") || host.exists(root + "/tasks")) {
                return Optional.of(new Hierarchy(
                        root,
                        host.list(root).stream()
                                .filter(name -> !NO_GROUP.matcher(name).matches())
                                .toList()));
            }
        }
        return Optional.empty();
    }

    /**
     * Says who uses it, by public names, {@code other} for groups of whoever else.
     *
     * @param containers whether containers of OpenVZ run
     */
    NavigableSet<String> users(boolean containers, Host host) throws IOException {
        NavigableSet<String> users = new TreeSet<>();
        if (containers) {
            users.add("openvz");
        }
        int looks = 0;
        for (String group : groups) {
            Optional<String> user = Optional.ofNullable(BY_NAME.get(group)).or(() -> byBeginning(group));
            if (user.isPresent()) {
                users.add(user.get());
            } else if (!(containers && CONTAINER.matcher(group).matches())
                    && !users.contains("other")
                    && looks++ < MAX_LOOKS
                    && isGroup(group, host)) {
                users.add("other");
            }
        }
        for (String slice : SLICES) {
            if (groups.contains(slice)) {
                host.list(root + "/" + slice).forEach(name -> byBeginning(name).ifPresent(users::add));
            }
        }
        return users;
    }

    /** {@return the groups of the first level that stand for more than one guest or service} */
    List<String> shared() {
        return groups.stream().filter(BY_NAME::containsKey).toList();
    }

    private boolean isGroup(String name, Host host) {
        return host.exists(root + "/" + name + "/cgroup.procs") || host.exists(root + "/" + name + "/tasks");
    }

    private static Optional<String> byBeginning(String name) {
        return BY_BEGINNING.stream()
                .filter(beginning -> name.startsWith(beginning.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
