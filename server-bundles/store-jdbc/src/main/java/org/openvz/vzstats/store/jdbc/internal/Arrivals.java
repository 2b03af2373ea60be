package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.Submission;

/**
 * Makes submissions durable, all that came while the last ones were written with one commit: it is the waiting for the disk, and the
 * statements once more for each, that a report costs most. Nobody waits for others to come; who comes alone is written alone.
 */
final class Arrivals {

    /** As many as one transaction writes: of the largest submissions that is 16 MiB. */
    private static final int MOST = 64;

    private static final long IDLE_SECONDS = 30;

    private final Database database;
    private final Queue<Arrival> waiting = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor writer;

    Arrivals(Database database) {
        this.database = database;
        this.writer =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "vzstats-arrivals");
                    thread.setDaemon(true);
                    return thread;
                });
        writer.allowCoreThreadTimeOut(true);
    }

    /** What a submission comes to. */
    sealed interface Outcome {

        /** It is durable, and this is its receipt. */
        record Taken(Receipt receipt) implements Outcome {}

        /** The same report was taken before, and got this receipt. */
        record Known(Receipt receipt) implements Outcome {}

        /** Its node has been erased. */
        record Erased() implements Outcome {}

        /** Another machine has gone on from where this one is. */
        record Cloned() implements Outcome {}
    }

    /** A submission that somebody waits with. */
    private record Arrival(Inbox.Addition addition, CompletableFuture<Outcome> outcome) {}

    /**
     * Adds a submission. When this returns, what it says is durable.
     *
     * @throws StoreUnavailableException if it could not be made durable
     */
    Outcome add(Submission submission, Receipt receipt) {
        Arrival arrival = new Arrival(new Inbox.Addition(submission, receipt), new CompletableFuture<>());
        waiting.add(arrival);
        // Once for each: where nothing is left to write, it was written with another.
        writer.execute(this::write);
        try {
            return arrival.outcome().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreUnavailableException unavailable
                    ? new StoreUnavailableException(unavailable)
                    : new IllegalStateException("a submission could not be written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // It may yet be written; then the same report gets the same receipt when it comes again.
            throw new StoreUnavailableException(e);
        }
    }

    private void write() {
        List<Arrival> arrivals = new ArrayList<>();
        while (arrivals.size() < MOST) {
            Arrival next = waiting.poll();
            if (next == null) {
                break;
            }
            arrivals.add(next);
        }
        if (arrivals.isEmpty()) {
            return;
        }
        try {
            List<Inbox.Addition> additions =
                    arrivals.stream().map(Arrival::addition).toList();
            List<Outcome> outcomes = database.transact(transaction -> new Writing(transaction).write(additions));
            for (int i = 0; i < outcomes.size(); i++) {
                arrivals.get(i).outcome().complete(outcomes.get(i));
            }
        } catch (RuntimeException | Error e) {
            arrivals.forEach(arrival -> arrival.outcome().completeExceptionally(e));
        }
    }

    /** One transaction: it reads what is there, decides in memory, and writes what is new. */
    static final class Writing {

        private final Transaction transaction;
        /** Where the chains of the nodes are; without those that have been erased. */
        private final Map<String, Chain> chains = new HashMap<>();

        private final Map<String, Chain> moved = new HashMap<>();
        private final List<Inbox.Addition> added = new ArrayList<>();

        Writing(Transaction transaction) {
            this.transaction = transaction;
        }

        List<Outcome> write(List<Inbox.Addition> arrivals) throws SQLException {
            // Everybody locks nodes in this order, so nobody waits in a circle.
            for (String node :
                    new TreeSet<>(arrivals.stream().map(Inbox.Addition::node).toList())) {
                Optional<Chain> chain = NodeTable.lockChain(transaction, node);
                if (chain.isPresent()) {
                    chains.put(node, chain.get());
                }
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Inbox.Addition arrival : arrivals) {
                outcomes.add(decide(arrival));
            }
            Inbox.add(transaction, added);
            NodeTable.moveChains(transaction, moved);
            return outcomes;
        }

        private Outcome decide(Inbox.Addition arrival) throws SQLException {
            Chain chain = chains.get(arrival.node());
            if (chain == null) {
                return new Outcome.Erased();
            }
            Optional<Receipt> before = receipt(arrival);
            if (before.isPresent()) {
                return new Outcome.Known(before.get());
            }
            String previous = arrival.receipt().previous();
            if (!chain.admits(previous, hash -> previousOf(arrival, hash))) {
                return new Outcome.Cloned();
            }
            Chain next = new Chain(arrival.hash(), previous);
            chains.put(arrival.node(), next);
            moved.put(arrival.node(), next);
            added.add(arrival);
            return new Outcome.Taken(arrival.receipt());
        }

        /** {@return the receipt of the same report of the same node, if it was taken before, or just now} */
        private Optional<Receipt> receipt(Inbox.Addition arrival) throws SQLException {
            Optional<Receipt> justNow = added.stream()
                    .filter(other -> other.node().equals(arrival.node())
                            && other.submission()
                                    .report()
                                    .equals(arrival.submission().report()))
                    .map(Inbox.Addition::receipt)
                    .findFirst();
            return justNow.isPresent()
                    ? justNow
                    : Inbox.receipt(
                            transaction,
                            arrival.submission().node(),
                            arrival.submission().report());
        }

        private Optional<String> previousOf(Inbox.Addition arrival, String hash) throws SQLException {
            Optional<String> justNow = added.stream()
                    .filter(other ->
                            other.node().equals(arrival.node()) && other.hash().equals(hash))
                    .map(other -> other.receipt().previous())
                    .findFirst();
            return justNow.isPresent()
                    ? justNow
                    : Inbox.previousOf(transaction, arrival.submission().node(), hash);
        }
    }
}
