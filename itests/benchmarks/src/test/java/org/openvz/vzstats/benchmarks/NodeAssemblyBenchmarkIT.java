package org.openvz.vzstats.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.MoodyServer;
import org.openvz.vzstats.testbed.ServerClient;
import org.openvz.vzstats.testbed.Work;

/**
 * What the node assembly costs its host, beside a bare Karaf with the same flags on the same machine at the same time:
 *
 * <pre>{@code
 *                          node  bare Karaf
 * start to ready, ms       3900        3600
 * CPU of the start, ms     6800        6500
 * RSS, MiB                  150         145
 * CPU idle, % of a core   0.020       0.015
 * }</pre>
 */
class NodeAssemblyBenchmarkIT {

    /** The build asks for a moment: that it still runs. */
    private static final int IDLE_SECONDS = Integer.getInteger("vzstats.benchmark.idle", 2);

    private static final int REPORTS = Integer.getInteger("vzstats.benchmark.rounds", 3);

    @Test
    void nodeBesideBareKaraf() throws Exception {
        Path work = Work.fresh("node-assembly-benchmark");
        int sshPort = KarafProcess.freePort();
        try (MoodyServer server = MoodyServer.calm();
                KarafProcess node = node(work, server);
                KarafProcess bare = bareKaraf(work, sshPort)) {
            // The first start installs the features and is not counted; one after the other, so that neither slows the
            // other down.
            Start nodeStart = secondStart(
                    node,
                    () -> Files.exists(node.home().resolve("data/vzstats/control"))
                            && node.vzstats("--status").exit() == 0);
            Start bareStart = secondStart(bare, () -> isListening(sshPort));
            Reports reports = reports(node);
            Idle nodeIdle = Idle.of(node);
            Idle bareIdle = Idle.of(bare);
            boolean unused = new CountDownLatch(1).await(IDLE_SECONDS, TimeUnit.SECONDS);
            String table = "%-24s %9s %11s%n".formatted("", "node", "bare Karaf")
                    + row("start to ready, ms", "%.0f", nodeStart.millis(), bareStart.millis())
                    + row("CPU of the start, ms", "%.0f", nodeStart.cpuMillis(), bareStart.cpuMillis())
                    + row("RSS, MiB", "%.1f", Cost.rssMebibytes(node), Cost.rssMebibytes(bare))
                    + row("CPU idle, % of a core", "%.4f", nodeIdle.percent(node), bareIdle.percent(bare))
                    + row("first report, CPU ms", "%.0f", reports.cold(), Double.NaN)
                    + row("warm report, CPU ms", "%.1f", reports.warm(), Double.NaN);
            System.out.println(table);
            Files.writeString(work.resolve("node-assembly.txt"), table);
            // And one more, if the install trigger was in time.
            assertTrue(server.reports().size() > REPORTS, table);
        }
    }

    private static String row(String what, String format, double node, double bare) {
        String bareText = Double.isNaN(bare) ? "" : String.format(Locale.ROOT, format, bare);
        return "%-24s %9s %11s%n".formatted(what, String.format(Locale.ROOT, format, node), bareText);
    }

    /** From the start of the process until it answers, and the processor time until then. */
    private record Start(double millis, double cpuMillis) {}

    private static Start secondStart(KarafProcess karaf, Callable<Boolean> ready) throws Exception {
        karaf.start();
        Await.until("it is up", ServerClient.START, ready);
        karaf.close();
        long begin = System.nanoTime();
        karaf.start();
        Await.until("it is up", ServerClient.START, ready);
        return new Start((System.nanoTime() - begin) / 1e6, Cost.cpuMillis(karaf));
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Processor time of a report: collecting, packing, sending, and telling whoever asked. */
    private record Reports(double cold, double warm) {}

    private static Reports reports(KarafProcess node) throws Exception {
        double begin = Cost.cpuMillis(node);
        assertEquals(0, node.vzstats().exit());
        double first = Cost.cpuMillis(node);
        for (int i = 0; i < REPORTS; i++) {
            assertEquals(0, node.vzstats().exit());
        }
        return new Reports(first - begin, (Cost.cpuMillis(node) - first) / REPORTS);
    }

    /** Processor time at the begin of a while in which nobody asks for anything. */
    private record Idle(double cpuMillis, long nanos) {

        static Idle of(KarafProcess karaf) throws IOException {
            return new Idle(Cost.cpuMillis(karaf), System.nanoTime());
        }

        double percent(KarafProcess karaf) throws IOException {
            return (Cost.cpuMillis(karaf) - cpuMillis) / ((System.nanoTime() - nanos) / 1e6) * 100;
        }
    }

    /** What a process has used, as the kernel counts it. */
    private static final class Cost {

        /** From {@code /proc/PID/schedstat} of every thread would miss those that have ended; these are hundredths of a second. */
        static double cpuMillis(KarafProcess karaf) throws IOException {
            String stat = Files.readString(Path.of("/proc", Long.toString(karaf.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10.0;
        }

        static double rssMebibytes(KarafProcess karaf) throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(karaf.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
            throw new IOException("no VmRSS");
        }
    }

    private static KarafProcess node(Path work, MoodyServer server) throws IOException {
        return KarafProcess.unpack(System.getProperty("vzstats.node"), work.resolve("node"))
                .configure("org.openvz.vzstats.transport.http", "url", server.url())
                .configure("org.openvz.vzstats.node", "grace", "0s");
    }

    private static KarafProcess bareKaraf(Path work, int sshPort) throws IOException {
        KarafProcess bare = KarafProcess.unpack(System.getProperty("vzstats.karaf"), work.resolve("bare"))
                .configure("org.apache.karaf.shell", "sshPort", Integer.toString(sshPort))
                .configure("org.apache.karaf.management", "rmiRegistryPort", Integer.toString(KarafProcess.freePort()))
                .configure("org.apache.karaf.management", "rmiServerPort", Integer.toString(KarafProcess.freePort()));
        Path setenv = work.resolve("node/bin/setenv");
        assertTrue(Files.exists(setenv));
        Files.copy(setenv, bare.home().resolve("bin/setenv"), StandardCopyOption.REPLACE_EXISTING);
        return bare;
    }
}
