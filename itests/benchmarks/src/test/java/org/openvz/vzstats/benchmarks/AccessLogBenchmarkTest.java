package org.openvz.vzstats.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.passive.downloads.internal.PlainAccessLogs;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;
import org.openvz.vzstats.testbed.Work;

/**
 * How fast access logs are counted: a file of lines in the combined format, a quarter of them downloads, by one thread into Derby on disk:
 *
 * <pre>{@code
 *    MiB      lines    lines/s  CPU us/line  heap MiB
 *   1024    5700000     400000         2.50       300
 * }</pre>
 */
class AccessLogBenchmarkTest {

    /** The build asks for a moment: that it still runs. */
    private static final int MEBIBYTES = Integer.getInteger("vzstats.benchmark.log.mebibytes", 8);

    private static final String[] REQUESTS = {
        "\"GET /iso/7.0.%d/x86_64/openvz.iso HTTP/1.1\" 200 1048576",
        "\"GET /iso/7.0.%d/x86_64/openvz.iso HTTP/1.1\" 206 65536",
        "\"GET /repo/7.0.%d/repodata/repomd.xml HTTP/1.1\" 200 3012",
        "\"HEAD /iso/7.0.%d/x86_64/openvz.iso HTTP/1.1\" 404 196",
    };

    @Test
    void aLogAsFastAsItCanBeRead() throws Exception {
        Path work = Work.fresh("access-log-benchmark");
        Path logs = Files.createDirectories(work.resolve("logs"));
        long lines = write(logs.resolve("access.log"));
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        try (DerbyStore store = DerbyStore.open(work.resolve("db"))) {
            PlainAccessLogs read = new PlainAccessLogs(
                    logs, Map.of("rule.1", "image openvz /iso/{version}/{arch}/*.iso"), store.downloads());
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            assertEquals(lines / REQUESTS.length, read.look());
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpuMicros = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e3;
            assertEquals(0, read.look());
            String table = String.format(
                    Locale.ROOT,
                    "%6s %10s %10s %12s %9s%n%6d %10d %10.0f %12.2f %9d%n",
                    "MiB",
                    "lines",
                    "lines/s",
                    "CPU us/line",
                    "heap MiB",
                    MEBIBYTES,
                    lines,
                    lines / seconds,
                    cpuMicros / lines,
                    peakMebibytes());
            System.out.print(table);
            Files.writeString(work.resolve("../../access-log.txt").normalize(), table);
        }
    }

    /** {@return how many lines, a multiple of the number of requests} */
    private static long write(Path file) throws IOException {
        Random random = new Random(7);
        long lines = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            for (long bytes = 0; bytes < (long) MEBIBYTES << 20; ) {
                for (String request : REQUESTS) {
                    String line = String.format(
                            Locale.ROOT,
                            "198.51.%d.%d - - [%02d/Mar/2026:%02d:%02d:%02d +0000] " + request
                                    + " \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\"\n",
                            random.nextInt(256),
                            random.nextInt(256),
                            lines * 30 / 10_000_000 % 30 + 1,
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60),
                            random.nextInt(20));
                    out.write(line);
                    bytes += line.length();
                    lines++;
                }
            }
        }
        return lines;
    }

    private static long peakMebibytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }
}
