package org.openvz.vzstats.itests;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
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
 * Nodes that report, one after another, to whichever of the servers answers. As a real one does, a node sends a report again, under the
 * same id, until it has an answer; so at the end exactly one report of each was accepted.
 */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SENDERS = 4;
    private static final int MOST_SOCKETS = 4;

    private final List<ServerClient> servers;
    private final ExecutorService executor = Executors.newFixedThreadPool(SENDERS);
    private final List<Future<Map<Integer, Integer>>> senders = new ArrayList<>();
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

    /** Ends it, when every report that was sent has its answer. {@return of how many nodes a report was accepted, by their sockets} */
    Map<Integer, Integer> finish() throws InterruptedException, ExecutionException {
        stop.countDown();
        Map<Integer, Integer> all = new TreeMap<>();
        for (Future<Map<Integer, Integer>> sender : senders) {
            sender.get().forEach((sockets, nodes) -> all.merge(sockets, nodes, Integer::sum));
        }
        return all;
    }

    private Map<Integer, Integer> send(int first) throws Exception {
        Map<Integer, Integer> accepted = new TreeMap<>();
        for (int turn = first; !pause(); turn++) {
            int at = turn;
            List<Registered> node = new ArrayList<>();
            // A registration may fail, or its answer be lost: then there is a node that never reports.
            Await.until("an identity", PATIENCE, () -> node.add(registered(at)));
            UUID report = UUID.randomUUID();
            int sockets = 1 + turn % MOST_SOCKETS;
            byte[] packed = Reports.plain(report, sockets);
            int[] attempt = {turn};
            Await.until(
                    "an answer", PATIENCE, () -> accepts(server(attempt[0]++).report(node.get(0), report, packed)));
            accepted.merge(sockets, 1, Integer::sum);
        }
        return accepted;
    }

    private Registered registered(int turn) throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            try {
                Registered node = server(turn + i).register();
                if (!node.id().isEmpty()) {
                    return node;
                }
            } catch (IOException e) {
                if (i == servers.size()) {
                    throw e;
                }
            }
            if (i == servers.size()) {
                throw new IOException("no server issues an identity");
            }
        }
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
