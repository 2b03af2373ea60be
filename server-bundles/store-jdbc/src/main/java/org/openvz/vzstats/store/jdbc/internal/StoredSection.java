package org.openvz.vzstats.store.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.SortedSet;
import org.openvz.vzstats.server.api.Observations;

/**
 * The last accepted section of one collector of a node.
 *
 * @param collector its topic
 * @param day when the node made it, ISO
 * @param received seconds since 1970
 * @param revision of its metrics file
 * @param observations as JSON
 */
record StoredSection(String collector, String day, long received, int revision, String observations) {

    /** What {@link #read} reads. */
    static final String COLUMNS = "collector, made_on, received, revision, observations";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is kept of observations: crashes are in tables of their own. */
    private record Kept(SortedMap<String, SortedMap<String, Long>> byMetric, SortedSet<String> counts) {

        Observations observations() {
            return new Observations(byMetric, counts);
        }
    }

    static StoredSection read(ResultSet row) throws SQLException {
        return new StoredSection(
                row.getString("collector"),
                row.getString("made_on"),
                row.getLong("received"),
                row.getInt("revision"),
                row.getString("observations"));
    }

    static StoredSection of(String collector, LocalDate day, long received, int revision, Observations observations) {
        try {
            return new StoredSection(
                    collector,
                    day.toString(),
                    received,
                    revision,
                    JSON.writeValueAsString(new Kept(observations.byMetric(), observations.counts())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("observations of " + collector + " are no JSON", e);
        }
    }

    /** {@return its values} */
    Observations values() {
        try {
            return JSON.readValue(observations, Kept.class).observations();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("state of " + collector + " is unreadable", e);
        }
    }

    /** {@return whether it is of an earlier day than the other, or came in earlier on the same day} */
    boolean isBefore(StoredSection other) {
        int days = day.compareTo(other.day);
        return days < 0 || (days == 0 && received < other.received);
    }
}
