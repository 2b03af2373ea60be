package org.openvz.vzstats.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Knows when there will be a run. A trigger that does is such a service, too, for the status to show it. */
@ConsumerType
public interface Upcoming {

    /** {@return its next run; empty if it does not know of any} */
    Optional<Next> next();

    /**
     * A run to come.
     *
     * @param at when it is asked for
     * @param topics the collectors that are asked for; empty: all
     */
    record Next(Instant at, Set<String> topics) {

        /** Keeps a copy. */
        public Next {
            topics = Set.copyOf(topics);
        }
    }
}
