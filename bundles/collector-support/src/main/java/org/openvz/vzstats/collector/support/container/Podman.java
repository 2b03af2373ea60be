package org.openvz.vzstats.collector.support.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.Json;

/**
 * Reads the containers of Podman from the index of its storage, and from the control groups which of them run; where there is no index,
 * from its list. Limits are in its database only.
 */
final class Podman {

    private static final String STORAGE = "/var/lib/containers/storage";
    private static final String SLICE = "/sys/fs/cgroup/machine.slice";
    private static final List<String> LIST = List.of("podman", "ps", "-a", "--format", "json");

    /** The directories of the index, and what they mean. */
    private static final Map<String, String> LAYOUTS = new TreeMap<>(Map.of(
            "btrfs-containers", "btrfs",
            "overlay-containers", "overlay",
            "vfs-containers", "dir",
            "zfs-containers", "zfs"));

    private Podman() {}

    static Optional<List<Container>> read(Host host) throws IOException {
        if (!host.exists(STORAGE)) {
            return Optional.empty();
        }
        boolean indexed = false;
        List<Container> containers = new ArrayList<>();
        for (Map.Entry<String, String> layout : LAYOUTS.entrySet()) {
            Optional<JsonNode> index = host.read(STORAGE + "/" + layout.getKey() + "/containers.json")
                    .flatMap(Json::parse)
                    .filter(JsonNode::isArray);
            if (index.isPresent()) {
                indexed = true;
                // The cgroup of a container is named after its id.
                List<String> groups = host.list(SLICE);
                boolean told = !host.list("/sys/fs/cgroup").isEmpty();
                for (JsonNode entry : index.get()) {
                    indexed(entry).ifPresent(container -> {
                        String scope = "libpod-" + Json.text(entry, "id").orElse("") + ".scope";
                        container.running = told ? Optional.of(groups.contains(scope)) : Optional.empty();
                        container.layout = Optional.of(layout.getValue());
                        containers.add(container.build());
                    });
                }
            }
        }
        return indexed ? Optional.of(containers) : listed(host);
    }

    /** {@return what its metadata says; empty if it is one of another program that shares the storage, such as Buildah or CRI-O} */
    private static Optional<ContainerBuilder> indexed(JsonNode entry) {
        Optional<JsonNode> metadata = Json.text(entry, "metadata").flatMap(Json::parse);
        if (metadata.isEmpty()
                || !metadata.get().has("image-name")
                || metadata.get().has("pod-id")) {
            return Optional.empty();
        }
        ContainerBuilder container = new ContainerBuilder(Stack.PODMAN);
        container.image = Json.text(metadata.get(), "image-name").map(OfficialImages::name);
        return Optional.of(container);
    }

    private static Optional<List<Container>> listed(Host host) throws IOException {
        return host.run(LIST).flatMap(Json::array).map(list -> {
            List<Container> containers = new ArrayList<>();
            for (JsonNode entry : list) {
                ContainerBuilder container = new ContainerBuilder(Stack.PODMAN);
                container.image = Json.text(entry, "Image").map(OfficialImages::name);
                container.running = Json.text(entry, "State").map(state -> state.equals("running"));
                containers.add(container.build());
            }
            return containers;
        });
    }
}
