package org.openvz.vzstats.collector.memory.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.collector.support.container.Container;
import org.openvz.vzstats.collector.support.container.Containers;
import org.openvz.vzstats.collector.support.container.Limit;
import org.openvz.vzstats.collector.support.container.Stack;

/**
 * The memory that the containers which run now may take together. Only those of OpenVZ: the containers of other products have no limit
 * more often than not, and then there is no such sum.
 */
final class Commitment {

    private Commitment() {}

    /** {@return the sum of their limits in MiB; empty if not every one of them has a limit that is known} */
    static OptionalLong read(Host host) throws IOException {
        // Before the containers of all products are read.
        if (!host.exists("/etc/vz/conf")) {
            return OptionalLong.empty();
        }
        long mebibytes = 0;
        for (Container container : Containers.on(host).all()) {
            Optional<Boolean> running = container.running();
            if (container.stack() != Stack.OPENVZ || running.equals(Optional.of(false))) {
                continue;
            }
            OptionalLong limit = container.memory().map(Limit::amount).orElse(OptionalLong.empty());
            if (running.isEmpty() || limit.isEmpty()) {
                return OptionalLong.empty();
            }
            mebibytes += limit.getAsLong();
        }
        return OptionalLong.of(mebibytes);
    }
}
