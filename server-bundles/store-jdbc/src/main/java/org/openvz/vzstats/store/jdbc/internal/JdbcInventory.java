package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.openvz.vzstats.server.api.Inventory;

/** Counts what is in a database. */
final class JdbcInventory implements Inventory {

    private final Database database;

    JdbcInventory(Database database) {
        this.database = database;
    }

    @Override
    public Stock take() {
        return database.transact(JdbcInventory::take);
    }

    private static Stock take(Transaction transaction) throws SQLException {
        Quarantine.Size quarantine = Quarantine.size(transaction);
        return new Stock(
                Inbox.waiting(transaction),
                oldest(transaction, "SELECT received FROM inbox ORDER BY id FETCH FIRST 1 ROWS ONLY"),
                quarantine.rows(),
                quarantine.bytes(),
                oldest(transaction, "SELECT received FROM quarantine ORDER BY received FETCH FIRST 1 ROWS ONLY"),
                liveNodes(transaction));
    }

    private static long liveNodes(Transaction transaction) throws SQLException {
        return transaction
                .first("SELECT SUM(nodes) AS n FROM counter WHERE metric = ?", row -> row.getLong("n"), Deltas.LIVE)
                .orElse(0L);
    }

    private static Optional<Instant> oldest(Transaction transaction, String sql) throws SQLException {
        return transaction.first(sql, row -> Instant.ofEpochSecond(row.getLong("received")));
    }
}
