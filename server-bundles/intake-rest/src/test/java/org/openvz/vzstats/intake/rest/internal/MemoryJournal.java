package org.openvz.vzstats.intake.rest.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Journal;

/** Counts in memory. */
final class MemoryJournal implements Journal {

    private final Map<Event, Long> times = new EnumMap<>(Event.class);

    @Override
    public synchronized void happened(Event event) {
        times.merge(event, 1L, Long::sum);
    }

    @Override
    public synchronized Map<Event, Long> sinceStart() {
        return Map.copyOf(times);
    }

    @Override
    public List<Day> days(int most) {
        throw new AssertionError("the intake does not look back");
    }
}
