package org.openvz.vzstats.server.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Counts what happens, by day. */
@ProviderType
public interface Journal {

    /**
     * Counts an event that is not {@link Event#exact()}: those the store counts itself. Takes no time; it is durable some seconds later,
     * or as soon as the store is available again.
     */
    void happened(Event event);

    /** {@return how often each event has happened since this process began} */
    Map<Event, Long> sinceStart();

    /**
     * {@return the last days on which something happened, the newest first}
     *
     * @param most how many at the most
     * @throws StoreUnavailableException if it cannot be read
     */
    List<Day> days(int most);

    /**
     * A day.
     *
     * @param day in UTC
     * @param counts how often each event happened; one that is not in here did not
     */
    record Day(LocalDate day, Map<Event, Long> counts) {

        /** Keeps a copy. */
        public Day {
            counts = Map.copyOf(counts);
        }

        /** {@return how often it happened} */
        public long count(Event event) {
            return counts.getOrDefault(event, 0L);
        }
    }
}
