package org.openvz.vzstats.store.jdbc.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.Submission;

/** Tables inbox and receipt: what waits, and what was ever taken. */
final class Inbox {

    /** What {@link #submission} reads. */
    static final String SUBMISSION = "node, report, packed, country";

    /** What {@link #receipt(ResultSet)} reads. */
    static final String RECEIPT = "report, sha256, received, previous_hash, signature";

    private Inbox() {}

    /**
     * What waits.
     *
     * @param id its number, in the order of arrival
     * @param received seconds since 1970
     * @param submission the report
     */
    record Entry(long id, long received, Submission submission) {

        String node() {
            return submission.node().toString();
        }
    }

    /**
     * A submission that is taken, and what its node gets for it.
     *
     * @param hash of the receipt
     */
    record Addition(Submission submission, Receipt receipt, String hash) {

        Addition(Submission submission, Receipt receipt) {
            this(submission, receipt, receipt.hash());
        }

        String node() {
            return submission.node().toString();
        }

        private List<Object> receiptRow() {
            return List.of(
                    node(),
                    submission.report().toString(),
                    receipt.sha256(),
                    receipt.received().getEpochSecond(),
                    receipt.previous(),
                    receipt.signature(),
                    hash);
        }

        private List<@Nullable Object> row() {
            return Arrays.asList(
                    node(),
                    submission.report().toString(),
                    receipt.received().getEpochSecond(),
                    submission.packed(),
                    submission.country().orElse(null));
        }
    }

    static void add(Transaction transaction, List<Addition> additions) throws SQLException {
        // The receipts first: their key is what two senders of one report meet at.
        transaction.updateAll(
                "INSERT INTO receipt (node, report, sha256, received, previous_hash, signature, hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                additions.stream().map(Addition::receiptRow).toList());
        transaction.updateAll(
                "INSERT INTO inbox (node, report, received, packed, country) VALUES (?, ?, ?, ?, ?)",
                additions.stream().map(Addition::row).toList());
    }

    static Optional<Receipt> receipt(Transaction transaction, UUID node, UUID report) throws SQLException {
        return transaction.first(
                "SELECT " + RECEIPT + " FROM receipt WHERE node = ? AND report = ?",
                Inbox::receipt,
                node.toString(),
                report.toString());
    }

    static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                UUID.fromString(row.getString("report")),
                row.getString("sha256"),
                Instant.ofEpochSecond(row.getLong("received")),
                row.getString("previous_hash"),
                row.getString("signature"));
    }

    static Submission submission(ResultSet row) throws SQLException {
        return new Submission(
                UUID.fromString(row.getString("node")),
                UUID.fromString(row.getString("report")),
                row.getBytes("packed"),
                Optional.ofNullable(row.getString("country")));
    }

    /** {@return what the receipt of this hash names; empty if the node has no such receipt} */
    static Optional<String> previousOf(Transaction transaction, UUID node, String hash) throws SQLException {
        return transaction.first(
                "SELECT previous_hash FROM receipt WHERE node = ? AND hash = ?",
                row -> row.getString("previous_hash"),
                node.toString(),
                hash);
    }

    /** {@return the oldest entries; without those another process is at work on, if the database can pass over them} */
    static List<Entry> oldest(Transaction transaction, int most) throws SQLException {
        return transaction.query(
                "SELECT id, received, " + SUBMISSION + " FROM inbox ORDER BY id FETCH FIRST ? ROWS ONLY"
                        + transaction.dialect().skipLocked(),
                row -> new Entry(row.getLong("id"), row.getLong("received"), submission(row)),
                most);
    }

    /** Takes entries out. Where rows of others cannot be passed over, DELETE waits for them: what is still there then is ours. */
    static List<Entry> claim(Transaction transaction, List<Entry> entries) throws SQLException {
        int[] deleted = transaction.updateAll(
                "DELETE FROM inbox WHERE id = ?",
                entries.stream().map(entry -> List.<Object>of(entry.id())).toList());
        List<Entry> ours = new ArrayList<>();
        for (int i = 0; i < deleted.length; i++) {
            if (deleted[i] == 1) {
                ours.add(entries.get(i));
            }
        }
        return ours;
    }

    /** {@return the days on which what waits was received} */
    static List<LocalDate> days(Transaction transaction) throws SQLException {
        Optional<Long> first = transaction
                .first("SELECT MIN(received) AS oldest FROM inbox", row -> row.getLong("oldest"))
                .filter(time -> time > 0);
        if (first.isEmpty()) {
            return List.of();
        }
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        LocalDate oldest = LocalDate.ofInstant(Instant.ofEpochSecond(first.get()), ZoneOffset.UTC);
        return oldest.datesUntil((oldest.isAfter(today) ? oldest : today).plusDays(2))
                .toList();
    }

    /** {@return how many of what waits were received from one second to before the other} */
    static long received(Transaction transaction, long from, long to) throws SQLException {
        return transaction
                .first(
                        "SELECT COUNT(*) AS n FROM inbox WHERE received >= ? AND received < ?",
                        row -> row.getLong("n"),
                        from,
                        to)
                .orElse(0L);
    }

    static long waiting(Transaction transaction) throws SQLException {
        return transaction
                .first("SELECT COUNT(*) AS waiting FROM inbox", row -> row.getLong("waiting"))
                .orElse(0L);
    }

    /** Names a receipt. */
    record ReceiptKey(String node, String report) {}

    static List<ReceiptKey> receiptsBefore(Transaction transaction, long second, int most) throws SQLException {
        return transaction.query(
                "SELECT node, report FROM receipt WHERE received < ? ORDER BY received FETCH FIRST ? ROWS ONLY",
                row -> new ReceiptKey(row.getString("node"), row.getString("report")),
                second,
                most);
    }

    static long receipts(Transaction transaction) throws SQLException {
        return transaction
                .first("SELECT COUNT(*) AS n FROM receipt", row -> row.getLong("n"))
                .orElse(0L);
    }

    /** {@return how many receipts were there to be deleted} */
    static long forget(Transaction transaction, List<ReceiptKey> receipts) throws SQLException {
        int[] deleted = transaction.updateAll(
                "DELETE FROM receipt WHERE node = ? AND report = ?",
                receipts.stream()
                        .map(receipt -> List.<Object>of(receipt.node(), receipt.report()))
                        .toList());
        return Arrays.stream(deleted).asLongStream().sum();
    }
}
