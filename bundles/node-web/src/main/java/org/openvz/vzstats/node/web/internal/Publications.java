package org.openvz.vzstats.node.web.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.PublicStatistics;
import org.openvz.vzstats.api.PublicStatistics.Fetched;

/** The servers whose public statistics can be had, and what was fetched of each when its owner asked last. */
final class Publications {

    private final InstantSource clock;
    private final Map<PublicStatistics, Server> present = new LinkedHashMap<>();

    Publications(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A server.
     *
     * @param name of the transport that delivers to it
     * @param address for the owner to see
     * @param last what was fetched, if anything was
     */
    record Server(String name, String address, Optional<Kept> last) {}

    /** What was fetched, and when. */
    record Kept(Instant at, Fetched what) {}

    /** Without an address there is nothing to fetch: that is no server. */
    synchronized void add(String name, PublicStatistics statistics) {
        statistics.server().ifPresent(address -> present.put(statistics, new Server(name, address, Optional.empty())));
    }

    synchronized void remove(PublicStatistics statistics) {
        present.remove(statistics);
    }

    synchronized List<Server> servers() {
        return new ArrayList<>(present.values());
    }

    /** Fetches anew what this server publishes. */
    void fetch(Server server) throws InterruptedException {
        PublicStatistics statistics = of(server.name());
        if (statistics != null) {
            Kept kept = new Kept(clock.instant(), statistics.fetch());
            keep(statistics, kept);
        }
    }

    private synchronized @Nullable PublicStatistics of(String name) {
        return present.entrySet().stream()
                .filter(one -> one.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private synchronized void keep(PublicStatistics statistics, Kept kept) {
        // It may have gone meanwhile.
        present.computeIfPresent(
                statistics, (same, server) -> new Server(server.name(), server.address(), Optional.of(kept)));
    }
}
