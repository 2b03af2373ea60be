package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Retention;

/** Deletes in small transactions, so that nobody waits for it and Derby locks no whole table. */
final class JdbcRetention implements Retention {

    private static final int BATCH = 200;

    private final Database database;
    private final JdbcJournal journal;
    private final Sweep sweep;

    JdbcRetention(Database database, JdbcJournal journal, Sweep sweep) {
        this.database = database;
        this.journal = journal;
        this.sweep = sweep;
    }

    @Override
    public Removed apply(Bounds bounds, Instant now) {
        long quarantined = dropOlder(before(now, bounds.quarantineAge())) + trimQuarantine(bounds);
        long receipts = receipts(before(now, bounds.receiptAge()), bounds.receiptRows());
        long identities = all(tx -> unused(tx, before(now, bounds.unusedAge())));
        long nodes = all(tx -> silent(tx, before(now, bounds.silentAge())));
        String day = LocalDate.ofInstant(now.minus(bounds.crashAge()), ZoneOffset.UTC)
                .toString();
        long crashes = all(tx -> {
            int gone = CrashTable.forgetBefore(tx, day, BATCH);
            return new Step(gone > 0 ? BATCH : 0, gone);
        });
        return new Removed(quarantined, receipts, identities, nodes, crashes);
    }

    private static long before(Instant now, Duration age) {
        return now.minus(age).getEpochSecond();
    }

    /** A transaction of a batch, which says how many it looked at and how many of them have gone. */
    private record Step(int seen, long gone) {}

    private long all(Database.Work<Step> step) {
        long gone = 0;
        Step done;
        do {
            done = database.transactInTurn(step);
            gone += done.gone();
            // What is seen and stays would be seen again for ever.
        } while (done.seen() == BATCH && done.gone() > 0);
        return gone;
    }

    private long dropOlder(long second) {
        return counted(all(tx -> {
            List<Long> ids = Quarantine.receivedBefore(tx, second, BATCH);
            return drop(tx, ids);
        }));
    }

    @Override
    public long trimQuarantine(Bounds bounds) {
        return counted(all(tx -> {
            Quarantine.Size size = Quarantine.size(tx);
            long tooMany = size.rows() - bounds.quarantineRows();
            long tooLarge = size.bytes() - bounds.quarantineBytes();
            if (tooMany <= 0 && tooLarge <= 0) {
                return new Step(0, 0);
            }
            return drop(tx, Quarantine.surplus(tx, tooMany, tooLarge, BATCH));
        }));
    }

    private Step drop(Transaction transaction, List<Long> ids) throws SQLException {
        long dropped = 0;
        for (long id : ids) {
            dropped += Quarantine.drop(transaction, id);
        }
        JournalTable.add(transaction, new Tally().add(journal.today(), Event.DROPPED, dropped));
        return new Step(ids.size(), dropped);
    }

    private long counted(long dropped) {
        journal.counted(Event.DROPPED, dropped);
        return dropped;
    }

    private long receipts(long before, long rows) {
        long aged = all(tx -> {
            List<Inbox.ReceiptKey> old = Inbox.receiptsBefore(tx, before, BATCH);
            return new Step(old.size(), Inbox.forget(tx, old));
        });
        long surplus = database.transact(Inbox::receipts) - rows;
        long trimmed = 0;
        while (trimmed < surplus) {
            int most = (int) Math.min(BATCH, surplus - trimmed);
            long gone = database.transactInTurn(tx -> Inbox.forget(tx, Inbox.receiptsBefore(tx, Long.MAX_VALUE, most)));
            if (gone == 0) {
                break;
            }
            trimmed += gone;
        }
        return aged + trimmed;
    }

    private Step unused(Transaction transaction, long before) throws SQLException {
        List<String> nodes = NodeTable.unusedSince(transaction, before, BATCH);
        long gone = 0;
        for (String node : nodes) {
            gone += NodeTable.deleteUnused(transaction, node);
        }
        if (gone > 0) {
            sweep.want(transaction);
        }
        return new Step(nodes.size(), gone);
    }

    private Step silent(Transaction transaction, long before) throws SQLException {
        List<String> nodes = NodeTable.silentSince(transaction, before, BATCH);
        for (String node : nodes) {
            JdbcHoldings.delete(transaction, node);
        }
        if (!nodes.isEmpty()) {
            sweep.want(transaction);
        }
        return new Step(nodes.size(), nodes.size());
    }
}
