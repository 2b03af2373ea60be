package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Receipt;
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
            NodeTable.ensure(transaction, submission.node().toString());
            Inbox.add(transaction, submission, receipt);
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
        List<Processed> processed = new ArrayList<>();
        for (Inbox.Entry entry : claimed) {
            processed.add(processing.process(entry.submission()));
        }
        Batch batch =
                Batch.of(transaction, claimed.stream().map(Inbox.Entry::node).toList());
        for (int i = 0; i < claimed.size(); i++) {
            Inbox.Entry entry = claimed.get(i);
            for (SectionResult result : processed.get(i).sections()) {
                SectionResult fitting = fitting(result);
                if (fitting instanceof SectionResult.Accepted accepted) {
                    batch.take(
                            entry.node(),
                            entry.received(),
                            processed.get(i).day(),
                            accepted.section(),
                            accepted.observations());
                } else if (fitting instanceof SectionResult.Quarantined bad) {
                    Quarantine.add(transaction, entry, processed.get(i).day(), bad.section(), bad.reason());
                }
            }
        }
        batch.save();
        return OptionalInt.of(claimed.size());
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
        List<Quarantine.Entry> entries = Quarantine.after(transaction, after, reasons, REPLAY_BATCH);
        List<Quarantine.Entry> leaving = new ArrayList<>();
        List<SectionResult.Accepted> accepted = new ArrayList<>();
        for (Quarantine.Entry entry : entries) {
            if (!Quarantine.lock(transaction, entry.id())) {
                continue;
            }
            SectionResult result = fitting(processing.process(entry.section()));
            if (result instanceof SectionResult.Accepted good) {
                leaving.add(entry);
                accepted.add(good);
            } else if (result instanceof SectionResult.Quarantined bad) {
                Quarantine.stay(transaction, entry.id(), bad.reason());
            }
        }
        Batch batch = Batch.of(
                transaction, leaving.stream().map(Quarantine.Entry::node).toList());
        for (int i = 0; i < leaving.size(); i++) {
            Quarantine.Entry entry = leaving.get(i);
            SectionResult.Accepted good = accepted.get(i);
            batch.take(entry.node(), entry.received(), entry.day(), good.section(), good.observations());
            Quarantine.leave(transaction, entry.id());
        }
        batch.save();
        long last = entries.isEmpty() ? after : entries.get(entries.size() - 1).id();
        return new Replayed(entries.size(), leaving.size(), last);
    }

    private static SectionResult fitting(SectionResult result) {
        return result instanceof SectionResult.Accepted accepted
                        && !Countable.is(accepted.section(), accepted.observations())
                ? new SectionResult.Quarantined(accepted.section(), UnprocessableException.WRONG_VALUE)
                : result;
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
