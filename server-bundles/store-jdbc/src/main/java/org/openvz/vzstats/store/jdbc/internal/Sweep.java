package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps deleted nodes out of the files of an embedded database. Derby leaves a deleted row where it was, in the pages of its table and of
 * its indexes, and what it wrote about it in its log: so the tables are written anew, and the log is begun anew. That something is to be
 * swept is written in the transaction that deletes it, so no crash forgets it.
 *
 * <p>While a table is written anew nobody else is in the database. A small one is swept within seconds, a larger one at night.
 */
final class Sweep implements AutoCloseable {

    /** All tables that can name a node. */
    static final List<String> TABLES =
            List.of("node", "inbox", "receipt", "node_state", "quarantine", "crash_sighting");

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private static final LocalTime NIGHT = LocalTime.of(3, 0);

    /** The new table, its indexes, and what is sorted for them, beside the old ones. */
    private static final int ROOM = 2;

    /** So many bytes are written at once to fill the log; a file of it has one to 128 MiB, as it is set. */
    private static final int FILL = 1 << 20;

    private static final byte[] FILLER = new byte[32_000];

    /** Where a transaction has begun in the log: in which file, and at which byte of it. */
    private static final Pattern INSTANT = Pattern.compile("\\((\\d+),\\d+\\)");

    /** So long is waited for one that is under way: Derby takes it ill to be interrupted. */
    private static final Duration END = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 100;

    private final Database database;
    private final InstantSource clock;
    private final Pace pace;
    private final AtomicBoolean coming = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor executor;
    private volatile long notBefore = System.nanoTime();

    Sweep(Database database, InstantSource clock, Pace pace) {
        this.database = database;
        this.clock = clock;
        this.pace = pace;
        this.executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "vzstats-sweep");
                    thread.setDaemon(true);
                    return thread;
                },
                // After it is closed: the next life does it.
                new ThreadPoolExecutor.DiscardPolicy());
        this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * How soon it is done.
     *
     * @param small up to how many bytes all tables are swept soon; otherwise at night
     * @param soon so long after somebody wants it: others may want it, too
     * @param again so long after it could not be done
     * @param rest so many times as long as it took it rests: whoever erases again and again does not keep the others out
     */
    record Pace(long small, Duration soon, Duration again, int rest) {

        static final Pace USUAL = new Pace(64 << 20, Duration.ofSeconds(1), Duration.ofSeconds(30), 5);
    }

    /** Begins with what an earlier life has left. */
    void start() {
        after(pace.soon());
    }

    /** Has it done, once this transaction has committed: it deletes what names a node. */
    void want(Transaction transaction) throws SQLException {
        if (database.canBeAlone()) {
            transaction.update("UPDATE sweep SET wanted = wanted + 1");
            after(pace.soon());
        }
    }

    private void after(Duration time) {
        if (database.canBeAlone() && coming.compareAndSet(false, true)) {
            long wait = Math.max(time.toNanos(), notBefore - System.nanoTime());
            ScheduledFuture<?> unused = executor.schedule(this::come, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void come() {
        // First: who wants it from now on may have come too late for this time.
        coming.set(false);
        try {
            tend().ifPresent(this::after);
        } catch (RuntimeException e) {
            if (!failing.getAndSet(true)) {
                LOG.warn("Nodes that were erased are not out of the files of the database yet: it is tried again", e);
            }
            after(pace.again());
        }
    }

    /** {@return when to come again, if something is left to be done} */
    private Optional<Duration> tend() {
        Mark mark = database.transact(Sweep::mark);
        if (mark.done() == mark.wanted()) {
            return Optional.empty();
        }
        if (size(TABLES) > pace.small() && !isNight()) {
            return Optional.of(untilNight());
        }
        long began = System.nanoTime();
        for (String table : TABLES) {
            if (!isWrittenAnew(table)) {
                return Optional.of(pace.again());
            }
        }
        if (!database.alone(this::beginLogAnew)) {
            return Optional.of(pace.again());
        }
        database.transact(transaction -> transaction.update("UPDATE sweep SET done = ?", mark.wanted()));
        long took = System.nanoTime() - began;
        notBefore = System.nanoTime() + pace.rest() * took;
        failing.set(false);
        LOG.info(
                "Nodes that were erased are out of the files of the database, after {} ms",
                TimeUnit.NANOSECONDS.toMillis(took));
        return Optional.empty();
    }

    /** How often it was wanted, and how often by then when it was done last. */
    private record Mark(long wanted, long done) {}

    private static Mark mark(Transaction transaction) throws SQLException {
        return transaction
                .first("SELECT wanted, done FROM sweep", row -> new Mark(row.getLong("wanted"), row.getLong("done")))
                .orElse(new Mark(0, 0));
    }

    private long size(List<String> tables) {
        return database.transact(transaction -> {
            long size = 0;
            for (String table : tables) {
                size += transaction
                        .first(
                                "SELECT SUM((numallocatedpages + numfreepages) * pagesize) FROM"
                                        + " TABLE (SYSCS_DIAG.SPACE_TABLE('" + stored(table) + "')) AS pages",
                                row -> row.getLong(1))
                        .orElse(0L);
            }
            return size;
        });
    }

    /** {@return whether it is: not if others stay in the database for too long} */
    private boolean isWrittenAnew(String table) {
        if (ROOM * size(List.of(table)) > database.room()) {
            throw new StoreUnavailableException(new IllegalStateException("no room on the disk to write a table anew"));
        }
        return database.alone(() -> database.transact(transaction -> transaction.update(
                "CALL SYSCS_UTIL.SYSCS_COMPRESS_TABLE(CURRENT SCHEMA, '" + stored(table) + "', 1)")));
    }

    private static String stored(String table) {
        return table.toUpperCase(Locale.ROOT);
    }

    /**
     * A checkpoint deletes the files of the log before the one in which the oldest transaction begins. So the last file is filled, until
     * Derby goes on in a new one.
     */
    private void beginLogAnew() {
        long last = fillLog();
        for (int attempt = 0; fillLog() == last; attempt++) {
            if (attempt == ATTEMPTS) {
                throw new StoreUnavailableException(new IllegalStateException("the log goes on in the same file"));
            }
        }
        checkpoint();
    }

    private void checkpoint() {
        database.transact(transaction -> transaction.update("CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()"));
    }

    /** {@return in which file of the log the oldest transaction has begun} */
    private long fillLog() {
        return database.transact(transaction -> {
            for (int written = 0; written < FILL; written += FILLER.length) {
                transaction.update("UPDATE sweep SET filler = ?", (Object) FILLER);
            }
            List<Long> files = transaction.query(
                    "SELECT first_instant FROM SYSCS_DIAG.TRANSACTION_TABLE WHERE first_instant IS NOT NULL",
                    row -> file(row.getString(1)));
            return Collections.min(files);
        });
    }

    private static long file(String instant) throws SQLException {
        Matcher parts = INSTANT.matcher(instant);
        if (!parts.matches()) {
            throw new SQLException("not a place in the log");
        }
        return Long.parseLong(parts.group(1));
    }

    private boolean isNight() {
        return here().getHour() == NIGHT.getHour();
    }

    private Duration untilNight() {
        ZonedDateTime now = here();
        ZonedDateTime tonight = now.with(NIGHT);
        return Duration.between(now, tonight.isAfter(now) ? tonight : tonight.plusDays(1));
    }

    private ZonedDateTime here() {
        return clock.instant().atZone(ZoneId.systemDefault());
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            boolean unused = executor.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
