package org.openvz.vzstats.health.rest.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.StoreState;

/**
 * The server at one moment.
 *
 * @param at the moment
 * @param store how the store is; empty if none is installed
 * @param stock what is in the store; empty if it could not be counted
 * @param events what has happened since this process began
 * @param release the last release; empty if there is none
 * @param interval how often a release is made; empty if nobody makes any
 * @param topics how many topics the dictionary has
 * @param diskFree bytes that are free where the server keeps its data; empty if that cannot be told
 */
record Figures(
        Instant at,
        Optional<StoreState.Condition> store,
        Optional<Inventory.Stock> stock,
        Map<Event, Long> events,
        Optional<Release> release,
        Optional<Duration> interval,
        int topics,
        Optional<Long> diskFree) {

    /** Before anything is known. */
    static final Figures NONE = new Figures(
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.empty());

    /** Keeps a copy. */
    Figures {
        events = Map.copyOf(events);
    }

    /**
     * A release.
     *
     * @param number of it
     * @param generated when it was made
     */
    record Release(long number, Instant generated) {

        Duration age(Instant now) {
            return Duration.between(generated, now);
        }
    }

    /** {@return how long the oldest report has waited; zero if none does} */
    Duration inboxAge() {
        return stock.flatMap(Inventory.Stock::oldestWaiting)
                .map(oldest -> Duration.between(oldest, at))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}
