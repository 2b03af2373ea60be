package org.openvz.vzstats.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.openvz.vzstats.fleet.Connection;
import org.openvz.vzstats.fleet.Receipts;
import org.openvz.vzstats.testbed.ServerClient;

/**
 * Nodes that report to one intake as fast as it takes reports. Each node belongs to one connection, and names the last receipt that it got.
 */
final class IntakeLoad {

    private final URI url;
    private final List<ServerClient.Registered> nodes;
    private final String[] receipts;

    IntakeLoad(URI url, List<ServerClient.Registered> nodes) {
        this.url = url;
        this.nodes = nodes;
        this.receipts = new String[nodes.size()];
        Arrays.fill(receipts, "");
    }

    /** A report that is ready to be sent. */
    static final class Report {

        private final UUID id;
        private final byte[] packed;

        Report(UUID id, byte[] packed) {
            this.id = id;
            this.packed = packed;
        }
    }

    /**
     * What it took.
     *
     * @param perSecond how many reports were answered
     * @param slowMillis in what time 99 of 100 were
     */
    record Taken(double perSecond, double slowMillis) {}

    /** Sends each report once; all connections are open before the clock is started. */
    Taken send(int connections, List<Report> reports) throws Exception {
        if (nodes.size() % connections != 0) {
            throw new IllegalArgumentException("each connection needs as many nodes: " + nodes.size());
        }
        ThreadPoolExecutor senders = (ThreadPoolExecutor) Executors.newFixedThreadPool(connections);
        List<Line> lines = new ArrayList<>();
        try {
            senders.prestartAllCoreThreads();
            long[] nanos = new long[reports.size()];
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Line line = new Line(url);
                lines.add(line);
                int first = i;
                all.add(() -> send(line, first, connections, reports, nanos));
            }
            long begin = System.nanoTime();
            for (Future<Integer> one : senders.invokeAll(all)) {
                one.get();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            Arrays.sort(nanos);
            return new Taken(reports.size() / seconds, nanos[reports.size() * 99 / 100] / 1e6);
        } finally {
            senders.shutdownNow();
            for (Line line : lines) {
                line.close();
            }
        }
    }

    private int send(Line line, int first, int step, List<Report> reports, long[] nanos) throws IOException {
        int sent = 0;
        for (int i = first; i < reports.size(); i += step) {
            long begin = System.nanoTime();
            send(line, i % nodes.size(), reports.get(i));
            nanos[i] = System.nanoTime() - begin;
            sent++;
        }
        return sent;
    }

    private void send(Line line, int node, Report report) throws IOException {
        ServerClient.Registered identity = nodes.get(node);
        Connection.Answer answer = line.post(
                "/api/v2/nodes/" + identity.id() + "/reports",
                Map.of(
                        "Authorization",
                        "Bearer " + identity.secret(),
                        "Content-Type",
                        "application/gzip",
                        "Report-Id",
                        report.id.toString(),
                        "Previous-Receipt",
                        receipts[node]),
                report.packed);
        if (answer.status() != 202) {
            throw new IOException(answer.status() + " " + answer.text());
        }
        receipts[node] = Receipts.hash(answer.text());
    }

    /** A connection that is made anew when it breaks, as a node does: a server cuts off who stands still, on a busy machine even these. */
    private static final class Line implements AutoCloseable {

        private static final int ATTEMPTS = 3;

        private final URI url;
        private Connection connection;

        Line(URI url) throws IOException {
            this.url = url;
            this.connection = new Connection(url);
        }

        Connection.Answer post(String path, Map<String, String> headers, byte[] body) throws IOException {
            for (int attempt = 1; ; attempt++) {
                try {
                    return connection.send("POST", path, headers, body);
                } catch (IOException e) {
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                    connection.close();
                    connection = new Connection(url);
                }
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
