package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.Submission;

/** What is written together comes to the same as what is written one after another. */
@EachDatabase
class ArrivalsTest {

    private static final int NODES = 4;

    private final DataSource together;
    private final DataSource apart;

    ArrivalsTest(Databases databases) {
        together = databases.fresh();
        apart = databases.fresh();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aGroupComesToTheSameAsOneAfterAnother(long seed) {
        Store.open(together).holdings().erase(new UUID(4, 0));
        Store.open(apart).holdings().erase(new UUID(4, 0));
        Random random = new Random(seed);
        List<Receipt> receipts = new ArrayList<>();
        List<Submission> submissions = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            List<Inbox.Addition> group = new ArrayList<>();
            int size = 1 + random.nextInt(12);
            for (int i = 0; i < size; i++) {
                group.add(addition(random, submissions, receipts));
            }
            List<Arrivals.Outcome> one = new ArrayList<>();
            for (Inbox.Addition addition : group) {
                one.addAll(written(apart, List.of(addition)));
            }
            assertEquals(one, written(together, group));
        }
        for (String table : List.of("receipt", "inbox", "node")) {
            assertEquals(rows(apart, table), rows(together, table), table);
        }
        assertTrue(rows(apart, "receipt").size() > NODES);
    }

    /** A report that is new, or one that was sent before; it names any of the receipts that were made, or none. */
    private static Inbox.Addition addition(Random random, List<Submission> submissions, List<Receipt> receipts) {
        Submission submission = !submissions.isEmpty() && random.nextInt(5) == 0
                ? submissions.get(random.nextInt(submissions.size()))
                : new Submission(
                        new UUID(4, random.nextInt(NODES)),
                        new UUID(7, submissions.size()),
                        new byte[] {1},
                        random.nextBoolean() ? Optional.of("NZ") : Optional.empty());
        submissions.add(submission);
        // Mostly the last one, so that there are chains.
        int back = random.nextInt(3) == 0 ? random.nextInt(receipts.size() + 1) : 1;
        String previous = receipts.size() < back || back == 0
                ? ""
                : receipts.get(receipts.size() - back).hash();
        Receipt receipt =
                new Receipt(submission.report(), "0".repeat(64), NOON.plusSeconds(receipts.size()), previous, "sig");
        receipts.add(receipt);
        return new Inbox.Addition(submission, receipt);
    }

    private static List<Arrivals.Outcome> written(DataSource database, List<Inbox.Addition> group) {
        return new Database(database).transact(transaction -> new Arrivals.Writing(transaction).write(group));
    }

    private static List<String> rows(DataSource database, String table) {
        String columns =
                switch (table) {
                    case "receipt" -> "node, report, received, previous_hash, hash";
                    case "inbox" -> "node, report, received, country";
                    default -> "id, chain_head, chain_base, live";
                };
        return new Database(database)
                .transact(transaction -> transaction.query(
                        "SELECT " + columns + " FROM " + table + " ORDER BY " + columns,
                        row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                                + row.getString(4)));
    }

    @Test
    void whoeverWaitsIsToldThatTheDatabaseIsGone() throws Exception {
        Store.open(together);
        AtomicBoolean gone = new AtomicBoolean(true);
        Arrivals arrivals = new Arrivals(new Database(together, goneWhile(gone)));
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Arrivals.Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Submission submission = Samples.submission(new UUID(4, i), Samples.TODAY);
            all.add(threads.submit(() -> {
                start.await();
                return arrivals.add(submission, Samples.receipt(submission, NOON));
            }));
        }
        start.countDown();
        for (Future<Arrivals.Outcome> one : all) {
            ExecutionException failure = assertThrows(ExecutionException.class, () -> one.get(1, TimeUnit.MINUTES));
            assertTrue(failure.getCause() instanceof StoreUnavailableException);
        }
        threads.shutdown();
        gone.set(false);
        Submission submission = Samples.submission(new UUID(4, 9), Samples.TODAY);
        assertTrue(arrivals.add(submission, Samples.receipt(submission, NOON)) instanceof Arrivals.Outcome.Taken);
    }

    private static Database.Gate goneWhile(AtomicBoolean gone) {
        return new Database.Gate() {
            @Override
            public Runnable enter() throws SQLException {
                if (gone.get()) {
                    throw new SQLException("gone", "08006");
                }
                return () -> {};
            }

            @Override
            public void failed(SQLException failure) {
                // As it was.
            }

            @Override
            public void succeeded() {
                // As it was.
            }
        };
    }
}
