package org.openvz.vzstats.collector.network.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.Host;

/**
 * The names of the interfaces, which never leave the host.
 *
 * @param hardware those with a device behind them
 * @param virtual those that the kernel makes up
 */
record Interfaces(List<String> hardware, List<String> virtual) {

    static final String DIRECTORY = "/sys/class/net/";

    /** A file among the interfaces' directories. */
    private static final String MASTERS = "bonding_masters";

    /** {@return the interfaces; empty if the host does not show them} */
    static Optional<Interfaces> read(Host host) throws IOException {
        List<String> names = new ArrayList<>(host.list(DIRECTORY));
        names.remove(MASTERS);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        // One listing instead of a look at each: a host of a thousand guests has thousands of interfaces.
        Set<String> virtual = new HashSet<>(host.list("/sys/devices/virtual/net"));
        if (virtual.isEmpty()) {
            for (String name : names) {
                if (!host.exists(DIRECTORY + name + "/device")) {
                    virtual.add(name);
                }
            }
        }
        return Optional.of(new Interfaces(
                names.stream().filter(name -> !virtual.contains(name)).toList(),
                names.stream().filter(virtual::contains).toList()));
    }
}
