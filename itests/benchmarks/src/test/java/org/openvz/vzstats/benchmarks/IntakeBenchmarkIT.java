package org.openvz.vzstats.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.fleet.Fleet;
import org.openvz.vzstats.fleet.FleetRun;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/**
 * How fast reports become durable: the server assembly beside a {@linkplain BareIntake bare handler} that only inserts them, two processes
 * with the same flags on the same disk, in turn:
 *
 * <pre>{@code
 * connections   server/s     bare/s  ratio  server CPU ms  bare CPU ms  server 99 % ms  bare 99 % ms
 *           8        900       1100   0.82           1.10         0.40            14.0          11.0
 * }</pre>
 */
class IntakeBenchmarkIT {

    private static final String CONNECTIONS = System.getProperty("vzstats.benchmark.connections", "8,64");

    /** The build asks for a moment: that it still runs. */
    private static final int REPORTS = Integer.getInteger("vzstats.benchmark.reports", 128);

    private static final int ROUNDS = Integer.getInteger("vzstats.benchmark.rounds", 1);

    /** What the bare handler inserts. */
    private static final BareIntake.Rows ROWS =
            BareIntake.Rows.valueOf(System.getProperty("vzstats.benchmark.rows", BareIntake.Rows.ONE.name()));

    private static final int NODES = 256;
    private static final int BYTES = 2_458;
    private static final String NEVER = "30d";

    @Test
    void serverBesideBareHandler() throws Exception {
        Path work = Work.fresh("intake-benchmark");
        int port = KarafProcess.freePort();
        ServerClient client = new ServerClient(port);
        try (KarafProcess server = server(work, port)) {
            server.start();
            client.awaitStart();
            int barePort = KarafProcess.freePort();
            Process bare = bare(work, barePort, server.pid());
            try {
                Await.until("the bare handler listens", ServerClient.START, () -> isListening(barePort));
                List<ServerClient.Registered> nodes = new ArrayList<>();
                for (int i = 0; i < NODES; i++) {
                    nodes.add(client.register());
                }
                String table = compared(
                        new Side(new IntakeLoad(URI.create(client.url()), nodes), server.pid()),
                        new Side(new IntakeLoad(URI.create("http://127.0.0.1:" + barePort), nodes), bare.pid()));
                System.out.println(table);
                Files.writeString(work.resolve("../../intake.txt").normalize(), table);
            } finally {
                bare.destroyForcibly();
                bare.waitFor(60, TimeUnit.SECONDS);
            }
            assertEquals(List.of(), server.warnings());
        }
    }

    private static KarafProcess server(Path work, int port) throws IOException {
        return ServerClient.unpacked(work.resolve("server"), port)
                .configure("org.openvz.vzstats.intake", "rate", "10000000/m")
                .configure("org.openvz.vzstats.processing", "interval", NEVER)
                .configure("org.openvz.vzstats.release", "interval", NEVER);
    }

    /** Starts the bare handler with what the server's process has of flags. */
    private static Process bare(Path work, int port, long server) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        for (String argument : Files.readString(Path.of("/proc", Long.toString(server), "cmdline"))
                .split("\0", -1)) {
            if (argument.startsWith("-X") || argument.startsWith("-Dderby.")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-Dderby.stream.error.file=" + work.resolve("bare-derby.log"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                BareIntake.class.getName(),
                Integer.toString(port),
                work.resolve("bare-db").toString(),
                ROWS.name()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(work.toFile(), "bare-out"))
                .start();
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String compared(Side server, Side bare) throws Exception {
        Reports reports = new Reports(Fleet.of(7));
        StringBuilder table = new StringBuilder("%11s %10s %10s %6s %14s %12s %15s %13s%n"
                .formatted(
                        "connections",
                        "server/s",
                        "bare/s",
                        "ratio",
                        "server CPU ms",
                        "bare CPU ms",
                        "server 99 % ms",
                        "bare 99 % ms"));
        for (int connections : Arrays.stream(CONNECTIONS.split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray()) {
            List<IntakeLoad.Report> warm = reports.some(REPORTS);
            server.measured(connections, warm);
            bare.measured(connections, warm);
            List<Result> ofServer = new ArrayList<>();
            List<Result> ofBare = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                List<IntakeLoad.Report> some = reports.some(REPORTS);
                ofServer.add(server.measured(connections, some));
                ofBare.add(bare.measured(connections, some));
            }
            table.append(row(connections, ofServer, ofBare));
        }
        return table.toString();
    }

    private static String row(int connections, List<Result> server, List<Result> bare) {
        double serverRate = median(server, result -> result.taken().perSecond());
        double bareRate = median(bare, result -> result.taken().perSecond());
        return String.format(
                Locale.ROOT,
                "%11d %10.0f %10.0f %6.2f %14.2f %12.2f %15.1f %13.1f%n",
                connections,
                serverRate,
                bareRate,
                serverRate / bareRate,
                median(server, Result::cpuMillis),
                median(bare, Result::cpuMillis),
                median(server, result -> result.taken().slowMillis()),
                median(bare, result -> result.taken().slowMillis()));
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> figure) {
        double[] sorted = results.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** How fast, and the processor time that the process takes for one. */
    private record Result(IntakeLoad.Taken taken, double cpuMillis) {}

    /** One of the two that are compared. */
    private record Side(IntakeLoad load, long pid) {

        Result measured(int connections, List<IntakeLoad.Report> reports) throws Exception {
            double before = cpuMillis();
            IntakeLoad.Taken taken = load.send(connections, reports);
            return new Result(taken, (cpuMillis() - before) / reports.size());
        }

        /** As the kernel counts it, in hundredths of a second. */
        private double cpuMillis() throws IOException {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10.0;
        }
    }

    /** Reports of about 2.4 KiB, each with an id of its own. */
    private static final class Reports {

        private final List<ReportSection> sections;

        /** Takes of the first nodes of a fleet the one whose report has about that size. */
        Reports(Fleet fleet) throws IOException {
            List<ReportSection> best = fleet.sections(0, 0);
            int least = Integer.MAX_VALUE;
            for (int node = 0; node < 200; node++) {
                List<ReportSection> candidate = fleet.sections(node, 0);
                int difference = Math.abs(FleetRun.packed(UUID.randomUUID(), candidate).length - BYTES);
                if (difference < least) {
                    least = difference;
                    best = candidate;
                }
            }
            this.sections = best;
        }

        List<IntakeLoad.Report> some(int count) throws IOException {
            List<IntakeLoad.Report> some = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                UUID id = UUID.randomUUID();
                some.add(new IntakeLoad.Report(id, FleetRun.packed(id, sections)));
            }
            return some;
        }
    }
}
