package org.openvz.vzstats.collector.support.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Json;

/**
 * Reads the containers of Docker from the files of its daemon; where they cannot be read, only the images that its client lists. The
 * files hold much more, such as the environment of the applications, that is not looked at.
 */
final class Docker {

    /** A container's files take 8 KiB: those of more than these are not read one by one. */
    private static final int MAX_READ = 1_000;

    private static final List<String> ROOTS = List.of("/var/lib/docker", "/var/snap/docker/common/var-lib-docker");
    private static final List<String> IMAGES = List.of("docker", "ps", "-a", "--format", "{{.Image}}");

    private static final Map<String, String> LAYOUTS = Map.ofEntries(
            Map.entry("overlay2", "overlay"),
            Map.entry("overlay", "overlay"),
            Map.entry("overlayfs", "overlay"),
            Map.entry("fuse-overlayfs", "overlay"),
            Map.entry("aufs", "aufs"),
            Map.entry("btrfs", "btrfs"),
            Map.entry("zfs", "zfs"),
            Map.entry("devicemapper", "devicemapper"),
            Map.entry("vfs", "dir"),
            Map.entry("windowsfilter", "other"));

    private static final long MAX_PERCENT = 100 * 8192L;
    private static final long NANOCPUS_PER_PERCENT = 10_000_000;
    private static final long DEFAULT_SHARES = 1024;
    private static final long MAX_SHARES = 262_144;
    private static final long MAX_MICROSECONDS = 1_000_000_000;

    private Docker() {}

    static Optional<List<Container>> read(Host host) throws IOException {
        for (String root : ROOTS) {
            if (host.exists(root)) {
                return containers(root + "/containers", host);
            }
        }
        return Optional.empty();
    }

    private static Optional<List<Container>> containers(String directory, Host host) throws IOException {
        List<String> ids = host.list(directory).stream()
                .filter(id -> id.matches("[0-9a-f]{64}"))
                .toList();
        if (host.exists(directory) && ids.isEmpty()) {
            return Optional.of(List.of());
        }
        List<Container> containers = new ArrayList<>();
        for (String id : ids.size() > MAX_READ ? List.<String>of() : ids) {
            Optional<String> config = host.read(directory + "/" + id + "/config.v2.json");
            if (config.isPresent()) {
                Optional<JsonNode> hostConfig =
                        host.read(directory + "/" + id + "/hostconfig.json").flatMap(Json::parse);
                containers.add(container(Json.parse(config.get()).orElse(MissingNode.getInstance()), hostConfig));
            }
        }
        return containers.isEmpty() ? host.run(IMAGES).map(Docker::images) : Optional.of(containers);
    }

    private static List<Container> images(String output) {
        return output.lines()
                .filter(line -> !line.isBlank())
                .map(line -> {
                    ContainerBuilder container = new ContainerBuilder(Stack.DOCKER);
                    container.image = Optional.of(OfficialImages.name(line));
                    return container.build();
                })
                .toList();
    }

    private static Container container(JsonNode config, Optional<JsonNode> hostConfig) {
        ContainerBuilder container = new ContainerBuilder(Stack.DOCKER);
        container.running = Json.flag(config.path("State"), "Running");
        container.image = Json.text(config.path("Config"), "Image").map(OfficialImages::name);
        container.layout = Json.text(config, "Driver").map(driver -> LAYOUTS.getOrDefault(driver, "other"));
        hostConfig.ifPresent(limits -> {
            limits(limits, container);
            settings(limits, container);
        });
        return container.build();
    }

    private static void limits(JsonNode host, ContainerBuilder container) {
        OptionalLong memory = Json.number(host.path("Memory"), Amounts.MAX_BYTES);
        if (memory.isPresent()) {
            container.memory = Optional.of(mebibytes(memory.getAsLong()));
        }
        container.swap = swap(host, memory);
        String cpuset = Json.text(host, "CpusetCpus").orElse("");
        container.cpus = cpuset.isEmpty()
                ? Optional.of(Limit.NONE)
                : CpuList.count(cpuset).map(Limit::of);
        OptionalLong shares = Json.number(host.path("CpuShares"), MAX_SHARES);
        if (shares.isPresent()) {
            container.cpuWeight =
                    OptionalLong.of(shares.getAsLong() == 0 ? 100 : shares.getAsLong() * 100 / DEFAULT_SHARES);
        }
        container.cpuLimit = cpuLimit(host);
        container.ioLimits(
                some(host, "BlkioDeviceReadBps") || some(host, "BlkioDeviceWriteBps"),
                some(host, "BlkioDeviceReadIOps") || some(host, "BlkioDeviceWriteIOps"));
        String size = Json.text(host.path("StorageOpt"), "size").orElse("");
        container.disk =
                size.isEmpty() ? Optional.of(Limit.NONE) : Amounts.limit(Amounts.bytes(size, 1), Amounts.GIBIBYTE);
    }

    /** What is limited is memory and swap together; the daemon fills it in where there is a limit of memory. */
    private static Optional<Limit> swap(JsonNode host, OptionalLong memory) {
        JsonNode value = host.path("MemorySwap");
        if (memory.isEmpty() || !value.isIntegralNumber() || !value.canConvertToLong()) {
            return Optional.empty();
        }
        long together = value.longValue();
        if (together == -1 || memory.getAsLong() == 0) {
            return Optional.of(Limit.NONE);
        }
        return together >= memory.getAsLong() && together <= 2 * Amounts.MAX_BYTES
                ? Optional.of(Limit.of((together - memory.getAsLong()) / Amounts.MEBIBYTE))
                : Optional.empty();
    }

    private static Optional<Limit> cpuLimit(JsonNode host) {
        OptionalLong nano = Json.number(host.path("NanoCpus"), MAX_PERCENT * NANOCPUS_PER_PERCENT);
        OptionalLong quota = Json.number(host.path("CpuQuota"), MAX_MICROSECONDS);
        OptionalLong period = Json.number(host.path("CpuPeriod"), MAX_MICROSECONDS);
        if (nano.orElse(0) > 0) {
            return Optional.of(Limit.of(nano.getAsLong() / NANOCPUS_PER_PERCENT));
        }
        if (quota.orElse(0) > 0) {
            long of = period.orElse(0) == 0 ? 100_000 : period.getAsLong();
            return Optional.of(Limit.of(quota.getAsLong() * 100 / of));
        }
        return nano.isPresent() && quota.isPresent() ? Optional.of(Limit.NONE) : Optional.empty();
    }

    private static void settings(JsonNode host, ContainerBuilder container) {
        container.onBoot = Json.text(host.path("RestartPolicy"), "Name").map(policy -> switch (policy) {
            case "always" -> "on";
            case "unless-stopped" -> "auto";
            default -> "off";
        });
        Set<String> features = new HashSet<>();
        if (host.path("Privileged").asBoolean()) {
            features.add("privileged");
        }
        container.features = Json.flag(host, "Privileged").map(known -> features);
        container.network = Json.text(host, "NetworkMode").map(mode -> switch (mode) {
            case "host" -> Set.of("host");
            case "none" -> Set.of("none");
            // A bridge of its own, by whatever name; or that of another container.
            default -> Set.of(mode.startsWith("container:") ? "shared" : "veth");
        });
    }

    private static boolean some(JsonNode host, String key) {
        return !host.path(key).isEmpty();
    }

    private static Limit mebibytes(long bytes) {
        return bytes == 0 ? Limit.NONE : Limit.of(bytes / Amounts.MEBIBYTE);
    }
}
