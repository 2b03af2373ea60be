package org.openvz.vzstats.collector.support.container;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.Host;

/** Finds out which containers of LXC run, by their control groups: no process is needed. */
final class Payloads {

    private static final String ROOT = "/sys/fs/cgroup";
    private static final String PAYLOAD = "lxc.payload.";

    private Payloads() {}

    /** {@return the names of those that run; empty if there are no control groups to be seen} */
    static Optional<Set<String>> running(Host host) throws IOException {
        List<String> groups = host.list(ROOT);
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>();
        // The second is of version 1, where there is one hierarchy for each controller.
        for (String hierarchy : List.of(ROOT, ROOT + "/systemd")) {
            for (String group : hierarchy.equals(ROOT) ? groups : host.list(hierarchy)) {
                if (group.startsWith(PAYLOAD)) {
                    names.add(group.substring(PAYLOAD.length()));
                }
            }
            // Files of the group itself have a dot in their names, and do no harm.
            names.addAll(host.list(hierarchy + "/lxc"));
        }
        return Optional.of(names);
    }
}
