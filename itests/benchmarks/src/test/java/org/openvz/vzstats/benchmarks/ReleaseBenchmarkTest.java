package org.openvz.vzstats.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.fleet.FilledStore;
import org.openvz.vzstats.fleet.FilledStore.Reported;
import org.openvz.vzstats.fleet.Fleet;
import org.openvz.vzstats.release.internal.PlainRelease;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;
import org.openvz.vzstats.testbed.Work;

/**
 * What a release takes as the number of nodes grows, Derby on disk: the first one, one after a hundredth of the nodes have reported again,
 * and one before which a hundredth leaves.
 *
 * <pre>{@code
 *     nodes  of all topics  bytes/node  release   left  expire s  snapshot s  make s  publish s   all s  heap MiB
 *     10000          10000       14500    first      0      0.05        0.10    0.90       0.40    1.45       210
 * }</pre>
 */
class ReleaseBenchmarkTest {

    /** How many nodes; after a colon how many of them report all topics, if not all. The build asks for a moment: that it still runs. */
    private static final String NODES = System.getProperty("vzstats.benchmark.nodes", "200,300:100");

    /** A database that is filled already, with as many nodes as is said, none of which has been silent for long. Empty: a new one. */
    private static final String DATABASE = System.getProperty("vzstats.benchmark.database", "");

    private static final int K = 5;
    private static final Duration WINDOW = Duration.ofDays(14);

    @Test
    void aReleaseAsTheStateGrows() throws Exception {
        FilledStore filled = new FilledStore(Fleet.of(7));
        Path work = Work.fresh("release-benchmark");
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "heap of at most %d MiB%n%9s %13s %10s %8s %6s %8s %10s %7s %9s %7s %9s%n",
                Runtime.getRuntime().maxMemory() >> 20,
                "nodes",
                "of all topics",
                "bytes/node",
                "release",
                "left",
                "expire s",
                "snapshot s",
                "make s",
                "publish s",
                "all s",
                "heap MiB"));
        System.out.print(table);
        for (String size : NODES.split(",", -1)) {
            for (String row : rows(filled, work, Size.parse(size))) {
                System.out.print(row);
                table.append(row);
            }
        }
        Files.writeString(work.resolve("../../release.txt").normalize(), table);
    }

    private static List<String> rows(FilledStore filled, Path work, Size size) throws Exception {
        if (!DATABASE.isEmpty()) {
            return new Measured(filled, Path.of(DATABASE), size).rows(false);
        }
        Path database = work.resolve("db");
        Work.delete(database);
        Measured measured = new Measured(filled, database, size);
        measured.fill();
        return measured.rows(true);
    }

    /** How many nodes, of which how many report all topics. */
    private record Size(long nodes, long full) {

        static Size parse(String text) {
            String[] parts = text.split(":", 2);
            long nodes = Long.parseLong(parts[0]);
            return new Size(nodes, parts.length == 1 ? nodes : Long.parseLong(parts[1]));
        }

        /** {@return a hundredth of those that report all topics} */
        long some() {
            return full / 100;
        }
    }

    /** A database of one size. */
    private record Measured(FilledStore filled, Path database, Size size) {

        void fill() throws Exception {
            Instant now = Clock.systemUTC().instant();
            try (DerbyStore store = DerbyStore.hasty(database)) {
                filled.count(
                        store, 0, size.some(), new Reported(0, now.minus(WINDOW).minusSeconds(3_600), true));
                filled.count(store, size.some(), size.full(), new Reported(0, now, true));
                filled.count(store, size.full(), size.nodes(), new Reported(0, now, false));
            }
        }

        /** {@return what each release took; the one before which some leave only if there are some that were silent} */
        List<String> rows(boolean leaving) throws Exception {
            try (DerbyStore store = DerbyStore.open(database)) {
                double bytes = (double) store.bytes() / size.nodes();
                PlainRelease release =
                        new PlainRelease(store.census(), store.crashes(), store.downloads(), store.releases(), K);
                String first = row("first", bytes, release, WINDOW.multipliedBy(2), 0);
                filled.count(
                        store,
                        size.some(),
                        2 * size.some(),
                        new Reported(1, Clock.systemUTC().instant(), true));
                String changed = row("changed", bytes, release, WINDOW.multipliedBy(2), 0);
                return leaving
                        ? List.of(first, changed, row("left", bytes, release, WINDOW, size.some()))
                        : List.of(first, changed);
            }
        }

        private String row(String what, double bytes, PlainRelease release, Duration window, long leaving) {
            Instant now = Clock.systemUTC().instant();
            heap().forEach(MemoryPoolMXBean::resetPeakUsage);
            PlainRelease.Round round = release.publish(now, now.minus(window));
            long peak = heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
            assertEquals(leaving, round.left());
            assertTrue(round.release().documents().stream()
                            .map(Releases.Document::metric)
                            .distinct()
                            .count()
                    > 20);
            return String.format(
                    Locale.ROOT,
                    "%9d %13d %10.0f %8s %6d %8.2f %10.2f %7.2f %9.2f %7.2f %9d%n",
                    size.nodes(),
                    size.full(),
                    bytes,
                    what,
                    round.left(),
                    round.expire(),
                    round.snapshot(),
                    round.make(),
                    round.publish(),
                    round.seconds(),
                    peak >> 20);
        }

        private static Stream<MemoryPoolMXBean> heap() {
            return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
        }
    }
}
