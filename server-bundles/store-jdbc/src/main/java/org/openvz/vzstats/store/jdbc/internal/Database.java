package org.openvz.vzstats.store.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs transactions: whole or not at all, and again if another process was in the way. */
final class Database {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 5;

    private final DataSource dataSource;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicBoolean failing = new AtomicBoolean();

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is done in a transaction. It may be done again from the start, so it must not change anything but the database. */
    @FunctionalInterface
    interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    /**
     * Reads and writes; a row that was read may have changed unless it was locked.
     *
     * <p>Read committed is said explicitly: the default of MariaDB would read a locked row as it was before the lock.
     */
    <T> T transact(Work<T> work) {
        return run(Connection.TRANSACTION_READ_COMMITTED, work);
    }

    /**
     * Reads and writes counters, one after another: batches would wait for the same rows anyway, and Derby takes 20 seconds to see that
     * two wait for each other. Batches of other processes meet at the locks of the database.
     */
    <T> T transactInTurn(Work<T> work) {
        return inTurn(() -> transact(work));
    }

    /** Reads everything as of one moment, between two batches. */
    <T> T readInTurn(Work<T> work) {
        return inTurn(() -> run(Connection.TRANSACTION_SERIALIZABLE, work));
    }

    private <T> T inTurn(Supplier<T> transaction) {
        turn.lock();
        try {
            return transaction.get();
        } finally {
            turn.unlock();
        }
    }

    private <T> T run(int isolation, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                T result = attempt(isolation, work);
                if (failing.getAndSet(false)) {
                    LOG.info("The database is available again");
                }
                return result;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !anotherWasInTheWay(e)) {
                    throw unavailable(e);
                }
            }
        }
    }

    private <T> T attempt(int isolation, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try {
                T result = work.run(new Transaction(connection, Dialect.of(connection)));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Class 40: deadlock or no serial order. Class 23: another has inserted the row that we found missing; now we shall find it. */
    private static boolean anotherWasInTheWay(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("40") || sql.getSQLState().startsWith("23"))) {
                return true;
            }
        }
        return false;
    }

    /** A database quotes values in its messages, so only its codes are logged. */
    private StoreUnavailableException unavailable(SQLException e) {
        if (!failing.getAndSet(true)) {
            LOG.warn("The database cannot do it: SQL state {}, error {}", e.getSQLState(), e.getErrorCode());
        }
        return new StoreUnavailableException(e);
    }
}
