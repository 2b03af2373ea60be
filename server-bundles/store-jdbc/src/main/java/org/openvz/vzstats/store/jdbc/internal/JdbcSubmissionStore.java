package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.openvz.vzstats.server.api.ClonedNodeException;
import org.openvz.vzstats.server.api.ErasedNodeException;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.openvz.vzstats.server.api.UnprocessableException;

/** The inbox in a database, and its way into state, counters and quarantine. */
final class JdbcSubmissionStore implements SubmissionStore {

    /** Above it Derby would begin to lock whole tables. */
    private static final int MOST = 500;

    private static final int REPLAY_BATCH = 100;

    private final Database database;

    JdbcSubmissionStore(Database database) {
        this.database = database;
    }

    @Override
    public Receipt accept(Submission submission, Receipt receipt) {
        return database.transact(transaction -> {
            Optional<Receipt> before = Inbox.receipt(transaction, submission.node(), submission.report());
            if (before.isPresent()) {
                return before.get();
            }
            if (Erased.has(transaction, submission.node().toString())) {
                throw new ErasedNodeException();
            }
            Chain chain = NodeTable.lockChain(transaction, submission.node().toString());
            if (!chain.admits(receipt.previous(), hash -> Inbox.previousOf(transaction, submission.node(), hash))) {
                throw new ClonedNodeException();
            }
            Inbox.add(transaction, submission, receipt);
            NodeTable.extendChain(transaction, submission.node().toString(), receipt.hash(), receipt.previous());
            return receipt;
        });
    }

    @Override
    public Optional<Receipt> receipt(UUID node, UUID report) {
        return database.transact(transaction -> Inbox.receipt(transaction, node, report));
    }

    @Override
    public int process(int most, Processing processing) {
        while (true) {
            OptionalInt taken =
                    database.transactInTurn(transaction -> process(transaction, Math.min(most, MOST), processing));
            if (taken.isPresent()) {
                return taken.getAsInt();
            }
        }
    }

    /** {@return how many were taken; empty if another process has just taken all that were seen, and there may be more} */
    private static OptionalInt process(Transaction transaction, int most, Processing processing) throws SQLException {
        List<Inbox.Entry> seen = Inbox.oldest(transaction, most);
        List<Inbox.Entry> claimed = Inbox.claim(transaction, seen);
        if (claimed.isEmpty()) {
            return seen.isEmpty() ? OptionalInt.of(0) : OptionalInt.empty();
        }
        Batch batch =
                Batch.of(transaction, claimed.stream().map(Inbox.Entry::node).toList());
        List<Taken> taken = new ArrayList<>();
        for (Inbox.Entry entry : claimed) {
            // Looked up while the node is locked: from here on nobody erases it before this transaction has ended.
            if (Erased.has(transaction, entry.node())) {
                dropErased(transaction, batch, entry.node());
            } else {
                taken.addAll(taken(transaction, entry, processing.process(entry.submission())));
            }
        }
        for (Taken section : taken) {
            batch.take(section.entry().node(), section.entry().received(), section.day(), section.accepted());
        }
        batch.save();
        return OptionalInt.of(claimed.size());
    }

    /** A report was taken in the moment in which its node was erased: nothing of it is left. */
    private static void dropErased(Transaction transaction, Batch batch, String node) throws SQLException {
        batch.drop(node);
        transaction.update("DELETE FROM receipt WHERE node = ?", node);
        transaction.update("DELETE FROM node WHERE id = ?", node);
    }

    /** A section that is to be counted. */
    private record Taken(Inbox.Entry entry, LocalDate day, SectionResult.Accepted accepted) {}

    /** {@return what is to be counted of a submission; the rest is in quarantine, so that a batch holds the texts of one submission only} */
    private static List<Taken> taken(Transaction transaction, Inbox.Entry entry, Processed processed)
            throws SQLException {
        List<Taken> taken = new ArrayList<>();
        for (SectionResult result : processed.sections()) {
            SectionResult fitting = fitting(result);
            if (fitting instanceof SectionResult.Accepted accepted) {
                taken.add(new Taken(entry, processed.day(), withoutText(accepted)));
            } else if (fitting instanceof SectionResult.Quarantined bad) {
                Quarantine.add(transaction, quarantined(entry, processed.day(), bad.section()), bad.reason());
            }
        }
        return taken;
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
            last = replayed.last();
            if (replayed.seen() < REPLAY_BATCH) {
                break;
            }
        }
        return left;
    }

    /** What a batch of the quarantine came to: how many were looked at, how many left, and the number of the last one. */
    private record Replayed(int seen, int left, long last) {}

    private static Replayed replay(
            Transaction transaction, long after, List<String> reasons, SectionProcessing processing)
            throws SQLException {
        List<Long> ids = Quarantine.after(transaction, after, reasons, REPLAY_BATCH);
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
        long last = ids.isEmpty() ? after : ids.get(ids.size() - 1);
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
