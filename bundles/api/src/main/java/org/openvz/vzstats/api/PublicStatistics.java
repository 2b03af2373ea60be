package org.openvz.vzstats.api;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The statistics that a server publishes for everybody, for an owner who wants to compare. A transport that delivers to such a server
 * offers them as a service, with its {@link TransportName}. Refer to it as optional.
 *
 * <p>To fetch takes no argument: what is asked of the server depends on nothing but its own answers, so it can tell nothing of this
 * node. It opens connections: whoever calls it has been asked to by the owner, who has not opted out.
 */
@ConsumerType
public interface PublicStatistics {

    /** {@return the server's address, for the owner to see; empty if none is configured, and then there is nothing to fetch} */
    Optional<String> server();

    /**
     * Fetches all that is published, within a bounded time and size.
     *
     * @throws InterruptedException if the caller's thread is interrupted
     */
    Fetched fetch() throws InterruptedException;

    /** What came of it. */
    sealed interface Fetched {}

    /**
     * Nothing can be had now.
     *
     * @param reason why, in a few fixed words without an address
     */
    record Unavailable(String reason) implements Fetched {}

    /**
     * What is published.
     *
     * @param number of the release
     * @param generated when it was made
     * @param windowDays a node counts that has reported within so many days
     * @param k a value is published if at least so many nodes have it
     * @param liveNodes how many nodes count
     * @param metrics full name of a metric to its distribution
     */
    record Release(
            long number,
            Instant generated,
            int windowDays,
            int k,
            long liveNodes,
            SortedMap<String, Distribution> metrics)
            implements Fetched {

        /** Keeps a copy. */
        public Release {
            metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        }
    }

    /**
     * Which values of a metric nodes have.
     *
     * @param nodes how many nodes have one at all
     * @param cells the values that enough of them have
     */
    record Distribution(long nodes, List<Cell> cells) {

        /** Keeps a copy. */
        public Distribution {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A value.
     *
     * @param value as it is published; a quantity's bucket such as {@code 32-63}
     * @param nodes how many have it
     * @param share of the nodes that have any, from 0 to 1
     */
    record Cell(String value, long nodes, double share) {}
}
