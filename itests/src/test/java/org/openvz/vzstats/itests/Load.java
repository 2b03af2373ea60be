package org.openvz.vzstats.itests;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openvz.vzstats.fleet.Fleet;
import org.openvz.vzstats.fleet.FleetRun;
import org.openvz.vzstats.fleet.Receipts;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.ServerClient.Registered;

/**
 * Nodes of a fleet that report, one after another, to whichever of the servers answers; most report anew later, when some of what they
 * say has changed. As a real one does, a node names the receipt it had last, and sends a report again, under the same id, until it has an
 * answer; so at the end each report was accepted once.
 */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SENDERS = 8;
    private static final int PAUSE_MILLIS = 40;

    /** Of two reports that came in the same second neither is the newer one. */
    private static final Duration AGE = Duration.ofSeconds(3);

    private final Fleet fleet;
    private final List<ServerClient> servers;
    private final AtomicLong nodes = new AtomicLong();
    private final ExecutorService executor = Executors.newFixedThreadPool(SENDERS);
    private final List<Future<Accepted>> senders = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    private Load(Fleet fleet, List<ServerClient> servers) {
        this.fleet = fleet;
        this.servers = List.copyOf(servers);
    }

    static Load on(List<ServerClient> servers) throws IOException {
        Load load = new Load(Fleet.of(20_261_123), servers);
        for (int i = 0; i < SENDERS; i++) {
            int first = i;
            load.senders.add(load.executor.submit(() -> load.send(first)));
        }
        return load;
    }

    /** Lets a server take as many as come. */
    static KarafProcess unlimited(KarafProcess server) throws IOException {
        return server.configure("org.openvz.vzstats.intake", "rate", "1000000/m")
                .configure("org.openvz.vzstats.intake", "registrations", "1000000/m");
    }

    /** Ends it, when every report that was sent has its answer. {@return what was accepted} */
    Accepted finish() throws InterruptedException, ExecutionException {
        stop.countDown();
        Accepted all = new Accepted(fleet, 0, Map.of());
        for (Future<Accepted> sender : senders) {
            all = all.and(sender.get());
        }
        return all;
    }

    /**
     * A node that has reported.
     *
     * @param number which of the fleet it is
     * @param rounds how often it has reported
     * @param receipt how its next report names its last receipt
     */
    private record Reporting(Registered identity, long number, int rounds, String receipt, long since) {

        static Reporting first(Registered identity, long number) {
            return new Reporting(identity, number, 0, "", System.nanoTime());
        }

        Reporting again(String receipt) {
            return new Reporting(identity, number, rounds + 1, Receipts.hash(receipt), System.nanoTime());
        }

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - since > age.toNanos();
        }
    }

    private Accepted send(int first) throws Exception {
        Deque<Reporting> reporting = new ArrayDeque<>();
        int reports = 0;
        for (int turn = first; !pause(); turn++) {
            Reporting oldest = reporting.peekFirst();
            if (turn % 3 != 0 && oldest != null && oldest.isOlderThan(AGE)) {
                reporting.addLast(report(reporting.removeFirst(), turn));
            } else {
                reporting.addLast(report(Reporting.first(registered(turn), nodes.getAndIncrement()), turn));
            }
            reports++;
        }
        Map<Long, Integer> rounds = new TreeMap<>();
        reporting.forEach(node -> rounds.put(node.number(), node.rounds()));
        return new Accepted(fleet, reports, rounds);
    }

    private Reporting report(Reporting node, int turn) throws Exception {
        UUID report = UUID.randomUUID();
        byte[] packed = FleetRun.packed(report, fleet.sections(node.number(), node.rounds()));
        List<String> receipt = new ArrayList<>();
        int[] attempt = {turn};
        Await.until("an answer", PATIENCE, () -> {
            HttpResponse<String> answer = server(attempt[0]++).report(node.identity(), report, packed, node.receipt());
            return accepts(answer) && receipt.add(answer.body());
        });
        return node.again(receipt.get(0));
    }

    /** A registration may fail, or its answer be lost: then there is a node that never reports. */
    private Registered registered(int turn) throws InterruptedException {
        List<Registered> node = new ArrayList<>();
        int[] attempt = {turn};
        Await.until("an identity", PATIENCE, () -> {
            Registered issued = server(attempt[0]++).register();
            return !issued.id().isEmpty() && node.add(issued);
        });
        return node.get(0);
    }

    private static boolean accepts(HttpResponse<String> answer) {
        if (answer.statusCode() != 202 && answer.statusCode() < 500 && answer.statusCode() != 404) {
            throw new AssertionError("a good report was answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode() == 202;
    }

    private ServerClient server(int turn) {
        return servers.get(turn % servers.size());
    }

    /** {@return whether it is to stop} */
    private boolean pause() throws InterruptedException {
        return stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
