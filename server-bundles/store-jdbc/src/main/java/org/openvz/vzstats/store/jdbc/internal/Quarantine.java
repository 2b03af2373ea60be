package org.openvz.vzstats.store.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SubmissionStore;

/** Table quarantine: sections nothing could be made of, as they came. Their text is kept as bytes: it may be anything. */
final class Quarantine {

    /** The longest collector and reason. */
    static final int MAX_NAME = 64;

    /** The most sections of one node, and the most bytes: what one sends again and again does not push out what others sent. */
    static final int NODE_ROWS = 256;

    static final long NODE_BYTES = 4 * 1024 * 1024;

    private static final String ENTRY =
            "SELECT id, reason, collector, revision, made_on, received, bytes FROM quarantine WHERE ";

    private Quarantine() {}

    /**
     * A section that waits for a person or a newer bundle.
     *
     * @param node who sent it
     * @param report in which report
     * @param received seconds since 1970
     * @param day when it was made
     * @param section as it came
     */
    record Entry(String node, String report, long received, LocalDate day, ReceivedSection section) {

        /** {@return what waits of the same report} */
        Entry of(ReceivedSection part) {
            return new Entry(node, report, received, day, part);
        }
    }

    static void add(Transaction transaction, Entry entry, String reason) throws SQLException {
        byte[] content = entry.section().content().getBytes(StandardCharsets.UTF_8);
        transaction.update(
                "INSERT INTO quarantine (node, report, collector, revision, made_on, received, reason, content,"
                        + " bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.node(),
                entry.report(),
                fitting(entry.section().collector()),
                entry.section().revision(),
                entry.day().toString(),
                entry.received(),
                fitting(reason),
                content,
                content.length);
    }

    /** The numbers of the first that are there for one of these reasons, after one of this number. */
    static List<Long> after(Transaction transaction, long id, List<String> reasons, int most) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(id));
        values.addAll(reasons);
        values.add(most);
        return transaction.query(
                "SELECT id FROM quarantine WHERE id > ? AND reason IN ("
                        + String.join(", ", Collections.nCopies(reasons.size(), "?"))
                        + ") ORDER BY id FETCH FIRST ? ROWS ONLY",
                row -> row.getLong("id"),
                values.toArray());
    }

    /** {@return what it is, and ours until the end of the transaction; empty if it is no longer there} */
    static Optional<Entry> lock(Transaction transaction, long id) throws SQLException {
        if (transaction.update("UPDATE quarantine SET reason = reason WHERE id = ?", id) == 0) {
            return Optional.empty();
        }
        return transaction.first(
                "SELECT node, report, collector, revision, made_on, received, content FROM quarantine WHERE id = ?",
                row -> new Entry(
                        row.getString("node"),
                        row.getString("report"),
                        row.getLong("received"),
                        LocalDate.parse(row.getString("made_on")),
                        ReceivedSection.of(
                                row.getString("collector"), row.getInt("revision"), row.getBytes("content"))),
                id);
    }

    static void stay(Transaction transaction, long id, String reason) throws SQLException {
        transaction.update("UPDATE quarantine SET reason = ? WHERE id = ?", fitting(reason), id);
    }

    static void leave(Transaction transaction, long id) throws SQLException {
        transaction.update("DELETE FROM quarantine WHERE id = ?", id);
    }

    static List<SubmissionStore.Quarantined> oldest(Transaction transaction, int most) throws SQLException {
        return transaction.query(
                "SELECT id, node, report, collector, reason, content FROM quarantine"
                        + " ORDER BY id FETCH FIRST ? ROWS ONLY",
                row -> new SubmissionStore.Quarantined(
                        row.getLong("id"),
                        UUID.fromString(row.getString("node")),
                        UUID.fromString(row.getString("report")),
                        row.getString("collector"),
                        row.getString("reason"),
                        row.getBytes("content").length),
                most);
    }

    /** How much there is. */
    record Size(long rows, long bytes) {}

    static Size size(Transaction transaction) throws SQLException {
        return transaction
                .first(
                        "SELECT COUNT(*) AS n, SUM(bytes) AS bytes FROM quarantine",
                        row -> new Size(row.getLong("n"), row.getLong("bytes")))
                .orElse(new Size(0, 0));
    }

    static List<Long> receivedBefore(Transaction transaction, long second, int most) throws SQLException {
        return transaction.query(
                "SELECT id FROM quarantine WHERE received < ? ORDER BY received FETCH FIRST ? ROWS ONLY",
                row -> row.getLong("id"),
                second,
                most);
    }

    /** {@return as many of the oldest as are more than there should be, by number and by size} */
    static List<Long> surplus(Transaction transaction, long tooMany, long tooLarge, int most) throws SQLException {
        return surplus(
                transaction.query(
                        "SELECT id, bytes FROM quarantine ORDER BY id FETCH FIRST ? ROWS ONLY",
                        Quarantine::weight,
                        most),
                tooMany,
                tooLarge);
    }

    /**
     * Keeps a node to its share. Its oldest go first.
     *
     * @return how many went
     */
    static int trim(Transaction transaction, String node) throws SQLException {
        List<Weight> all = transaction.query(
                "SELECT id, bytes FROM quarantine WHERE node = ? ORDER BY id", Quarantine::weight, node);
        long bytes = all.stream().mapToLong(Weight::bytes).sum();
        int dropped = 0;
        for (long id : surplus(all, all.size() - NODE_ROWS, bytes - NODE_BYTES)) {
            dropped += drop(transaction, id);
        }
        return dropped;
    }

    /** How much one of them weighs. */
    private record Weight(long id, long bytes) {}

    private static Weight weight(ResultSet row) throws SQLException {
        return new Weight(row.getLong("id"), row.getLong("bytes"));
    }

    private static List<Long> surplus(List<Weight> oldestFirst, long tooMany, long tooLarge) {
        List<Long> surplus = new ArrayList<>();
        long left = tooLarge;
        for (Weight weight : oldestFirst) {
            if (surplus.size() >= tooMany && left <= 0) {
                break;
            }
            surplus.add(weight.id());
            left -= weight.bytes();
        }
        return surplus;
    }

    static int drop(Transaction transaction, long id) throws SQLException {
        return transaction.update("DELETE FROM quarantine WHERE id = ?", id);
    }

    static List<QuarantineStore.Group> groups(Transaction transaction) throws SQLException {
        return transaction.query(
                "SELECT reason, COUNT(*) AS n, SUM(bytes) AS bytes, MIN(received) AS oldest FROM quarantine"
                        + " GROUP BY reason ORDER BY n DESC, reason",
                row -> new QuarantineStore.Group(
                        row.getString("reason"),
                        row.getLong("n"),
                        row.getLong("bytes"),
                        Instant.ofEpochSecond(row.getLong("oldest"))));
    }

    static List<QuarantineStore.Entry> oldest(Transaction transaction, String reason, int most) throws SQLException {
        return transaction.query(
                ENTRY + "reason = ? ORDER BY id FETCH FIRST ? ROWS ONLY", Quarantine::described, reason, most);
    }

    static Optional<QuarantineStore.Entry> entry(Transaction transaction, long id) throws SQLException {
        return transaction.first(ENTRY + "id = ?", Quarantine::described, id);
    }

    private static QuarantineStore.Entry described(ResultSet row) throws SQLException {
        return new QuarantineStore.Entry(
                row.getLong("id"),
                row.getString("reason"),
                row.getString("collector"),
                row.getInt("revision"),
                LocalDate.parse(row.getString("made_on")),
                Instant.ofEpochSecond(row.getLong("received")),
                row.getLong("bytes"));
    }

    private static String fitting(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= MAX_NAME ? printable : printable.substring(0, MAX_NAME);
    }
}
