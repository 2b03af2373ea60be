package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.collector.support.RunReadings;

@Timeout(60)
class CollectingTest {

    private static final Budget AMPLE = Budget.of(Duration.ofSeconds(30), 1 << 20);
    private static final Budget SHORT = Budget.of(Duration.ofMillis(200), 1 << 20);

    @TempDir
    Path root = Path.of("set by JUnit");

    private Collecting ample = new Collecting(root, AMPLE);
    private Collecting brief = new Collecting(root, SHORT);

    @BeforeEach
    void useRoot() {
        ample = new Collecting(root, AMPLE);
        brief = new Collecting(root, SHORT);
    }

    @AfterEach
    void close() {
        ample.close();
        brief.close();
    }

    @Test
    void whatWasMeasuredIsGiven() throws Exception {
        Files.writeString(root.resolve("facts"), "7");
        Collecting.Collected collected = collect(
                ample,
                (host, section) -> section.quantity(
                        "disk.size", host.read("/facts").orElse("").length()));
        assertEquals(Outcome.OK, collected.outcome());
        assertEquals("1 metrics", collected.detail());
        assertEquals(1, collected.section().values().size());
    }

    @Test
    void whoFindsNothingIsEmpty() throws Exception {
        ends(Outcome.EMPTY, "nothing of it on this host", (host, section) -> {});
    }

    @Test
    void whoThrowsFailsAndItsMessageIsNotKept() throws Exception {
        ends(Outcome.FAILED, "a source cannot be read (IOException)", (host, section) -> {
            throw new IOException("/home/ivan");
        });
        ends(Outcome.FAILED, "an error in the collector (IllegalStateException)", (host, section) -> {
            throw new IllegalStateException("/home/ivan");
        });
        ends(Outcome.FAILED, "an error in the collector (NoClassDefFoundError)", (host, section) -> {
            throw new NoClassDefFoundError("gone with its bundle");
        });
        ends(Outcome.FAILED, "an error in the collector (StackOverflowError)", CollectingTest::recurse);
    }

    @Test
    void whoFloodsTheSectionIsEnded() throws Exception {
        ends(Outcome.FLOODED, "over its budget", (host, section) -> {
            for (int i = 0; ; i++) {
                section.count("disk.count", "key" + i, 1);
            }
        });
    }

    @Test
    void whoReadsTooMuchIsEnded() throws Exception {
        Files.writeString(root.resolve("large"), "x".repeat(100_000));
        ends(Outcome.FLOODED, "over its budget", (host, section) -> {
            while (host.read("/large").isPresent()) {
                section.counted("disk.count");
            }
        });
        ends(Outcome.FLOODED, "over its budget", (host, section) -> List.of("/large")
                .forEach(path -> {
                    try {
                        while (host.read(path).isPresent()) {
                            Thread.onSpinWait();
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    @Test
    void whoReadsForTooLongHasTimedOut() throws Exception {
        Files.writeString(root.resolve("small"), "");
        Collecting.Collected collected = collect(brief, (host, section) -> {
            while (host.read("/small").isPresent()) {
                Thread.onSpinWait();
            }
        });
        assertEquals(Outcome.TIMED_OUT, collected.outcome());
    }

    @Test
    void whoTakesTheProcessorIsEnded() throws Exception {
        Collecting frugal = new Collecting(
                root,
                new Budget(
                        Duration.ofSeconds(30),
                        Duration.ofMillis(200),
                        1 << 20,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30)));
        AtomicInteger left = new AtomicInteger(1);
        Collecting.Collected collected = collect(frugal, (host, section) -> {
            while (left.get() > 0 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        assertEquals(Outcome.OVERWORKED, collected.outcome());
        assertEquals("used more processor time than 200ms, or a command more than 30s", collected.detail());
        Files.writeString(root.resolve("small"), "");
        collected = collect(frugal, (host, section) -> {
            while (host.read("/small").isPresent()) {
                Thread.onSpinWait();
            }
        });
        assertEquals(Outcome.OVERWORKED, collected.outcome());
        frugal.close();
    }

    @Test
    void whoHangsIsInterruptedAndStartedAgainNextTime() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        Collector hanging = (host, section) -> {
            started.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.countDown();
            }
        };
        Collecting.Collected collected = collect(brief, hanging);
        assertEquals(Outcome.TIMED_OUT, collected.outcome());
        assertEquals("took longer than 200ms, or a command longer than 200ms", collected.detail());
        Await.opened(ended);
        Await.until("it is started again", () -> {
            collect(brief, hanging);
            return started.get() == 2;
        });
    }

    @Test
    void whoDoesNotEvenEndWhenInterruptedIsNotStartedAgainUntilItHas() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        Collector deaf = (host, section) -> {
            started.incrementAndGet();
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
            section.flag("disk.lvm", true);
        };
        assertEquals(Outcome.TIMED_OUT, collect(brief, deaf).outcome());
        for (int i = 0; i < 3; i++) {
            Collecting.Collected again = collect(brief, deaf);
            assertEquals(Outcome.TIMED_OUT, again.outcome());
            assertEquals("has not ended since an earlier run", again.detail());
        }
        assertEquals(1, started.get());
        release.countDown();
        Await.until("it is started again", () -> collect(brief, deaf).outcome() == Outcome.OK);
    }

    @Test
    void aCollectorThatEqualsAnotherIsStillItself() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        assertEquals(Outcome.TIMED_OUT, collect(brief, new Equal(release)).outcome());
        assertEquals(
                Outcome.EMPTY, collect(brief, new Equal(new CountDownLatch(0))).outcome());
        release.countDown();
    }

    @Test
    void aCallerThatIsInterruptedEndsTheCollector() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        assertThrows(
                InterruptedException.class,
                () -> collect(ample, (host, section) -> {
                    caller.interrupt();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        ended.countDown();
                    }
                }));
        Await.opened(ended);
    }

    @Test
    void aNodeThatStopsStartsNoCollector() {
        ample.close();
        assertThrows(InterruptedException.class, () -> collect(ample, (host, section) -> {}));
    }

    @Test
    void theHostIsOfNoUseAfterTheRun() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        collect(brief, (host, section) -> {
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
            try {
                host.read("/facts");
            } catch (BudgetExceededException e) {
                refused.countDown();
            }
        });
        release.countDown();
        Await.opened(refused);
    }

    private record Equal(CountDownLatch release) implements Collector {
        @Override
        public void collect(org.openvz.vzstats.api.Host host, org.openvz.vzstats.api.Section.Builder section) {
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Equal;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static Collecting.Collected collect(Collecting collecting, Collector collector)
            throws InterruptedException {
        return collecting.collect("disk", collector, new Section.Builder("disk"), new RunReadings());
    }

    private void ends(Outcome outcome, String detail, Collector collector) throws InterruptedException {
        Collecting.Collected collected = collect(ample, collector);
        assertEquals(outcome, collected.outcome());
        assertEquals(detail, collected.detail());
        assertEquals(0, collected.section().values().size());
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void recurse(org.openvz.vzstats.api.Host host, org.openvz.vzstats.api.Section.Builder section) {
        recurse(host, section);
    }
}
