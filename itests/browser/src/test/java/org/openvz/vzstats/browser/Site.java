package org.openvz.vzstats.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.openvz.vzstats.fleet.Fleet;
import org.openvz.vzstats.fleet.Replay;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/** A server assembly with a site to look at. */
final class Site implements AutoCloseable {

    private static final int NODES = Integer.getInteger("vzstats.browser.nodes", 300);
    private static final int DAYS = Integer.getInteger("vzstats.browser.days", 10);
    /** Small, so that a small fleet has something to show; large enough for cells that must be hidden. */
    private static final int K = 5;

    private final KarafProcess server;
    private final ServerClient client;

    private Site(KarafProcess server, ServerClient client) {
        this.server = server;
        this.client = client;
    }

    /** A server of simulated nodes and some days, with a stranger's collector, labels by the thousand and hidden cells. */
    static Site full() throws Exception {
        int port = KarafProcess.freePort();
        KarafProcess server = ServerClient.unpacked(Work.fresh("full"), port)
                .configure("org.openvz.vzstats.release", "k", Integer.toString(K))
                .configure("org.openvz.vzstats.release", "interval", "1h");
        Stranger.install(server.home().resolve("deploy"));
        Path database = server.home().resolve("data/vzstats/db");
        Files.createDirectories(database.getParent());
        // A day is over in the middle of the test, or the release of today is by the server and not the last of the
        // past.
        Instant now = Clock.systemUTC().instant();
        new Replay(Fleet.of(7), now).into(database, new Replay.Settings(NODES, DAYS, K), new Quiet());
        try (DerbyStore store = DerbyStore.hasty(database)) {
            Stranger.report(store, now, 12);
        }
        return started(server, port);
    }

    /** A server of nobody, which publishes at once what it gets. */
    static Site empty() throws Exception {
        int port = KarafProcess.freePort();
        return started(ServerClient.unpacked(Work.fresh("empty"), port), port);
    }

    private static Site started(KarafProcess server, int port) throws IOException, InterruptedException {
        server.start();
        ServerClient client = new ServerClient(port);
        client.awaitStart();
        return new Site(server, client);
    }

    private static final class Quiet implements Replay.Progress {
        @Override
        public void reports(long done, long all) {}

        @Override
        public void release(LocalDate day, long nodes) {}
    }

    String url() {
        return client.url();
    }

    ServerClient client() {
        return client;
    }

    /** {@return what the public API says of a metric} */
    JsonNode statistic(String metric, String platform) throws IOException, InterruptedException {
        return client.json("/api/v2/statistics/" + metric + (platform.isEmpty() ? "" : "?platform=" + platform));
    }

    List<String> metrics() throws IOException, InterruptedException {
        List<String> metrics = new ArrayList<>();
        client.json("/api/v2/statistics")
                .path("metrics")
                .forEach(metric -> metrics.add(metric.path("name").asText()));
        return metrics;
    }

    List<String> topics() throws IOException, InterruptedException {
        TreeSet<String> topics = new TreeSet<>();
        metrics().forEach(metric -> topics.add(metric.substring(0, metric.indexOf('.'))));
        return List.copyOf(topics);
    }

    List<String> warnings() throws IOException {
        return server.warnings();
    }

    @Override
    public void close() {
        server.close();
    }
}
