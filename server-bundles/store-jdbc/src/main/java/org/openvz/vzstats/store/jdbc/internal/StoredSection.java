package org.openvz.vzstats.store.jdbc.internal;

import java.time.LocalDate;

/**
 * The last accepted section of one collector of a node.
 *
 * @param collector its topic
 * @param said when, and by which rules
 * @param observations what it says
 */
record StoredSection(String collector, Said said, PackedObservations observations) {

    /**
     * What is new each time a section says again what it has said before.
     *
     * @param day when the node made it
     * @param received seconds since 1970
     * @param revision of its metrics file
     */
    record Said(LocalDate day, long received, int revision) {

        /** {@return whether it was of an earlier day than the other, or came in earlier on the same day} */
        boolean isBefore(Said other) {
            int days = day.compareTo(other.day);
            return days < 0 || (days == 0 && received < other.received);
        }
    }

    long received() {
        return said.received();
    }
}
