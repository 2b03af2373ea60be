package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a full collection costs in a warm node, on this machine and on every recorded host, beside a shell script of the original's kind:
 *
 * <pre>{@code
 * host          CPU ms  wall ms  processes  sections  bytes  CPU/script
 * this machine    12.3     14.1          0        11   2300        0.91
 * }</pre>
 */
class CollectionBenchmarkTest {

    /** The build asks for few: that it still runs. */
    private static final int ROUNDS = Integer.getInteger("vzstats.benchmark.rounds", 3);

    private static final Path TREES = Path.of("..", "..", "collectors-bundles", "testkit", "hosts");

    /** What the original's scripts did, without those for packages: processor, memory, disks, release, kernel. */
    private static final String SCRIPT = "cat /proc/cpuinfo; cat /proc/meminfo; df -k /; cat /etc/*-release; uname -rm";

    @TempDir
    private Path data;

    @Test
    void collect() throws Exception {
        double script = scriptCpuMillis();
        StringBuilder table =
                new StringBuilder("host          CPU ms  wall ms  processes  sections  bytes  CPU/script\n");
        for (Path tree : trees()) {
            measure(tree.getFileName().toString(), tree, script, table);
        }
        // Last, when all code is compiled.
        measure("this machine", Path.of("/"), script, table);
        System.out.println(table);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "collection.txt"), table);
    }

    private void measure(String name, Path root, double script, StringBuilder table) throws Exception {
        try (WarmNode node = new WarmNode(root, data)) {
            Cost cost = Cost.of(node, ROUNDS, data);
            Draft last = cost.last();
            int sections = last.packed().files().byName().size() - 1;
            assertTrue(sections > 0, name);
            table.append(String.format(
                    Locale.ROOT,
                    "%-12s %7.1f %8.1f %10d %9d %6d %11.2f%n",
                    name,
                    cost.cpuMillis(),
                    cost.wallMillis(),
                    cost.processes(),
                    sections,
                    last.packed().report().packed().length,
                    cost.cpuMillis() / script));
        }
    }

    /** {@return the processor time of a script and its commands: what the children of this process have used when they have ended} */
    private static double scriptCpuMillis() throws IOException, InterruptedException {
        double before = childrenMillis();
        for (int i = 0; i < ROUNDS; i++) {
            Process process = new ProcessBuilder("/bin/sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor();
        }
        return (childrenMillis() - before) / ROUNDS;
    }

    /** From {@code /proc/self/stat}, fields 16 and 17: hundredths of a second of the children that have ended, in user and system mode. */
    private static double childrenMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10.0;
    }

    private static List<Path> trees() throws IOException {
        try (Stream<Path> trees = Files.list(TREES)) {
            return new ArrayList<>(trees.filter(Files::isDirectory).sorted().toList());
        }
    }
}
