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
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.Reports;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.ServerClient.Registered;

/**
 * Nodes that report, one after another, to whichever of the servers answers; some report anew later, when they have other sockets. As a
 * real one does, a node sends a report again, under the same id, until it has an answer; so at the end each report was accepted once.
 */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SENDERS = 8;
    private static final int MOST_SOCKETS = 4;

    /** Of two reports that came in the same second neither is the newer one. */
    private static final Duration AGE = Duration.ofSeconds(3);

    private final List<ServerClient> servers;
    private final ExecutorService executor = Executors.newFixedThreadPool(SENDERS);
    private final List<Future<Accepted>> senders = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    private Load(List<ServerClient> servers) {
        this.servers = List.copyOf(servers);
    }

    static Load on(List<ServerClient> servers) {
        Load load = new Load(servers);
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
        Accepted all = new Accepted(0, Map.of());
        for (Future<Accepted> sender : senders) {
            all = all.and(sender.get());
        }
        return all;
    }

    /** A node that has reported. */
    private record Reporting(Registered identity, int sockets, long since) {

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - since > age.toNanos();
        }
    }

    private Accepted send(int first) throws Exception {
        Deque<Reporting> nodes = new ArrayDeque<>();
        int reports = 0;
        for (int turn = first; !pause(); turn++) {
            Reporting oldest = nodes.peekFirst();
            if (turn % 3 == 0 && oldest != null && oldest.isOlderThan(AGE)) {
                nodes.addLast(report(nodes.removeFirst().identity(), 1 + oldest.sockets() % MOST_SOCKETS, turn));
            } else {
                nodes.addLast(report(registered(turn), 1 + turn % MOST_SOCKETS, turn));
            }
            reports++;
        }
        Map<Integer, Integer> sockets = new TreeMap<>();
        nodes.forEach(node -> sockets.merge(node.sockets(), 1, Integer::sum));
        return new Accepted(reports, sockets);
    }

    private Reporting report(Registered node, int sockets, int turn) throws Exception {
        UUID report = UUID.randomUUID();
        byte[] packed = Reports.plain(report, sockets);
        int[] attempt = {turn};
        Await.until("an answer", PATIENCE, () -> accepts(server(attempt[0]++).report(node, report, packed)));
        return new Reporting(node, sockets, System.nanoTime());
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
        return stop.await(10, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
