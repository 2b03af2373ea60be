package org.openvz.vzstats.collector.services.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openvz.vzstats.api.Host;

/** Finds which services run by the traces they leave, without asking the init system. */
final class Running {

    /** Of the unified hierarchy, of version 1, and of both together. */
    private static final List<String> SYSTEMD_GROUPS = List.of(
            "/sys/fs/cgroup/system.slice",
            "/sys/fs/cgroup/systemd/system.slice",
            "/sys/fs/cgroup/unified/system.slice");

    private static final String SERVICE = ".service";

    /** How systemd names the group that holds the instances of {@code ceph-osd@.service}: {@code system-ceph\x2dosd.slice}. */
    private static final String INSTANCES = "system-";

    private static final String SLICE = ".slice";

    private Running() {}

    /** {@return the services; empty where nothing tells} */
    static Optional<Set<String>> read(Host host, InitSystem init) throws IOException {
        return switch (init) {
            case SYSTEMD -> groups(host);
            // The scripts of Red Hat leave a file there; others do not, so that it tells nothing if there is none.
            case UPSTART, SYSVINIT -> names(host, "/var/lock/subsys");
            case OPENRC -> names(host, "/run/openrc/started");
            case RUNIT, S6, OTHER -> Optional.empty();
        };
    }

    private static Optional<Set<String>> groups(Host host) throws IOException {
        for (String directory : SYSTEMD_GROUPS) {
            List<String> groups = host.list(directory);
            if (!groups.isEmpty()) {
                Set<String> services = new TreeSet<>();
                groups.forEach(
                        group -> ofGroup(group).flatMap(KnownServices::of).ifPresent(services::add));
                return Optional.of(services);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofGroup(String group) {
        if (group.endsWith(SERVICE)) {
            return Optional.of(group.substring(0, group.length() - SERVICE.length()));
        }
        boolean instances = group.startsWith(INSTANCES)
                && group.endsWith(SLICE)
                && group.length() > INSTANCES.length() + SLICE.length();
        return instances
                ? Optional.of(group.substring(INSTANCES.length(), group.length() - SLICE.length())
                        .replace("\\x2d", "-"))
                : Optional.empty();
    }

    private static Optional<Set<String>> names(Host host, String directory) throws IOException {
        List<String> names = host.list(directory);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Set<String> services = new TreeSet<>();
        names.forEach(name -> KnownServices.of(name).ifPresent(services::add));
        return Optional.of(services);
    }
}
