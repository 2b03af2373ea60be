package org.openvz.vzstats.store.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.openvz.vzstats.server.api.Observations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one row of table node_state of the rows that schema 8 has for a node, one for each of its sections. In transactions of some nodes:
 * what breaks off goes on from where it was, and of several that do it at once each waits for the others and does the rest.
 */
final class StateMigration {

    private static final Logger LOG = LoggerFactory.getLogger(StateMigration.class);
    private static final int BATCH = 200;
    private static final int TOLD = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The schema that has both tables. */
    private static final int SCHEMA = 9;

    private StateMigration() {}

    /** What a row of that table says. */
    private record Kept(SortedMap<String, SortedMap<String, Long>> byMetric, SortedSet<String> counts) {}

    /**
     * Lets Derby make the table of small pages. Of a large object it expects that it fills one, and takes its largest; but what a node says
     * takes a tenth of that, and each page that is read and written for a node holds ten others.
     */
    static void prepare(Database database) {
        pages(database, "'8192'");
    }

    static void run(Database database) {
        pages(database, "NULL");
        run(database, BATCH);
    }

    /** Says which pages the tables have that are made from now on. */
    private static void pages(Database database, String size) {
        database.transact(transaction -> transaction.dialect() == Dialect.DERBY
                ? transaction.update(
                        "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.storage.pageSize', " + size + ")")
                : 0);
    }

    static void run(Database database, int most) {
        Optional<String> last = Optional.of("");
        for (int batch = 0; last.isPresent(); batch++) {
            if (batch > 0 && batch % TOLD == 0) {
                LOG.info("Database: the state of {} nodes is in its new place", batch * most);
            }
            String after = last.get();
            last = database.transact(transaction -> move(transaction, after, most));
        }
    }

    /** {@return the last of the nodes after this one that were looked at; empty if there are no more} */
    private static Optional<String> move(Transaction transaction, String after, int most) throws SQLException {
        List<Integer> turn = transaction.query(
                "SELECT version FROM schema_version WHERE version = ?"
                        + transaction.dialect().lock(),
                row -> row.getInt("version"),
                SCHEMA);
        if (turn.isEmpty() || !transaction.hasTable("state")) {
            return Optional.empty();
        }
        List<String> nodes = transaction.query(
                "SELECT id FROM node WHERE id > ? ORDER BY id FETCH FIRST ? ROWS ONLY",
                row -> row.getString("id"),
                after,
                most);
        List<List<Object>> rows = new ArrayList<>();
        try (PackedSections.Writer writer = new PackedSections.Writer()) {
            for (String node : nodes) {
                List<StoredSection> sections = isMoved(transaction, node) ? List.of() : sections(transaction, node);
                if (!sections.isEmpty()) {
                    rows.add(StateTable.row(writer, node, sections));
                }
            }
        }
        StateTable.add(transaction, rows);
        return nodes.size() < most ? Optional.empty() : Optional.of(nodes.get(most - 1));
    }

    private static boolean isMoved(Transaction transaction, String node) throws SQLException {
        return transaction
                .first("SELECT node FROM node_state WHERE node = ?", row -> row.getString("node"), node)
                .isPresent();
    }

    private static List<StoredSection> sections(Transaction transaction, String node) throws SQLException {
        return transaction.query(
                "SELECT collector, made_on, received, revision, observations FROM state WHERE node = ? ORDER BY collector",
                StateMigration::section,
                node);
    }

    private static StoredSection section(ResultSet row) throws SQLException {
        try {
            Kept kept = JSON.readValue(row.getString("observations"), Kept.class);
            return new StoredSection(
                    row.getString("collector"),
                    new StoredSection.Said(
                            LocalDate.parse(row.getString("made_on")), row.getLong("received"), row.getInt("revision")),
                    PackedObservations.of(new Observations(kept.byMetric(), kept.counts())));
        } catch (JsonProcessingException | DateTimeException e) {
            throw ByteSource.damaged();
        }
    }
}
