package org.openvz.vzstats.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;

/**
 * A fleet reports to a running server: each node takes an identity and sends its reports, one after another. As a real one does, a node
 * that gets no answer, or is asked to come again, sends the same report again under the same id; so in the end each counts once, whatever
 * happens to the server meanwhile.
 */
public final class FleetRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final byte[] NOTHING = {};

    private final Fleet fleet;
    private final URI server;
    private final Settings settings;
    private final AtomicLong turns = new AtomicLong();

    /** Prepares it. */
    public FleetRun(Fleet fleet, URI server, Settings settings) {
        this.fleet = fleet;
        this.server = server;
        this.settings = settings;
    }

    /**
     * How a fleet reports.
     *
     * @param nodes how many there are
     * @param rounds how many reports each sends
     * @param connections how many send at a time
     * @param rate how many reports a second all send together; 0 for as many as the server takes
     */
    public record Settings(long nodes, int rounds, int connections, double rate) {}

    /** Sends everything. {@return what the server must publish then} */
    public ExpectedStatistics send() throws InterruptedException, IOException {
        ExecutorService senders = Executors.newFixedThreadPool(settings.connections());
        try {
            long begin = System.nanoTime();
            AtomicLong next = new AtomicLong();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < settings.connections(); i++) {
                all.add(senders.submit(sender(begin, next)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a node could not report", e);
        } finally {
            senders.shutdownNow();
        }
        ExpectedStatistics expected = new ExpectedStatistics(fleet.dictionary());
        for (long node = 0; node < settings.nodes(); node++) {
            expected.add(fleet.counted(node, settings.rounds()));
        }
        return expected;
    }

    private Callable<Long> sender(long begin, AtomicLong next) {
        return () -> {
            long sent = 0;
            try (Line line = new Line(server)) {
                for (long node = next.getAndIncrement(); node < settings.nodes(); node = next.getAndIncrement()) {
                    report(line, begin, node);
                    sent++;
                }
            }
            return sent;
        };
    }

    private void report(Line line, long begin, long node) throws IOException {
        JsonNode identity =
                JSON.readTree(line.send("/api/v2/nodes", Map.of(), NOTHING, 201).text());
        String id = identity.path("id").asText();
        String previous = "";
        for (int round = 0; round < settings.rounds(); round++) {
            waitForTurn(begin);
            UUID report = UUID.nameUUIDFromBytes((id + " " + round).getBytes(StandardCharsets.US_ASCII));
            byte[] packed = packed(report, fleet.sections(node, round));
            Map<String, String> headers = Map.of(
                    "Authorization",
                    "Bearer " + identity.path("secret").asText(),
                    "Content-Type",
                    "application/gzip",
                    "Report-Id",
                    report.toString(),
                    "Previous-Receipt",
                    previous);
            Connection.Answer receipt = line.send("/api/v2/nodes/" + id + "/reports", headers, packed, 202);
            previous = Receipts.hash(receipt.text());
        }
    }

    /** {@return a report, packed as a node packs it} */
    public static byte[] packed(UUID report, List<ReportSection> sections) throws IOException {
        return ReportWriter.pack(ReportFiles.of(report, "0.1.0", LocalDate.now(ZoneOffset.UTC), sections))
                .packed();
    }

    private void waitForTurn(long begin) {
        if (settings.rate() > 0) {
            long due = begin + (long) (turns.getAndIncrement() / settings.rate() * 1e9);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** A connection that is made anew when it breaks. */
    private static final class Line implements AutoCloseable {

        private final URI server;
        private @Nullable Connection connection;

        Line(URI server) {
            this.server = server;
        }

        Connection.Answer send(String path, Map<String, String> headers, byte[] body, int wanted) throws IOException {
            long end = System.nanoTime() + PATIENCE_NANOS;
            IOException last = null;
            while (System.nanoTime() < end) {
                try {
                    Connection now = connection == null ? new Connection(server) : connection;
                    connection = now;
                    Connection.Answer answer = now.send("POST", path, headers, body);
                    if (answer.status() == wanted) {
                        return answer;
                    }
                    if (answer.status() < 500 && answer.status() != 429 && answer.status() != 404) {
                        throw new IllegalStateException(path + ": " + answer.status() + " " + answer.text());
                    }
                } catch (IOException e) {
                    last = e; // The server is down, perhaps: the same again tells.
                    close();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            throw new IOException("no good answer in time", last);
        }

        @Override
        public void close() throws IOException {
            Connection now = connection;
            connection = null;
            if (now != null) {
                now.close();
            }
        }
    }
}
