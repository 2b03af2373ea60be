package org.openvz.vzstats.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.fleet.FilledStore;
import org.openvz.vzstats.fleet.Fleet;
import org.openvz.vzstats.processing.internal.PlainProcessing;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;
import org.openvz.vzstats.testbed.Work;

/**
 * How many reports a second leave the inbox and count, as the number of nodes in the state grows; Derby on disk, each batch durable.
 *
 * <pre>{@code
 *     nodes  full reports/s  CPU ms  sections/s   meals/s  CPU ms  bytes/node
 *     10000            1600    0.60       24000      5000    0.15       11000
 * }</pre>
 */
class ProcessingBenchmarkTest {

    /** The build asks for a moment: that it still runs. */
    private static final String NODES = System.getProperty("vzstats.benchmark.nodes", "100,300");

    /** A database that is filled already, with as many nodes as is said. Empty: a new one. */
    private static final String DATABASE = System.getProperty("vzstats.benchmark.database", "");

    private static final int REPORTS = Integer.getInteger("vzstats.benchmark.reports", 100);
    private static final int BATCH = Integer.getInteger("vzstats.benchmark.batch", 256);

    private final Fleet fleet;
    private final FilledStore filled;
    private final SubmissionStore.Processing processing;

    ProcessingBenchmarkTest() throws Exception {
        fleet = Fleet.of(7);
        filled = DATABASE.isEmpty() ? new FilledStore(fleet) : new FilledStore(fleet, System.nanoTime());
        processing = PlainProcessing.with(filled.processor());
    }

    @Test
    void theRateAsTheStateGrows() throws Exception {
        Path work = Work.fresh("processing-benchmark");
        Path database = DATABASE.isEmpty() ? work.resolve("db") : Path.of(DATABASE);
        StringBuilder table = new StringBuilder("%9s %15s %7s %11s %9s %7s %11s%n"
                .formatted("nodes", "full reports/s", "CPU ms", "sections/s", "meals/s", "CPU ms", "bytes/node"));
        long before = 0;
        for (long nodes :
                Arrays.stream(NODES.split(",", -1)).mapToLong(Long::parseLong).toArray()) {
            if (DATABASE.isEmpty()) {
                try (DerbyStore store = DerbyStore.hasty(database)) {
                    filled.grow(store, before, nodes);
                }
            }
            try (DerbyStore store = DerbyStore.open(database)) {
                double bytes = (double) store.bytes() / nodes;
                measured(store, nodes, FilledStore.Kind.FULL, REPORTS);
                Rate full = measured(store, nodes, FilledStore.Kind.FULL, REPORTS);
                Rate meals = measured(store, nodes, FilledStore.Kind.MEAL, REPORTS);
                String row = String.format(
                        Locale.ROOT,
                        "%9d %15.0f %7.2f %11.0f %9.0f %7.2f %11.0f%n",
                        nodes,
                        full.perSecond(),
                        full.cpuMillis(),
                        full.perSecond() * sections(),
                        meals.perSecond(),
                        meals.cpuMillis(),
                        bytes);
                System.out.print(row);
                table.append(row);
            }
            before = nodes;
        }
        System.out.print(table);
        Files.writeString(work.resolve("processing.txt"), table);
    }

    private double sections() {
        int sections = 0;
        for (int node = 0; node < 1_000; node++) {
            sections += fleet.sections(node, 1).size();
        }
        return sections / 1_000.0;
    }

    /** How many a second, and the processor time that the thread takes for one: what the machine does meanwhile is not in that. */
    private record Rate(double perSecond, double cpuMillis) {}

    private Rate measured(DerbyStore store, long nodes, FilledStore.Kind kind, int reports) throws Exception {
        filled.enqueue(store, nodes, reports, kind);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        int taken = 0;
        for (int some = store.submissions().process(BATCH, processing); some > 0; ) {
            taken += some;
            some = store.submissions().process(BATCH, processing);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuMillis = (threads.getCurrentThreadCpuTime() - cpu) / 1e6;
        assertEquals(reports, taken);
        assertEquals(0, store.submissions().quarantine(1).size());
        return new Rate(taken / seconds, cpuMillis / taken);
    }
}
