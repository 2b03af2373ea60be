package org.openvz.vzstats.store.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
    private static final Duration MOST_PAUSE = Duration.ofMillis(10);

    private final DataSource dataSource;
    private final Gate gate;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicBoolean failing = new AtomicBoolean();

    Database(DataSource dataSource) {
        this(dataSource, Gate.OPEN);
    }

    Database(DataSource dataSource, Gate gate) {
        this.dataSource = dataSource;
        this.gate = gate;
    }

    /** Stands before a database and lets transactions in. */
    interface Gate {

        /** The SQL state of a database that somebody has for himself for the moment, as PostgreSQL has it. */
        String BUSY = "55P03";

        /** A gate that is always open. */
        Gate OPEN = new Gate() {
            @Override
            public Runnable enter() {
                return () -> {};
            }

            @Override
            public void failed(SQLException failure) {
                // The next one may succeed.
            }

            @Override
            public void succeeded() {
                // As is to be expected.
            }
        };

        /**
         * Lets one in.
         *
         * @return is to be run when it is out again
         * @throws SQLException if the database cannot be used now
         */
        Runnable enter() throws SQLException;

        /**
         * Lets one in once all others are out, and keeps them out; who is in this way may enter, too.
         *
         * @return is to be run when it is out again; empty if the others do not come out soon
         * @throws SQLException if the database cannot be used now
         */
        default Optional<Runnable> enterAlone() throws SQLException {
            return Optional.empty();
        }

        /** {@return whether nobody gets to the database but through here} */
        default boolean canKeepOut() {
            return false;
        }

        /** {@return how many bytes the disk of the database still takes} */
        default long room() {
            return Long.MAX_VALUE;
        }

        /** One has failed so. */
        void failed(SQLException failure);

        /**
         * One has committed what it came for.
         *
         * @throws SQLException if others have failed so meanwhile that this may yet be lost
         */
        void succeeded() throws SQLException;
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
        return run(dialect -> Connection.TRANSACTION_READ_COMMITTED, work);
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
        return inTurn(() -> run(Dialect::snapshot, work));
    }

    /** {@return whether there is {@link #alone} here} */
    boolean canBeAlone() {
        return gate.canKeepOut();
    }

    /** {@return how many bytes its disk still takes} */
    long room() {
        return gate.room();
    }

    /**
     * Does something while nobody else is in the database. They wait.
     *
     * @return whether it was done: not if others stay in it for too long
     */
    boolean alone(Runnable work) {
        Optional<Runnable> leave;
        try {
            leave = gate.enterAlone();
        } catch (SQLException e) {
            throw unavailable(e);
        }
        if (leave.isEmpty()) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            leave.get().run();
        }
    }

    private <T> T inTurn(Supplier<T> transaction) {
        turn.lock();
        try {
            return transaction.get();
        } finally {
            turn.unlock();
        }
    }

    /** Says how much a transaction must not see of others. */
    @FunctionalInterface
    private interface Isolation {
        int on(Dialect dialect);
    }

    private <T> T run(Isolation isolation, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                T result = attempt(isolation, work);
                gate.succeeded();
                if (failing.getAndSet(false)) {
                    LOG.info("The database is available again");
                }
                return result;
            } catch (InTheWayException e) {
                if (attempt == ATTEMPTS) {
                    throw unavailable(e.failure);
                }
                letTheOtherGoFirst(attempt);
            } catch (SQLException e) {
                gate.failed(e);
                throw unavailable(e);
            }
        }
    }

    private <T> T attempt(Isolation isolation, Work<T> work) throws SQLException, InTheWayException {
        Runnable leave = gate.enter();
        try {
            return within(isolation, work);
        } finally {
            leave.run();
        }
    }

    private <T> T within(Isolation isolation, Work<T> work) throws SQLException, InTheWayException {
        try (Connection connection = dataSource.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            connection.setTransactionIsolation(isolation.on(dialect));
            connection.setAutoCommit(false);
            try {
                T result = run(work, connection, dialect);
                connection.commit();
                return result;
            } catch (SQLException e) {
                rollBack(connection, e);
                if (anotherWasInTheWay(dialect, e)) {
                    throw new InTheWayException(e);
                }
                throw e;
            } catch (RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static <T> T run(Work<T> work, Connection connection, Dialect dialect) throws SQLException {
        try (Transaction transaction = new Transaction(connection, dialect)) {
            return work.run(transaction);
        }
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private static boolean anotherWasInTheWay(Dialect dialect, SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && dialect.anotherWasInTheWay(sql)) {
                return true;
            }
        }
        return false;
    }

    /** Two that met would meet again if both came back at once. */
    private static void letTheOtherGoFirst(int attempt) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * MOST_PAUSE.toNanos()));
    }

    /** Another transaction was in the way. */
    private static final class InTheWayException extends Exception {

        private static final long serialVersionUID = 1;

        private final SQLException failure;

        InTheWayException(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** A database quotes values in its messages, so only its codes get out of here, and where it happened. */
    private StoreUnavailableException unavailable(SQLException e) {
        if (!Gate.BUSY.equals(e.getSQLState()) && !failing.getAndSet(true)) {
            LOG.warn("The database cannot do it: SQL state {}, error {}", e.getSQLState(), e.getErrorCode());
        }
        SQLException codes = new SQLException(
                "SQL state " + e.getSQLState() + ", error " + e.getErrorCode(), e.getSQLState(), e.getErrorCode());
        codes.setStackTrace(e.getStackTrace());
        return new StoreUnavailableException(codes);
    }
}
