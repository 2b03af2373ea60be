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
 * Reads the containers of this node of Proxmox VE from {@code /etc/pve/lxc/<id>.conf}:
 *
 * <pre>{@code
 * cores: 2
 * memory: 2048
 * net0: name=eth0,bridge=vmbr0,hwaddr=…,ip=dhcp,type=veth
 * ostype: debian
 * rootfs: local-zfs:subvol-200-disk-0,size=8G
 *
 * [before_upgrade]
 * }</pre>
 */
final class Proxmox {

    private static final Pattern CONF = Pattern.compile("([1-9]\\d{0,9})\\.conf");
    private static final Pattern STORAGE = Pattern.compile("([a-z]{1,20}):\\s*(\\S{1,100})\\s*");
    private static final Pattern HA = Pattern.compile("(?m)^ct:\\s*([1-9]\\d{0,9})\\s*$");
    private static final long MAX_MEBIBYTES = Amounts.MAX_BYTES / Amounts.MEBIBYTE;
    private static final long MAX_CPUS = 8192;

    /** In MiB, of memory and of swap, where the configuration does not say. */
    private static final String DEFAULT_MEMORY = "512";

    private static final Set<String> FEATURES = Set.of("fuse", "keyctl", "mknod", "nesting", "force_rw_sys");

    private static final Map<String, String> LAYOUTS = Map.ofEntries(
            Map.entry("dir", "dir"),
            Map.entry("btrfs", "btrfs"),
            Map.entry("lvm", "lvm"),
            Map.entry("lvmthin", "lvm-thin"),
            Map.entry("zfspool", "zfs"),
            Map.entry("zfs", "zfs"),
            Map.entry("rbd", "ceph"),
            Map.entry("cephfs", "ceph"),
            Map.entry("nfs", "nfs"),
            Map.entry("cifs", "cifs"),
            Map.entry("glusterfs", "glusterfs"),
            Map.entry("iscsi", "iscsi"),
            Map.entry("iscsidirect", "iscsi"));

    private final Map<String, String> layoutByStorage;
    private final Set<String> ha = new HashSet<>();
    private final Optional<Set<String>> running;

    private Proxmox(Host host) throws IOException {
        this.layoutByStorage = storages(host.read("/etc/pve/storage.cfg").orElse(""));
        Matcher managed = HA.matcher(host.read("/etc/pve/ha/resources.cfg").orElse(""));
        while (managed.find()) {
            ha.add(managed.group(1));
        }
        this.running = Payloads.running(host);
    }

    static Optional<List<Container>> read(Host host) throws IOException {
        // A link to the directory of this node: those of the others are beside it.
        String directory = "/etc/pve/lxc";
        if (!host.exists(directory)) {
            String node = host.read("/proc/sys/kernel/hostname").orElse("").strip();
            directory = "/etc/pve/nodes/" + node.split("\\.", 2)[0] + "/lxc";
            if (node.isEmpty() || node.contains("/") || !host.exists(directory)) {
                return Optional.empty();
            }
        }
        Proxmox proxmox = new Proxmox(host);
        List<Container> containers = new ArrayList<>();
        for (String name : host.list(directory)) {
            Matcher conf = CONF.matcher(name);
            if (conf.matches()) {
                String text = host.read(directory + "/" + name).orElse("");
                proxmox.container(conf.group(1), current(text)).ifPresent(containers::add);
            }
        }
        return Optional.of(containers);
    }

    /** {@return the keys of the present state; those of snapshots come after it} */
    private static Map<String, String> current(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("[")) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                values.putIfAbsent(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    private Optional<Container> container(String id, Map<String, String> values) {
        // What others are cloned from does not run.
        if (!values.getOrDefault("template", "0").equals("0")) {
            return Optional.empty();
        }
        ContainerBuilder container = new ContainerBuilder(Stack.PROXMOX);
        container.running = running.map(ids -> ids.contains(id));
        container.ha = Optional.of(ha.contains(id));
        if (!values.isEmpty()) {
            settings(values, container);
        }
        return Optional.of(container.build());
    }

    private void settings(Map<String, String> values, ContainerBuilder container) {
        String distribution = values.getOrDefault("ostype", "");
        if (!distribution.isEmpty()) {
            container.distribution = Optional.of(Distribution.of(distribution, ""));
        }
        container.memory = mebibytes(values.getOrDefault("memory", DEFAULT_MEMORY));
        container.swap = mebibytes(values.getOrDefault("swap", DEFAULT_MEMORY));
        OptionalLong cores = Numbers.parse(values.getOrDefault("cores", "0"), MAX_CPUS);
        container.cpus = cores.isPresent() ? Optional.of(limit(cores.getAsLong())) : Optional.empty();
        OptionalLong cpus = Amounts.decimal(values.getOrDefault("cpulimit", "0"), MAX_CPUS);
        container.cpuLimit = cpus.isPresent() ? Optional.of(limit(cpus.getAsLong() / 10)) : Optional.empty();
        container.onBoot = Optional.of(values.getOrDefault("onboot", "0").equals("1") ? "on" : "off");
        container.unprivileged =
                Optional.of(values.getOrDefault("unprivileged", "0").equals("1"));
        features(values.getOrDefault("features", ""), container);
        root(values.getOrDefault("rootfs", ""), container);
        Set<String> network = new HashSet<>();
        values.keySet().stream()
                .filter(key -> key.matches("net\\d{1,2}"))
                // There is no other kind.
                .forEach(net -> network.add("veth"));
        container.network(network);
    }

    /** {@code nesting=1,keyctl=1,mount=nfs;cifs}. */
    private static void features(String text, ContainerBuilder container) {
        Set<String> features = new HashSet<>();
        for (String feature : text.split(",", -1)) {
            int equals = feature.indexOf('=');
            String name = feature.substring(0, Math.max(0, equals)).strip();
            String value = feature.substring(equals + 1).strip();
            if (FEATURES.contains(name) && value.equals("1")) {
                features.add(name);
            } else if (name.equals("mount") && !value.isEmpty()) {
                features.add("mount");
            }
        }
        container.features = Optional.of(features);
        container.nesting = Optional.of(features.contains("nesting"));
    }

    /** {@code local-zfs:subvol-200-disk-0,size=8G}. */
    private void root(String rootfs, ContainerBuilder container) {
        for (String part : rootfs.split(",", -1)) {
            String text = part.startsWith("volume=") ? part.substring(7) : part;
            int colon = text.indexOf(':');
            if (text.startsWith("size=")) {
                container.disk = Amounts.limit(Amounts.bytes(text.substring(5), Amounts.GIBIBYTE), Amounts.GIBIBYTE);
            } else if (text.startsWith("/")) {
                container.layout = Optional.of("dir");
            } else if (colon > 0) {
                container.layout = Optional.ofNullable(layoutByStorage.get(text.substring(0, colon)));
            }
        }
    }

    /** The type of each storage, by the name its owner gave it. */
    private static Map<String, String> storages(String text) {
        Map<String, String> layouts = new HashMap<>();
        text.lines().forEach(line -> {
            Matcher storage = STORAGE.matcher(line);
            if (storage.matches()) {
                layouts.put(storage.group(2), LAYOUTS.getOrDefault(storage.group(1), "other"));
            }
        });
        // Needs no entry.
        layouts.putIfAbsent("local", "dir");
        return layouts;
    }

    private static Optional<Limit> mebibytes(String text) {
        OptionalLong amount = Numbers.parse(text, MAX_MEBIBYTES);
        return amount.isPresent() ? Optional.of(Limit.of(amount.getAsLong())) : Optional.empty();
    }

    private static Limit limit(long amount) {
        return amount == 0 ? Limit.NONE : Limit.of(amount);
    }
}
