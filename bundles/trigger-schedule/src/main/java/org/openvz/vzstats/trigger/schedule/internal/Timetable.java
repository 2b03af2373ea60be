package org.openvz.vzstats.trigger.schedule.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked for, and when. */
final class Timetable {

    private final List<Slot> slots;
    private final Set<String> named = new HashSet<>();

    /** Something that is asked for again and again. */
    record Slot(Recurrence when, Topics topics) {}

    /**
     * What is due.
     *
     * @param last when the last of it became due
     */
    record Due(Instant last, Topics topics) {}

    /** Takes the slots that ask for something. */
    Timetable(List<Slot> slots) {
        List<Slot> asking = new ArrayList<>(slots);
        asking.removeIf(slot -> slot.topics().isNone());
        this.slots = List.copyOf(asking);
        this.slots.forEach(slot -> named.addAll(slot.topics().names()));
    }

    /** {@return the topics that a slot names} */
    Set<String> named() {
        return Set.copyOf(named);
    }

    /** {@return what became due after one moment, and at another or before} */
    Optional<Due> due(Instant after, Instant until) {
        Instant last = after;
        Topics topics = Topics.NONE;
        for (Slot slot : slots) {
            Instant due = slot.when().last(until);
            if (due.isAfter(after)) {
                last = due.isAfter(last) ? due : last;
                topics = topics.and(slot.topics());
            }
        }
        return topics.isNone() ? Optional.empty() : Optional.of(new Due(last, topics));
    }

    /** {@return what becomes due next; empty if nothing ever does} */
    Optional<Due> next(Instant after) {
        Instant next = Instant.MAX;
        for (Slot slot : slots) {
            Instant due = slot.when().next(after);
            next = due.isBefore(next) ? due : next;
        }
        return slots.isEmpty() ? Optional.empty() : due(after, next);
    }
}
