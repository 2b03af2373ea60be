package org.openvz.vzstats.store.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Receipt;

/** Shows and erases the rows of one node. */
final class JdbcHoldings implements Holdings {

    private static final List<String> TABLES = List.of("quarantine", "receipt");

    private final Database database;
    private final JdbcJournal journal;
    private final Sweep sweep;

    JdbcHoldings(Database database, JdbcJournal journal, Sweep sweep) {
        this.database = database;
        this.journal = journal;
        this.sweep = sweep;
    }

    @Override
    public Optional<Held> of(UUID node) {
        return database.readInTurn(transaction -> held(transaction, node.toString()));
    }

    @Override
    public void erase(UUID node) {
        database.transactInTurn(transaction -> {
            erase(transaction, node.toString());
            return node;
        });
        journal.counted(Event.ERASED, 1);
    }

    private void erase(Transaction transaction, String node) throws SQLException {
        long waited = delete(transaction, node);
        if (!Erased.has(transaction, node)) {
            Erased.add(transaction, node);
        }
        sweep.want(transaction);
        // What waited had been taken, and nobody will process it.
        JournalTable.add(
                transaction,
                new Tally().add(journal.today(), Event.ERASED, 1).add(journal.today(), Event.ACCEPTED, waited));
    }

    /**
     * Takes a node out of the census and deletes it, so that nothing but the releases of then tells that it was there.
     *
     * @return how many of its reports waited
     */
    static long delete(Transaction transaction, String node) throws SQLException {
        // What another process has claimed is waited for here, and is counted when the node is locked.
        long waited = transaction.update("DELETE FROM inbox WHERE node = ?", node);
        Batch batch = Batch.of(transaction, List.of(node));
        batch.forgetNodes();
        batch.save();
        // Until the node was locked more may have come.
        waited += transaction.update("DELETE FROM inbox WHERE node = ?", node);
        for (String table : TABLES) {
            transaction.update("DELETE FROM " + table + " WHERE node = ?", node);
        }
        CrashTable.forget(transaction, node);
        transaction.update("DELETE FROM node WHERE id = ?", node);
        return waited;
    }

    private static Optional<Held> held(Transaction transaction, String node) throws SQLException {
        Cut cut = new Cut();
        List<Section> sections = cut.off("sections", sections(transaction, node));
        List<Waiting> waiting = cut.off(
                "waiting",
                transaction.query(
                        "SELECT received, " + Inbox.SUBMISSION
                                + " FROM inbox WHERE node = ? ORDER BY id DESC FETCH FIRST ? ROWS ONLY",
                        row -> new Waiting(Instant.ofEpochSecond(row.getLong("received")), Inbox.submission(row)),
                        node,
                        MOST + 1));
        List<Quarantined> quarantined = cut.off(
                "quarantined",
                transaction.query(
                        "SELECT report, collector, made_on, received, revision, reason, content FROM quarantine WHERE node = ?"
                                + " ORDER BY id DESC FETCH FIRST ? ROWS ONLY",
                        row -> new Quarantined(
                                UUID.fromString(row.getString("report")),
                                row.getString("collector"),
                                LocalDate.parse(row.getString("made_on")),
                                Instant.ofEpochSecond(row.getLong("received")),
                                row.getInt("revision"),
                                row.getString("reason"),
                                new String(row.getBytes("content"), StandardCharsets.UTF_8)),
                        node,
                        MOST + 1));
        List<Receipt> receipts = cut.off(
                "receipts",
                transaction.query(
                        "SELECT " + Inbox.RECEIPT
                                + " FROM receipt WHERE node = ? ORDER BY received DESC FETCH FIRST ? ROWS ONLY",
                        Inbox::receipt,
                        node,
                        MOST + 1));
        List<Crashed> crashes = cut.off("crashes", CrashTable.of(transaction, node, MOST + 1));
        return transaction.first(
                "SELECT issued, platform, last_received, live, chain_head, chain_base FROM node WHERE id = ?",
                row -> new Held(
                        Instant.ofEpochSecond(row.getLong("issued")),
                        row.getString("platform"),
                        row.getInt("live") == 1,
                        row.getLong("last_received") == 0
                                ? Optional.empty()
                                : Optional.of(Instant.ofEpochSecond(row.getLong("last_received"))),
                        sections,
                        waiting,
                        quarantined,
                        receipts,
                        crashes,
                        chain(row.getString("chain_head"), row.getString("chain_base")),
                        cut.kinds()),
                node);
    }

    private static Optional<Holdings.Chain> chain(@Nullable String head, @Nullable String base) {
        return Optional.ofNullable(head).map(known -> new Holdings.Chain(known, Objects.requireNonNullElse(base, "")));
    }

    /** Cuts off what is too much, and remembers of what. */
    private static final class Cut {

        private final List<String> kinds = new ArrayList<>();

        <T> List<T> off(String kind, List<T> rows) {
            if (rows.size() <= MOST) {
                return rows;
            }
            kinds.add(kind);
            return rows.subList(0, MOST);
        }

        List<String> kinds() {
            return kinds;
        }
    }

    private static List<Section> sections(Transaction transaction, String node) throws SQLException {
        try (PackedSections.Reader reader = new PackedSections.Reader()) {
            return StateTable.read(transaction, reader, node).stream()
                    .limit(MOST + 1L)
                    .map(JdbcHoldings::section)
                    .toList();
        }
    }

    private static Section section(StoredSection stored) {
        return new Section(
                stored.collector(),
                stored.said().day(),
                Instant.ofEpochSecond(stored.received()),
                stored.said().revision(),
                stored.observations().values());
    }
}
