package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/**
 * The journal in a database. What happens in a transaction of the store is counted in it; what happens before anything is written, such
 * as a wrong secret, is counted in memory and written every few seconds, so that a flood of it costs the database nothing.
 */
final class JdbcJournal implements Journal, AutoCloseable {

    private static final Duration FLUSH = Duration.ofSeconds(5);

    private final Database database;
    private final InstantSource clock;
    private final Map<Event, Long> sinceStart = new EnumMap<>(Event.class);
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "vzstats-journal");
        thread.setDaemon(true);
        return thread;
    });

    private Tally pending = new Tally();

    JdbcJournal(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::flush, FLUSH.toMillis(), FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public synchronized void happened(Event event) {
        if (event.exact()) {
            throw new IllegalArgumentException(event + " is counted by the store");
        }
        pending.add(today(), event, 1);
        counted(event, 1);
    }

    /** Keeps for this process in mind what a transaction has counted. */
    synchronized void counted(Event event, long times) {
        sinceStart.merge(event, times, Long::sum);
    }

    @Override
    public synchronized Map<Event, Long> sinceStart() {
        return Map.copyOf(sinceStart);
    }

    /** Writes what is in memory only. */
    void flush() {
        Tally now = take();
        if (now.times().isEmpty()) {
            return;
        }
        try {
            database.transact(transaction -> {
                JournalTable.add(transaction, now);
                return now;
            });
        } catch (StoreUnavailableException e) {
            // The database has said so in the log.
            giveBack(now);
        }
    }

    private synchronized Tally take() {
        Tally now = pending;
        pending = new Tally();
        return now;
    }

    private synchronized void giveBack(Tally tally) {
        pending.addAll(tally);
    }

    @Override
    public List<Day> days(int most) {
        return database.transact(transaction -> days(transaction, most));
    }

    private List<Day> days(Transaction transaction, int most) throws SQLException {
        Tally tally = JournalTable.since(transaction, today().minusDays(most - 1L));
        // Those that wait are counted when they are processed: one row for all would be waited for by every report.
        for (LocalDate day : Inbox.days(transaction)) {
            tally.add(day, Event.ACCEPTED, Inbox.received(transaction, start(day), start(day.plusDays(1))));
        }
        NavigableMap<LocalDate, Map<Event, Long>> days = new TreeMap<>();
        tally.times().forEach((key, times) -> days.computeIfAbsent(key.day(), day -> new EnumMap<>(Event.class))
                .put(key.event(), times));
        return days.descendingMap().entrySet().stream()
                .limit(most)
                .map(day -> new Day(day.getKey(), day.getValue()))
                .toList();
    }

    private static long start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().getEpochSecond();
    }

    @Override
    public void close() {
        executor.shutdown();
        flush();
    }
}
