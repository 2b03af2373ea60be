package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openvz.vzstats.server.api.ClonedNodeException;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.ErasedNodeException;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.openvz.vzstats.server.api.UnprocessableException;

/** The inbox in a database, and its way into state, counters and quarantine. */
final class JdbcSubmissionStore implements SubmissionStore, AutoCloseable {

    /** Above it Derby would begin to lock whole tables. */
    private static final int MOST = 500;

    private static final int REPLAY_BATCH = 100;

    /** Fewer submissions are done before other threads have begun. */
    private static final int WORTH_THREADS = 16;

    private static final int MOST_THREADS = 4;

    /** How many threads process submissions ahead of the one that counts them; none if there is one processor only. */
    private static final int THREADS = threads(Runtime.getRuntime().availableProcessors());

    private static final long IDLE_SECONDS = 10;

    private final Database database;
    private final JdbcJournal journal;
    private final Sweep sweep;
    private final Arrivals arrivals;
    private final ThreadPoolExecutor executor;

    JdbcSubmissionStore(Database database, JdbcJournal journal, Sweep sweep) {
        this.database = database;
        this.journal = journal;
        this.sweep = sweep;
        this.arrivals = new Arrivals(database);
        this.executor = new ThreadPoolExecutor(
                MOST_THREADS,
                MOST_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "vzstats processing ahead");
                    thread.setDaemon(true);
                    return thread;
                },
                // Whoever still processes when this is closed does all of it himself.
                new ThreadPoolExecutor.DiscardPolicy());
        this.executor.allowCoreThreadTimeOut(true);
    }

    private static int threads(int processors) {
        return processors == 1 ? 0 : Math.min(MOST_THREADS, processors);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    @Override
    public Receipt accept(Submission submission, Receipt receipt) {
        Arrivals.Outcome outcome = arrivals.add(submission, receipt);
        if (outcome instanceof Arrivals.Outcome.Taken taken) {
            journal.counted(Event.ACCEPTED, 1);
            if (submission.country().isEmpty()) {
                journal.happened(Event.COUNTRY_UNKNOWN);
            }
            return taken.receipt();
        }
        if (outcome instanceof Arrivals.Outcome.Known known) {
            journal.happened(Event.DUPLICATE);
            return known.receipt();
        }
        throw outcome instanceof Arrivals.Outcome.Erased ? new ErasedNodeException() : new ClonedNodeException();
    }

    @Override
    public Optional<Receipt> receipt(UUID node, UUID report) {
        return database.transact(transaction -> Inbox.receipt(transaction, node, report));
    }

    @Override
    public int process(int most, Processing processing) {
        while (true) {
            Round round =
                    database.transactInTurn(transaction -> process(transaction, Math.min(most, MOST), processing));
            if (round.taken().isPresent()) {
                journal.counted(Event.PROCESSED, round.taken().getAsInt());
                journal.counted(Event.QUARANTINED, round.quarantined());
                if (round.dropped() > 0) {
                    journal.counted(Event.DROPPED, round.dropped());
                }
                return round.taken().getAsInt();
            }
        }
    }

    /**
     * What a transaction came to.
     *
     * @param taken how many submissions; empty if another process has just taken all that were seen, and there may be more
     * @param quarantined how many of their sections were quarantined
     * @param dropped how many sections left the quarantine because their nodes had too many there
     */
    private record Round(OptionalInt taken, int quarantined, int dropped) {}

    private Round process(Transaction transaction, int most, Processing processing) throws SQLException {
        List<Inbox.Entry> seen = Inbox.oldest(transaction, most);
        List<Inbox.Entry> claimed = Inbox.claim(transaction, seen);
        if (claimed.isEmpty()) {
            return new Round(seen.isEmpty() ? OptionalInt.of(0) : OptionalInt.empty(), 0, 0);
        }
        int threads = claimed.size() < WORTH_THREADS ? 0 : THREADS;
        try (Ahead ahead = new Ahead(
                claimed.stream().map(Inbox.Entry::submission).toList(),
                submission -> fitting(processing.process(submission)),
                executor,
                threads)) {
            return process(transaction, claimed, ahead);
        }
    }

    private Round process(Transaction transaction, List<Inbox.Entry> claimed, Ahead ahead) throws SQLException {
        Batch batch =
                Batch.of(transaction, claimed.stream().map(Inbox.Entry::node).toList());
        List<Crashed> crashes = new ArrayList<>();
        Tally tally = new Tally().add(journal.today(), Event.PROCESSED, claimed.size());
        int quarantined = 0;
        int dropped = 0;
        Set<String> erased = dropErased(transaction, batch);
        for (Inbox.Entry entry : claimed) {
            tally.add(entry.received(), Event.ACCEPTED);
            if (erased.contains(entry.node())) {
                ahead.skip();
                continue;
            }
            int bad = take(transaction, batch, entry, ahead.next(), crashes);
            quarantined += bad;
            dropped += bad == 0 ? 0 : Quarantine.trim(transaction, entry.node());
        }
        batch.save();
        count(transaction, crashes);
        tally.add(journal.today(), Event.QUARANTINED, quarantined).add(journal.today(), Event.DROPPED, dropped);
        JournalTable.add(transaction, tally);
        return new Round(OptionalInt.of(claimed.size()), quarantined, dropped);
    }

    /**
     * Lets a submission count, and puts what cannot be counted into quarantine. Of its texts, which may be megabytes, nothing is held on to.
     *
     * @return how many sections are in quarantine now
     */
    private static int take(
            Transaction transaction, Batch batch, Inbox.Entry entry, Processed processed, List<Crashed> crashes)
            throws SQLException {
        int bad = 0;
        for (SectionResult result : processed.sections()) {
            if (result instanceof SectionResult.Accepted accepted) {
                batch.take(entry.node(), entry.received(), processed.day(), accepted);
                crashed(entry.node(), entry.received(), accepted).forEach(crashes::add);
            } else if (result instanceof SectionResult.Quarantined quarantined) {
                Quarantine.add(
                        transaction, quarantined(entry, processed.day(), quarantined.section()), quarantined.reason());
                bad++;
            }
        }
        return bad;
    }

    /** A crash of a node. */
    private record Crashed(String node, LocalDate received, Crash crash) {}

    private static Stream<Crashed> crashed(String node, long received, SectionResult.Accepted accepted) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(received), ZoneOffset.UTC);
        return accepted.observations().crashes().stream().map(crash -> new Crashed(node, day, crash));
    }

    /** While the nodes are locked, so that nobody erases them meanwhile. */
    private static void count(Transaction transaction, List<Crashed> crashes) throws SQLException {
        List<Crashed> inOrder = crashes.stream()
                .sorted(Comparator.comparing(one -> one.crash().group()))
                .toList();
        for (Crashed one : inOrder) {
            // What is too much is lost: it must not keep what has come with it from being counted.
            boolean unused = CrashTable.add(transaction, one.node(), one.crash(), one.received());
        }
    }

    /**
     * A report may be taken in the moment in which its node is erased: nothing of it is left. Who erases a node takes its row away, so only
     * of those that had none is it asked; and when they are locked: from then on nobody erases one before this transaction has ended.
     *
     * @return whose reports are to be left out
     */
    private Set<String> dropErased(Transaction transaction, Batch batch) throws SQLException {
        Set<String> erased = new HashSet<>();
        for (String node : batch.unknown()) {
            if (Erased.has(transaction, node)) {
                erased.add(node);
                batch.drop(node);
                transaction.update("DELETE FROM receipt WHERE node = ?", node);
                transaction.update("DELETE FROM node WHERE id = ?", node);
            }
        }
        if (!erased.isEmpty()) {
            sweep.want(transaction);
        }
        return erased;
    }

    private static Quarantine.Entry quarantined(Inbox.Entry entry, LocalDate day, ReceivedSection section) {
        return new Quarantine.Entry(
                entry.node(), entry.submission().report().toString(), entry.received(), day, section);
    }

    /** {@return what is accepted, without the text it was made of: that may be megabytes} */
    private static SectionResult.Accepted withoutText(SectionResult.Accepted accepted) {
        ReceivedSection section = accepted.section();
        return new SectionResult.Accepted(
                new ReceivedSection(section.collector(), section.revision(), ""), accepted.observations());
    }

    @Override
    public int replay(List<String> reasons, SectionProcessing processing) {
        int left = 0;
        long last = 0;
        while (!reasons.isEmpty()) {
            long after = last;
            Replayed replayed = database.transactInTurn(transaction -> replay(transaction, after, reasons, processing));
            left += replayed.left();
            journal.counted(Event.REPLAYED, replayed.left());
            last = replayed.last();
            if (replayed.seen() < REPLAY_BATCH) {
                break;
            }
        }
        return left;
    }

    /** {@return whether the section of this number left the quarantine} */
    boolean replay(long id, SectionProcessing processing) {
        Replayed replayed = database.transactInTurn(transaction -> replay(transaction, List.of(id), processing));
        journal.counted(Event.REPLAYED, replayed.left());
        return replayed.left() > 0;
    }

    /** What a batch of the quarantine came to: how many were looked at, how many left, and the number of the last one. */
    private record Replayed(int seen, int left, long last) {}

    private Replayed replay(Transaction transaction, long after, List<String> reasons, SectionProcessing processing)
            throws SQLException {
        Replayed replayed =
                replay(transaction, Quarantine.after(transaction, after, reasons, REPLAY_BATCH), processing);
        return replayed.seen() == 0 ? new Replayed(0, 0, after) : replayed;
    }

    private Replayed replay(Transaction transaction, List<Long> ids, SectionProcessing processing) throws SQLException {
        List<Left> leaving = new ArrayList<>();
        for (long id : ids) {
            Optional<Quarantine.Entry> found = Quarantine.lock(transaction, id);
            if (found.isEmpty()) {
                continue;
            }
            leave(transaction, id, found.get(), processing).ifPresent(leaving::add);
        }
        Batch batch = Batch.of(transaction, leaving.stream().map(Left::node).toList());
        for (Left left : leaving) {
            for (SectionResult.Accepted accepted : left.accepted()) {
                batch.take(left.node(), left.received(), left.day(), accepted);
            }
        }
        batch.save();
        count(
                transaction,
                leaving.stream()
                        .flatMap(left -> left.accepted().stream()
                                .flatMap(accepted -> crashed(left.node(), left.received(), accepted)))
                        .toList());
        JournalTable.add(transaction, new Tally().add(journal.today(), Event.REPLAYED, leaving.size()));
        long last = ids.isEmpty() ? 0 : ids.get(ids.size() - 1);
        return new Replayed(ids.size(), leaving.size(), last);
    }

    /** {@return what leaves with a section; empty if it stays} */
    private static Optional<Left> leave(
            Transaction transaction, long id, Quarantine.Entry entry, SectionProcessing processing)
            throws SQLException {
        List<SectionResult> results = processing.process(entry.section()).stream()
                .map(JdbcSubmissionStore::fitting)
                .toList();
        if (results.size() == 1
                && results.get(0) instanceof SectionResult.Quarantined same
                && same.section().equals(entry.section())) {
            Quarantine.stay(transaction, id, same.reason());
            return Optional.empty();
        }
        List<SectionResult.Accepted> accepted = new ArrayList<>();
        for (SectionResult result : results) {
            if (result instanceof SectionResult.Accepted good) {
                accepted.add(withoutText(good));
            } else if (result instanceof SectionResult.Quarantined bad) {
                Quarantine.add(transaction, entry.of(bad.section()), bad.reason());
            }
        }
        Quarantine.leave(transaction, id);
        return Optional.of(new Left(entry.node(), entry.received(), entry.day(), accepted));
    }

    /** A section that leaves the quarantine, and what is to be counted of it. */
    private record Left(String node, long received, LocalDate day, List<SectionResult.Accepted> accepted) {}

    private static Processed fitting(Processed processed) {
        return new Processed(
                processed.day(),
                processed.sections().stream().map(JdbcSubmissionStore::fitting).toList());
    }

    private static SectionResult fitting(SectionResult result) {
        return result instanceof SectionResult.Accepted accepted && !isStorable(accepted)
                ? new SectionResult.Quarantined(accepted.section(), UnprocessableException.WRONG_VALUE)
                : result;
    }

    private static boolean isStorable(SectionResult.Accepted accepted) {
        return accepted.section().collector().length() <= Quarantine.MAX_NAME
                && accepted.observations().fitsCounters();
    }

    @Override
    public long waiting() {
        return database.transact(Inbox::waiting);
    }

    @Override
    public List<Quarantined> quarantine(int most) {
        return database.transact(transaction -> Quarantine.oldest(transaction, most));
    }
}
