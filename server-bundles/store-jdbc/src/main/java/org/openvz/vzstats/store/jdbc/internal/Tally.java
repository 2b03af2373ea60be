package org.openvz.vzstats.store.jdbc.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.server.api.Event;

/** How often what happened on which day. */
final class Tally {

    private final SortedMap<Key, Long> times = new TreeMap<>();

    /**
     * A cell.
     *
     * @param day in UTC
     * @param event what happened
     */
    record Key(LocalDate day, Event event) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::day).thenComparing(Key::event);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    Tally add(LocalDate day, Event event, long more) {
        if (more != 0) {
            times.merge(new Key(day, event), more, Long::sum);
        }
        return this;
    }

    /** Adds one on the day of this second since 1970. */
    void add(long second, Event event) {
        add(LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC), event, 1);
    }

    void addAll(Tally other) {
        other.times.forEach((key, more) -> times.merge(key, more, Long::sum));
    }

    /** {@return everything, in the order in which everybody takes the locks} */
    SortedMap<Key, Long> times() {
        return times;
    }
}
