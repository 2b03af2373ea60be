package org.openvz.vzstats.collector.support.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.Host;

/**
 * The containers of a host.
 *
 * @param stacks what runs containers there and told which, even if none
 * @param all the containers of all of them
 */
public record Containers(Set<Stack> stacks, List<Container> all) {

    private static final List<Map.Entry<Stack, Reader>> READERS = List.of(
            Map.entry(Stack.OPENVZ, OpenVz::read),
            Map.entry(Stack.PROXMOX, Proxmox::read),
            Map.entry(Stack.LXC, PlainLxc::read),
            Map.entry(Stack.INCUS, Incus::read),
            Map.entry(Stack.DOCKER, Docker::read),
            Map.entry(Stack.PODMAN, Podman::read));

    /** Keeps copies. */
    public Containers {
        stacks = Set.copyOf(stacks);
        all = List.copyOf(all);
    }

    /** Reads them all. What is not installed costs a look at a directory and starts no process. */
    public static Containers on(Host host) throws IOException {
        Set<Stack> stacks = EnumSet.noneOf(Stack.class);
        List<Container> all = new ArrayList<>();
        for (Map.Entry<Stack, Reader> reader : READERS) {
            Optional<List<Container>> containers = reader.getValue().read(host);
            if (containers.isPresent()) {
                stacks.add(reader.getKey());
                all.addAll(containers.get());
            }
        }
        return new Containers(stacks, all);
    }

    private interface Reader {

        /** {@return the containers; empty if the product is not there, or does not tell} */
        Optional<List<Container>> read(Host host) throws IOException;
    }
}
