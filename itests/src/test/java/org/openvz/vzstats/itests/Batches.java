package org.openvz.vzstats.itests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sees from the locks in a PostgreSQL database which server is in the middle of a batch. */
final class Batches implements AutoCloseable {

    /** Whoever only looks holds one of these locks, whoever only accepts a report the other; both until the transaction ends. */
    private static final String IN_A_BATCH = "SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)"
            + " WHERE relation = 'inbox'::regclass AND granted AND application_name = ?"
            + " AND mode IN ('RowShareLock', 'RowExclusiveLock') GROUP BY pid HAVING COUNT(DISTINCT mode) = 2";

    private final Connection connection;

    Batches(Connection connection) {
        this.connection = connection;
    }

    /** {@return whether a server was seen in a batch within this time; it may have committed since} */
    boolean await(String server, Duration atMost) throws SQLException {
        long end = System.nanoTime() + atMost.toNanos();
        try (PreparedStatement statement = connection.prepareStatement(IN_A_BATCH)) {
            statement.setString(1, server);
            do {
                try (ResultSet locks = statement.executeQuery()) {
                    if (locks.next()) {
                        return true;
                    }
                }
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            } while (System.nanoTime() < end);
        }
        return false;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
