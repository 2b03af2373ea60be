package org.openvz.vzstats.collector.support.container;

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

/**
 * Reads the containers of LXC without a daemon, from {@code /var/lib/lxc/<name>/config}, with the keys of LXC 3 and those before:
 *
 * <pre>{@code
 * lxc.include = /usr/share/lxc/config/debian.common.conf
 * lxc.net.0.type = veth
 * lxc.rootfs.path = dir:/var/lib/lxc/…/rootfs
 * lxc.cgroup2.memory.max = 1G
 * lxc.start.auto = 1
 * }</pre>
 */
final class PlainLxc {

    private static final String DIRECTORY = "/var/lib/lxc";
    private static final Pattern INCLUDE = Pattern.compile(".*/([a-z]{2,20})\\.(?:common|userns)\\.conf");
    private static final Pattern NETWORK = Pattern.compile("lxc\\.net\\.\\d{1,3}\\.type|lxc\\.network\\.type");

    /** {@code # Parameters passed to the template: --dist debian --release bookworm --arch amd64}. */
    private static final Pattern DIST = Pattern.compile("\\s(?:--dist|-d)[ =]([A-Za-z]{2,20})(?=\\s|$)");

    private static final Pattern RELEASE = Pattern.compile("\\s(?:--release|-r)[ =]([A-Za-z0-9.-]{1,20})(?=\\s|$)");
    private static final String TEMPLATE = "# Template used to create this container: ";
    private static final String PARAMETERS = "# Parameters passed to the template: ";

    private static final Set<String> NETWORKS =
            Set.of("veth", "macvlan", "ipvlan", "vlan", "phys", "host", "none", "empty");
    private static final Map<String, String> LAYOUTS = Map.ofEntries(
            Map.entry("dir", "dir"),
            Map.entry("btrfs", "btrfs"),
            Map.entry("zfs", "zfs"),
            Map.entry("lvm", "lvm"),
            Map.entry("overlay", "overlay"),
            Map.entry("overlayfs", "overlay"),
            Map.entry("aufs", "aufs"),
            Map.entry("loop", "loop"),
            Map.entry("nbd", "nbd"),
            Map.entry("rbd", "ceph"));

    private static final long MAX_MICROSECONDS = 1_000_000_000;
    private static final long DEFAULT_SHARES = 1024;
    private static final long DEFAULT_WEIGHT = 100;
    private static final long MAX_SHARES = 262_144;
    private static final String DEFAULT_PERIOD = "100000";

    private PlainLxc() {}

    static Optional<List<Container>> read(Host host) throws IOException {
        // Proxmox writes its containers there as well, when they start.
        if (!host.exists(DIRECTORY) || host.exists("/etc/pve")) {
            return Optional.empty();
        }
        List<Container> containers = new ArrayList<>();
        Optional<Set<String>> running = Optional.empty();
        for (String name : host.list(DIRECTORY)) {
            Optional<String> config = host.read(DIRECTORY + "/" + name + "/config");
            if (config.isPresent()) {
                running = running.isPresent() ? running : Payloads.running(host);
                containers.add(container(config.get(), running.map(names -> names.contains(name))));
            }
        }
        return Optional.of(containers);
    }

    private static Container container(String config, Optional<Boolean> running) {
        ContainerBuilder container = new ContainerBuilder(Stack.LXC);
        container.running = running;
        Map<String, String> values = new HashMap<>();
        Set<String> network = new HashSet<>();
        for (String line : config.lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("#")) {
                template(line, container);
            } else if (equals > 0) {
                String key = line.substring(0, equals).strip();
                String value = line.substring(equals + 1).strip();
                values.put(key, value);
                if (NETWORK.matcher(key).matches()) {
                    network.add(NETWORKS.contains(value) ? value : "other");
                }
                included(key, value, container);
            }
        }
        if (!values.isEmpty()) {
            limits(values, container);
            settings(values, container);
            // Only the loopback: no interface at all.
            network.remove("empty");
            // Shares that of the host.
            container.network(network.remove("none") ? with(network, "host") : network);
        }
        return container.build();
    }

    private static Set<String> with(Set<String> words, String word) {
        words.add(word);
        return words;
    }

    /** What it was made from is kept in comments; of them only the distribution and its release are looked at. */
    private static void template(String line, ContainerBuilder container) {
        if (line.startsWith(TEMPLATE)) {
            String name = line.substring(line.lastIndexOf('/') + 1).strip();
            if (name.startsWith("lxc-") && !name.equals("lxc-download")) {
                known(Distribution.of(name.substring(4), ""), container);
            }
        } else if (line.startsWith(PARAMETERS)) {
            Matcher dist = DIST.matcher(line);
            Matcher release = RELEASE.matcher(line);
            if (dist.find()) {
                known(Distribution.of(dist.group(1), release.find() ? release.group(1) : ""), container);
            } else if (container.distribution.isPresent() && release.find()) {
                String name = container.distribution.get().name();
                container.distribution = Optional.of(Distribution.of(name, release.group(1)));
            }
        }
    }

    private static void included(String key, String value, ContainerBuilder container) {
        if (!key.equals("lxc.include")) {
            return;
        }
        Matcher include = INCLUDE.matcher(value);
        if (include.matches() && container.distribution.isEmpty()) {
            known(Distribution.of(include.group(1), ""), container);
        }
        if (value.endsWith("/nesting.conf")) {
            container.nesting = Optional.of(true);
        }
    }

    private static void known(Distribution distribution, ContainerBuilder container) {
        if (!distribution.equals(Distribution.OTHER)) {
            container.distribution = Optional.of(distribution);
        }
    }

    private static void settings(Map<String, String> values, ContainerBuilder container) {
        container.onBoot =
                Optional.of(values.getOrDefault("lxc.start.auto", "0").equals("1") ? "on" : "off");
        container.unprivileged = Optional.of(values.containsKey("lxc.idmap") || values.containsKey("lxc.id_map"));
        boolean nesting = container.nesting.orElse(false)
                || values.getOrDefault("lxc.apparmor.allow_nesting", "0").equals("1")
                || profile(values).endsWith("-with-nesting");
        container.nesting = Optional.of(nesting);
        String backend = values.getOrDefault("lxc.rootfs.backend", "");
        String root = values.getOrDefault("lxc.rootfs.path", values.getOrDefault("lxc.rootfs", ""));
        int colon = root.indexOf(':');
        if (!backend.isEmpty() || colon > 0) {
            container.layout =
                    Optional.of(LAYOUTS.getOrDefault(backend.isEmpty() ? root.substring(0, colon) : backend, "other"));
        } else if (root.startsWith("/dev/")) {
            container.layout = Optional.of("lvm");
        } else if (root.startsWith("/")) {
            container.layout = Optional.of("dir");
        }
    }

    private static String profile(Map<String, String> values) {
        return values.getOrDefault("lxc.apparmor.profile", values.getOrDefault("lxc.aa_profile", ""));
    }

    private static void limits(Map<String, String> values, ContainerBuilder container) {
        container.memory = amount(values, "lxc.cgroup2.memory.max", "lxc.cgroup.memory.limit_in_bytes");
        swap(values, container);
        container.cpus = cpus(group(values, "cpuset.cpus"));
        OptionalLong shares = Numbers.parse(values.getOrDefault("lxc.cgroup.cpu.shares", ""), MAX_SHARES);
        OptionalLong weight = Numbers.parse(values.getOrDefault("lxc.cgroup2.cpu.weight", ""), MAX_SHARES);
        if (weight.isPresent()) {
            container.cpuWeight = OptionalLong.of(weight.getAsLong() * 100 / DEFAULT_WEIGHT);
        } else if (shares.isPresent()) {
            container.cpuWeight = OptionalLong.of(shares.getAsLong() * 100 / DEFAULT_SHARES);
        }
        container.cpuLimit = cpuLimit(values);
        boolean bandwidth = values.getOrDefault("lxc.cgroup2.io.max", "").contains("bps=")
                || values.keySet().stream()
                        .anyMatch(key -> key.startsWith("lxc.cgroup.blkio.throttle.") && key.endsWith("bps_device"));
        boolean iops = values.getOrDefault("lxc.cgroup2.io.max", "").contains("iops=")
                || values.keySet().stream()
                        .anyMatch(key -> key.startsWith("lxc.cgroup.blkio.throttle.") && key.endsWith("iops_device"));
        container.ioLimits(bandwidth, iops);
    }

    /** Of version 1 there is a limit of memory and swap together. */
    private static void swap(Map<String, String> values, ContainerBuilder container) {
        String together = values.getOrDefault("lxc.cgroup.memory.memsw.limit_in_bytes", "");
        if (together.isEmpty() || values.containsKey("lxc.cgroup2.memory.swap.max")) {
            container.swap = amount(values, "lxc.cgroup2.memory.swap.max", "lxc.cgroup2.memory.swap.max");
            return;
        }
        OptionalLong memory = container.memory.map(Limit::amount).orElse(OptionalLong.empty());
        Optional<Limit> both = Amounts.limit(Amounts.bytes(together, 1), Amounts.MEBIBYTE);
        if (both.isPresent() && memory.isPresent()) {
            long swap = both.get().amount().orElse(0) - memory.getAsLong();
            container.swap = swap >= 0 ? Optional.of(Limit.of(swap)) : Optional.empty();
        }
    }

    private static Optional<Limit> cpuLimit(Map<String, String> values) {
        String[] max = values.getOrDefault("lxc.cgroup2.cpu.max", "").split("\\s+", 2);
        String quota = max[0].isEmpty() ? values.getOrDefault("lxc.cgroup.cpu.cfs_quota_us", "") : max[0];
        String period = max.length > 1 ? max[1] : values.getOrDefault("lxc.cgroup.cpu.cfs_period_us", DEFAULT_PERIOD);
        if (quota.isEmpty() || quota.equals("max") || quota.equals("-1")) {
            return Optional.of(Limit.NONE);
        }
        OptionalLong used = Numbers.parse(quota, MAX_MICROSECONDS);
        OptionalLong of = Numbers.parse(period, MAX_MICROSECONDS);
        return used.isPresent() && of.isPresent() && of.getAsLong() > 0
                ? Optional.of(Limit.of(used.getAsLong() * 100 / of.getAsLong()))
                : Optional.empty();
    }

    private static Optional<Limit> amount(Map<String, String> values, String key, String oldKey) {
        String text = values.getOrDefault(key, values.getOrDefault(oldKey, ""));
        return text.isEmpty() || text.equals("max") || text.equals("-1")
                ? Optional.of(Limit.NONE)
                : Amounts.limit(Amounts.bytes(text, 1), Amounts.MEBIBYTE);
    }

    private static String group(Map<String, String> values, String key) {
        return values.getOrDefault("lxc.cgroup2." + key, values.getOrDefault("lxc.cgroup." + key, ""));
    }

    private static Optional<Limit> cpus(String list) {
        return list.isEmpty() ? Optional.of(Limit.NONE) : CpuList.count(list).map(Limit::of);
    }
}
