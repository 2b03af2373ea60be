package org.openvz.vzstats.server.api;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Says how much there is in the store; of nobody in particular. */
@ProviderType
public interface Inventory {

    /**
     * Counts.
     *
     * @throws StoreUnavailableException if it cannot be counted
     */
    Stock take();

    /**
     * How much there is.
     *
     * @param waiting submissions in the inbox
     * @param oldestWaiting when the oldest of them was received
     * @param quarantined sections in quarantine
     * @param quarantinedBytes how large they are
     * @param oldestQuarantined when the oldest of them was received
     * @param liveNodes nodes that count
     */
    record Stock(
            long waiting,
            Optional<Instant> oldestWaiting,
            long quarantined,
            long quarantinedBytes,
            Optional<Instant> oldestQuarantined,
            long liveNodes) {

        /** {@return when the oldest thing was received that is kept as it came; empty if there is none} */
        public Optional<Instant> oldestRaw() {
            return oldestWaiting.isEmpty()
                    ? oldestQuarantined
                    : oldestWaiting
                            .filter(waits ->
                                    oldestQuarantined.filter(waits::isAfter).isEmpty())
                            .or(() -> oldestQuarantined);
        }
    }
}
