package org.openvz.vzstats.server.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The counters: what the live nodes come to now. Only the release reads them. */
@ProviderType
public interface Census {

    /**
     * Takes the nodes that have not reported since, and the sections that were not renewed since, out of the counters, by the same path
     * by which they came in.
     *
     * @return how many nodes left
     * @throws StoreUnavailableException if nothing could be done
     */
    int expire(Instant since);

    /**
     * Reads all counters at one moment.
     *
     * @throws StoreUnavailableException if they cannot be read
     */
    Snapshot snapshot();

    /**
     * All counters at one moment.
     *
     * @param dataTo when the last report that is in here was received; empty if there was none
     * @param liveNodes platform to the number of live nodes
     * @param counters every metric of every platform
     * @param counts which of the metrics are counts
     */
    record Snapshot(Optional<Instant> dataTo, Map<String, Long> liveNodes, List<Counter> counters, Set<String> counts) {

        /** Keeps copies. */
        public Snapshot {
            liveNodes = Map.copyOf(liveNodes);
            counters = List.copyOf(counters);
            counts = Set.copyOf(counts);
        }
    }

    /**
     * One counter.
     *
     * @param platform the product, such as {@code openvz-7}; {@code unknown} before a node has said it
     * @param metric such as {@code disk.count}
     * @param value such as {@code ssd}; {@link #ASKED} counts the nodes that have the metric at all
     * @param nodes how many nodes have it
     * @param total the sum over these nodes; for a metric that is no count the same as nodes
     */
    record Counter(String platform, String metric, String value, long nodes, long total) {}

    /** The value that stands for having the metric at all. */
    String ASKED = "*";

    /** The platform of a node that has not said which it is. */
    String UNKNOWN_PLATFORM = "unknown";
}
