package org.openvz.vzstats.collector.support.container;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.openvz.vzstats.collector.support.Json;
import org.openvz.vzstats.collector.support.Numbers;

/** Reads the containers of Incus and LXD as their clients list them; their virtual machines are in the same list. */
final class Incus {

    /** An instance takes some 8 KiB: the list of more than these would be longer than a host may answer. */
    private static final int MAX_LISTED = 400;

    private static final Map<String, String> CLIENTS = Map.of(
            "/var/lib/incus", "incus",
            "/var/lib/lxd", "lxc",
            "/var/snap/lxd/common/lxd", "lxc");

    private static final Map<String, String> LAYOUTS = Map.of(
            "dir", "dir",
            "btrfs", "btrfs",
            "zfs", "zfs",
            "lvm", "lvm",
            "lvmcluster", "lvm",
            "ceph", "ceph",
            "cephfs", "ceph",
            "linstor", "linstor",
            "truenas", "iscsi");

    private static final Set<String> NETWORKS = Set.of("macvlan", "ipvlan", "sriov", "ovn");

    /** What a container may get beyond the usual, as features. */
    private static final Map<String, String> FEATURES = Map.of(
            "security.nesting", "nesting",
            "security.privileged", "privileged",
            "security.syscalls.intercept.mknod", "mknod",
            "security.syscalls.intercept.mount", "mount");

    /** The hard limit: {@code 25ms/100ms}. The other form, per cent, is a share. */
    private static final Pattern ALLOWANCE = Pattern.compile("(\\d{1,6})ms/(\\d{1,6})ms");

    private static final long MAX_CPUS = 8192;

    private final Map<String, String> layoutByPool;

    private Incus(Map<String, String> layoutByPool) {
        this.layoutByPool = layoutByPool;
    }

    static Optional<List<Container>> read(Host host) throws IOException {
        List<Container> containers = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        boolean told = false;
        for (String directory : CLIENTS.keySet().stream().sorted().toList()) {
            String client = CLIENTS.getOrDefault(directory, "");
            List<String> names = host.list(directory + "/containers");
            if (isUsed(directory, names, host) && asked.add(client)) {
                Optional<List<Container>> of =
                        names.size() > MAX_LISTED ? Optional.of(counted(names, host)) : listed(client, host);
                told |= of.isPresent();
                of.ifPresent(containers::addAll);
            }
        }
        return told ? Optional.of(containers) : Optional.empty();
    }

    /** Ubuntu brings LXD along, and its client would start it: it makes its database when it is first used. */
    private static boolean isUsed(String directory, List<String> containers, Host host) {
        return !containers.isEmpty()
                || (host.exists(directory)
                        && (directory.endsWith("/incus")
                                || host.exists(directory + "/database")
                                || host.exists(directory + "/lxd.db")));
    }

    private static List<Container> counted(List<String> names, Host host) throws IOException {
        Optional<Set<String>> running = Payloads.running(host);
        List<Container> containers = new ArrayList<>();
        for (String name : names) {
            ContainerBuilder container = new ContainerBuilder(Stack.INCUS);
            container.running = running.map(payloads -> payloads.contains(name));
            containers.add(container.build());
        }
        return containers;
    }

    private static Optional<List<Container>> listed(String client, Host host) throws IOException {
        Optional<JsonNode> list = json(List.of(client, "list", "--format", "json"), host);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        String name = host.read("/proc/sys/kernel/hostname").orElse("").strip();
        List<JsonNode> instances = new ArrayList<>();
        boolean cluster = false;
        boolean here = false;
        for (JsonNode instance : list.get()) {
            String location = Json.text(instance, "location").orElse("none");
            cluster |= !location.equals("none");
            here |= location.equals(name);
            if (instance.path("type").asText("container").equals("container")
                    && (location.equals("none") || location.equals(name))) {
                instances.add(instance);
            }
        }
        if (cluster && !here) {
            // This member may have another name in the cluster than its own: nothing tells which are here.
            return Optional.empty();
        }
        Incus incus = new Incus(instances.isEmpty() ? Map.of() : pools(client, host));
        return Optional.of(instances.stream().map(incus::container).toList());
    }

    private static Map<String, String> pools(String client, Host host) throws IOException {
        Map<String, String> layouts = new HashMap<>();
        json(List.of(client, "storage", "list", "--format", "json"), host)
                .ifPresent(pools -> pools.forEach(pool -> Json.text(pool, "name")
                        .ifPresent(name -> layouts.put(
                                name,
                                LAYOUTS.getOrDefault(Json.text(pool, "driver").orElse(""), "other")))));
        return layouts;
    }

    private static Optional<JsonNode> json(List<String> command, Host host) throws IOException {
        return host.run(command).flatMap(Json::array);
    }

    private Container container(JsonNode instance) {
        ContainerBuilder container = new ContainerBuilder(Stack.INCUS);
        container.running = Json.text(instance, "status").map(status -> status.equals("Running"));
        // With what its profiles say.
        JsonNode config = instance.path("expanded_config").isObject()
                ? instance.path("expanded_config")
                : instance.path("config");
        JsonNode devices = instance.path("expanded_devices").isObject()
                ? instance.path("expanded_devices")
                : instance.path("devices");
        if (config.isObject()) {
            config(config, container);
        }
        if (devices.isObject()) {
            devices(devices, container);
        }
        return container.build();
    }

    private static void config(JsonNode config, ContainerBuilder container) {
        container.distribution = Json.text(config, "image.os")
                .map(os ->
                        Distribution.of(os, Json.text(config, "image.release").orElse("")));
        String memory = Json.text(config, "limits.memory").orElse("");
        // A part of the host's memory, in per cent, is not looked up.
        container.memory =
                memory.isEmpty() ? Optional.of(Limit.NONE) : Amounts.limit(Amounts.bytes(memory, 1), Amounts.MEBIBYTE);
        String cpu = Json.text(config, "limits.cpu").orElse("");
        if (cpu.isEmpty()) {
            container.cpus = Optional.of(Limit.NONE);
        } else {
            // One number is how many, a list is which.
            OptionalLong count = Numbers.parse(cpu, MAX_CPUS);
            container.cpus = count.isPresent()
                    ? Optional.of(Limit.of(count.getAsLong()))
                    : CpuList.count(cpu).map(Limit::of);
        }
        container.cpuLimit = cpuLimit(Json.text(config, "limits.cpu.allowance").orElse(""));
        container.onBoot = Json.text(config, "boot.autostart")
                .map(on -> on.equals("true") ? "on" : "off")
                // Then it is as it was before.
                .or(() -> Optional.of("auto"));
        Set<String> features = new HashSet<>();
        FEATURES.forEach((key, feature) -> {
            if (Json.text(config, key).orElse("").equals("true")) {
                features.add(feature);
            }
        });
        container.unprivileged = Optional.of(!features.contains("privileged"));
        container.nesting = Optional.of(features.contains("nesting"));
        container.features = Optional.of(features);
    }

    private static Optional<Limit> cpuLimit(String allowance) {
        Matcher hard = ALLOWANCE.matcher(allowance);
        if (!hard.matches()) {
            return Optional.of(Limit.NONE);
        }
        long period = Long.parseLong(hard.group(2));
        return period == 0 ? Optional.empty() : Optional.of(Limit.of(Long.parseLong(hard.group(1)) * 100 / period));
    }

    private void devices(JsonNode devices, ContainerBuilder container) {
        Set<String> network = new HashSet<>();
        devices.forEach(device -> {
            String type = Json.text(device, "type").orElse("");
            if (type.equals("nic")) {
                network.add(network(Json.text(device, "nictype").orElse("")));
            } else if (type.equals("disk")
                    && Json.text(device, "path").orElse("").equals("/")) {
                root(device, container);
            }
        });
        container.network(network);
    }

    private static String network(String kind) {
        return switch (kind) {
            // A network that Incus manages is a bridge, unless it is said to be another.
            case "", "bridged", "p2p", "routed" -> "veth";
            case "physical" -> "phys";
            default -> NETWORKS.contains(kind) ? kind : "other";
        };
    }

    private void root(JsonNode disk, ContainerBuilder container) {
        String size = Json.text(disk, "size").orElse("");
        container.disk =
                size.isEmpty() ? Optional.of(Limit.NONE) : Amounts.limit(Amounts.bytes(size, 1), Amounts.GIBIBYTE);
        String key = "limits.";
        String read = Json.text(disk, key + "read").orElse("") + " "
                + Json.text(disk, key + "write").orElse("") + " "
                + Json.text(disk, key + "max").orElse("");
        container.ioLimits(read.matches(".*\\d.*") && !read.contains("iops"), read.contains("iops"));
        container.layout = Json.text(disk, "pool").flatMap(pool -> Optional.ofNullable(layoutByPool.get(pool)));
    }
}
