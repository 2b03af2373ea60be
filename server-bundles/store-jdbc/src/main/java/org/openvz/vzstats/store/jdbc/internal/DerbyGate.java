package org.openvz.vzstats.store.jdbc.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before a Derby in this process, and keeps it from what it does not recover from.
 *
 * <p>A disk that takes no more leaves it half closed: some threads get errors of many kinds, some open it anew while others still write, one
 * may wait in it for good; at worst its files are damaged. So it keeps a {@linkplain Reserve reserve} and does not meet a full disk. Where a
 * disk fails otherwise, nobody goes in any more; it is closed once all are out, and opened anew by one. Now and then that
 * does not help: a Derby that could not undo a transaction either ends its whole engine, and where one of its threads fails in that, the engine
 * lets nobody in for good. Then the engine is replaced.
 */
final class DerbyGate implements Database.Gate {

    private static final Logger LOG = LoggerFactory.getLogger(DerbyGate.class);

    /** One in a directory: neither in memory nor over a network. */
    private static final Pattern URL = Pattern.compile("jdbc:derby:(?!memory:|//)(?:directory:)?([^;]+).*");

    /** The SQL state of a database that lets nobody in for the moment, as PostgreSQL has it. */
    static final String CLOSED = "57P03";

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** So long is waited for one who is alone in it. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(10);

    /** So often in a row it is opened anew in vain, then its engine is replaced. */
    private static final int IN_VAIN = 5;

    /** After this time those that are still within hang. */
    private static final Duration HANGS = Duration.ofSeconds(10);

    private final Reserve reserve;
    private final Embedded derby;
    private final LongSupplier nanos;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile ReadWriteLock within = new ReentrantReadWriteLock();
    private volatile boolean unsound;
    private volatile long since;
    private long last;
    private final AtomicInteger inVain = new AtomicInteger();

    /** Open. */
    DerbyGate(Reserve reserve, Embedded derby, LongSupplier nanos) {
        this.reserve = reserve;
        this.derby = derby;
        this.nanos = nanos;
    }

    /** A Derby in this process. */
    interface Embedded {

        /** Closes the database, so that the next connection opens it anew and recovers it. */
        void close();

        /** Puts a new engine in the place of one that lets nobody in for good. Returns before that is done. */
        void replaceEngine();
    }

    /** {@return the gate before the database with this URL, if it is one that needs it} */
    static Optional<DerbyGate> of(String url, Function<String, Embedded> derby) {
        Matcher directory = URL.matcher(url);
        if (!directory.matches()) {
            return Optional.empty();
        }
        Path database = Path.of(directory.group(1));
        Path file = database.resolveSibling(database.getFileName() + ".reserve");
        Reserve reserve = new Reserve(file, () -> room(file));
        return Optional.of(new DerbyGate(reserve, derby.apply("jdbc:derby:" + database), System::nanoTime));
    }

    /** A file store of java.nio would read all mounts first; this is asked before each transaction. */
    private static long room(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        while (directory != null && !directory.toFile().isDirectory()) {
            directory = directory.getParent();
        }
        return directory == null ? 0 : directory.toFile().getUsableSpace();
    }

    @Override
    public Runnable enter() throws SQLException {
        reserve.hold();
        if (unsound) {
            openAnew();
        }
        Lock pass = within.readLock();
        if (!isLocked(pass, LONG_PATIENCE)) {
            throw new SQLException("somebody is alone in the database", BUSY);
        }
        return through(pass);
    }

    @Override
    public Optional<Runnable> enterAlone() throws SQLException {
        Lock alone = within.writeLock();
        return isLocked(alone, PATIENCE) ? Optional.of(through(alone)) : Optional.empty();
    }

    private Runnable through(Lock lock) throws SQLException {
        if (unsound) {
            lock.unlock();
            throw closed();
        }
        return lock::unlock;
    }

    @Override
    public boolean canKeepOut() {
        return true;
    }

    @Override
    public long room() {
        return reserve.room();
    }

    @Override
    public void failed(SQLException failure) {
        if (!unsound && isUnsoundAfter(failure)) {
            since = nanos.getAsLong();
            unsound = true;
        }
    }

    /** A log that could not be written is marked only after others may have taken their part of it for written. */
    @Override
    public void succeeded() throws SQLException {
        if (unsound) {
            throw closed();
        }
        if (inVain.get() > 0) {
            inVain.set(0);
        }
    }

    /**
     * {@return whether the database does not go on soundly after this failure}
     *
     * <p>It could not write or roll back (XS), was opened read-only and stays so when there is room again (25502, 40XD), is half closed (08,
     * XJ, XB). The wrong user is no such failure (08004), and neither is a lock that was waited for too long.
     */
    private static boolean isUnsoundAfter(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (state.startsWith("XS")
                        || state.startsWith("XJ")
                        || state.startsWith("XB")
                        || (state.startsWith("08") && !state.equals("08004"))
                        || state.startsWith("40XD")
                        || state.equals("25502"));
    }

    private void openAnew() throws SQLException {
        if (!opening.tryLock()) {
            throw closed();
        }
        try {
            if (unsound) {
                if (nanos.getAsLong() - last < AGAIN.toNanos()) {
                    throw closed();
                }
                last = nanos.getAsLong();
                closeOnceAllAreOut();
                LOG.info("The database is opened anew");
            }
        } finally {
            opening.unlock();
        }
    }

    private void closeOnceAllAreOut() throws SQLException {
        Lock alone = within.writeLock();
        if (!isLocked(alone, PATIENCE)) {
            if (nanos.getAsLong() - since < HANGS.toNanos()) {
                throw closed();
            }
            within = new ReentrantReadWriteLock();
            alone = within.writeLock();
            alone.lock();
        }
        try {
            reserve.renew();
            derby.close();
            if (inVain.getAndIncrement() == IN_VAIN) {
                LOG.warn("The database has been opened anew {} times in vain: its engine is replaced", IN_VAIN);
                derby.replaceEngine();
                inVain.set(0);
            }
            unsound = false;
        } finally {
            alone.unlock();
        }
    }

    private static boolean isLocked(Lock lock, Duration patience) {
        try {
            return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static SQLException closed() {
        return new SQLException("the database is being opened anew", CLOSED);
    }
}
