package org.openvz.vzstats.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.fleet.FilledStore;
import org.openvz.vzstats.fleet.Fleet;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/**
 * How fast the server's assembly gives a published document, beside a static file of the same size from the same Jetty; by turns, so that
 * whatever else the machine does is in both:
 *
 * <pre>{@code
 * bytes                             document/s  p99 ms  CPU us    file/s  p99 ms  CPU us  ratio
 *  4096  cpu.model                        9000    12.0     150     10000    11.0     130   0.90
 * }</pre>
 */
class StatisticsBenchmarkIT {

    /** The build asks for a moment: that it still runs. */
    private static final int NODES = Integer.getInteger("vzstats.benchmark.nodes", 100);

    private static final int TIMES = Integer.getInteger("vzstats.benchmark.times", 10);
    private static final int CONNECTIONS = Integer.getInteger("vzstats.benchmark.connections", 50);
    private static final double SECONDS = Double.parseDouble(System.getProperty("vzstats.benchmark.seconds", "0.5"));
    private static final int ROUNDS = Integer.getInteger("vzstats.benchmark.rounds", 1);

    private static final String STATISTICS = "/api/v2/statistics/";

    @Test
    void aDocumentBesideAStaticFile() throws Exception {
        Path work = Work.fresh("statistics-benchmark");
        int port = KarafProcess.freePort();
        ServerClient client = new ServerClient(port);
        try (KarafProcess server = ServerClient.unpacked(work.resolve("server"), port)
                .configure("org.openvz.vzstats.release", "k", "5")
                .configure("org.openvz.vzstats.release", "interval", "1h")) {
            fill(server.home().resolve("data/vzstats/db"));
            server.start();
            client.awaitStart();
            List<Document> bySize = documents(client);
            StringBuilder table = new StringBuilder("%6s  %-28s %10s %7s %7s %9s %7s %7s %6s%n"
                    .formatted(
                            "bytes",
                            "metric",
                            "document/s",
                            "p99 ms",
                            "CPU us",
                            "file/s",
                            "p99 ms",
                            "CPU us",
                            "ratio"));
            for (Document document : List.of(bySize.get(bySize.size() / 2), bySize.get(bySize.size() - 1))) {
                table.append(row(server, client, document));
            }
            System.out.print(table);
            Files.writeString(work.resolve("../../statistics.txt").normalize(), table);
            assertEquals(List.of(), server.warnings());
        }
    }

    private static void fill(Path database) throws Exception {
        Files.createDirectories(database.getParent());
        try (DerbyStore store = DerbyStore.hasty(database)) {
            new FilledStore(Fleet.of(7)).grow(store, 0, NODES);
            store.multiply(TIMES);
        }
    }

    /** A published document. */
    private record Document(String metric, String text) {

        byte[] content() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        int length() {
            return content().length;
        }
    }

    private static List<Document> documents(ServerClient client) throws IOException, InterruptedException {
        JsonNode index = client.json("/api/v2/statistics");
        assertEquals((long) NODES * TIMES, index.path("live_nodes").asLong());
        List<Document> documents = new ArrayList<>();
        for (JsonNode metric : index.path("metrics")) {
            String name = metric.path("name").asText();
            documents.add(new Document(name, client.get(STATISTICS + name).body()));
        }
        documents.sort(Comparator.comparingInt(Document::length));
        return documents;
    }

    private static String row(KarafProcess server, ServerClient client, Document document) throws Exception {
        String name = document.metric() + ".json";
        StaticFileBundle.write(server.home().resolve("deploy"), name, document.content());
        String file = StaticFileBundle.PATH + name;
        Await.until("the file is served", ServerClient.SOON, () -> client.get(file)
                .body()
                .equals(document.text()));
        Asked asked = new Asked(server, new Readers(URI.create(client.url()), CONNECTIONS), document.length());
        // What the compiler makes of it comes first.
        asked.measured(STATISTICS + document.metric());
        asked.measured(file);
        List<Measured> documents = new ArrayList<>();
        List<Measured> files = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            documents.add(asked.measured(STATISTICS + document.metric()));
            files.add(asked.measured(file));
        }
        double rate = median(documents.stream().map(Measured::perSecond).toList());
        double fileRate = median(files.stream().map(Measured::perSecond).toList());
        assertTrue(rate > 0 && fileRate > 0);
        return String.format(
                Locale.ROOT,
                "%6d  %-28s %10.0f %7.1f %7.0f %9.0f %7.1f %7.0f %6.2f%n",
                document.length(),
                document.metric(),
                rate,
                Measured.p99(documents),
                median(documents.stream().map(Measured::cpuMicros).toList()),
                fileRate,
                Measured.p99(files),
                median(files.stream().map(Measured::cpuMicros).toList()),
                rate / fileRate);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** One round: the answers, and the server's processor time for each. */
    private record Measured(Readers.Answers answers, double cpuMicros) {

        double perSecond() {
            return answers.perSecond();
        }

        static double p99(List<Measured> rounds) {
            return Readers.Answers.together(
                            rounds.stream().map(Measured::answers).toList())
                    .percentileMillis(0.99);
        }
    }

    /** The server that is asked. */
    private record Asked(KarafProcess server, Readers readers, int length) {

        Measured measured(String path) throws Exception {
            double begin = cpuMicros();
            Readers.Answers answers = readers.read(path, length, SECONDS);
            return new Measured(answers, (cpuMicros() - begin) / answers.count());
        }

        /** In hundredths of a second, as the kernel counts it. */
        private double cpuMicros() throws IOException {
            String stat = Files.readString(Path.of("/proc", Long.toString(server.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000.0;
        }
    }
}
