package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

@Timeout(60)
class AheadTest {

    private static final String MEGABYTE = "x".repeat(1 << 20);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void eachIsProcessedOnceAndGivenInItsTurn() {
        List<Submission> submissions = submissions(500);
        Set<Submission> seen = ConcurrentHashMap.newKeySet();
        Set<Thread> by = ConcurrentHashMap.newKeySet();
        SubmissionStore.Processing processing = submission -> {
            assertTrue(seen.add(submission));
            by.add(Thread.currentThread());
            return named(submission, "");
        };
        try (Ahead ahead = new Ahead(submissions, processing, threads, 3)) {
            for (int i = 0; i < submissions.size(); i++) {
                if (i % 7 == 3) {
                    ahead.skip();
                } else {
                    assertEquals(named(submissions.get(i), ""), ahead.next());
                }
            }
        }
        assertTrue(by.size() <= 4, "by " + by.size());
    }

    @Test
    void withoutThreadsItIsDoneWhenItIsAskedFor() {
        List<Submission> submissions = submissions(3);
        List<Thread> by = new ArrayList<>();
        SubmissionStore.Processing processing = submission -> {
            by.add(Thread.currentThread());
            return named(submission, "");
        };
        try (Ahead ahead = new Ahead(submissions, processing, threads, 0)) {
            assertEquals(named(submissions.get(0), ""), ahead.next());
            assertEquals(List.of(Thread.currentThread()), by);
        }
    }

    @Test
    void whatFailsFailsInItsTurn() {
        List<Submission> submissions = submissions(3);
        SubmissionStore.Processing processing = submission -> {
            if (submission.equals(submissions.get(1))) {
                throw new StackOverflowError();
            }
            return named(submission, "");
        };
        try (Ahead ahead = new Ahead(submissions, processing, threads, 2)) {
            assertEquals(named(submissions.get(0), ""), ahead.next());
            assertThrows(StackOverflowError.class, ahead::next);
        }
    }

    /** Each of the texts has a megabyte, and there is room for two; each thread has begun with one when that is seen. */
    @Test
    void noMoreWaitsThanThereIsRoomFor() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        SubmissionStore.Processing processing = submission -> {
            begun.incrementAndGet();
            return named(submission, MEGABYTE);
        };
        List<Submission> submissions = submissions(40);
        try (Ahead ahead = new Ahead(submissions, processing, threads, 2)) {
            for (int asked = 1; asked <= submissions.size(); asked++) {
                assertEquals(1, ahead.next().sections().size());
                assertTrue(begun.get() <= asked + 2 + 2, asked + " asked for, " + begun + " begun");
            }
        }
        assertEquals(40, begun.get());
    }

    @Test
    void whoeverInterruptsTheOneThatWaitsInterruptsTheOneThatHangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        SubmissionStore.Processing processing = submission -> {
            hangs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                return named(submission, "interrupted");
            }
            return named(submission, "");
        };
        List<Submission> submissions = submissions(1);
        CompletedBy waiting = new CompletedBy();
        try (Ahead ahead = new Ahead(submissions, processing, threads, 1)) {
            hangs.await();
            Future<Processed> asked = threads.submit(() -> {
                waiting.thread = Thread.currentThread();
                waiting.known.countDown();
                return ahead.next();
            });
            waiting.known.await();
            waiting.thread.interrupt();
            assertEquals(named(submissions.get(0), "interrupted"), asked.get(30, TimeUnit.SECONDS));
        }
    }

    /** Where a thread says who it is. */
    private static final class CompletedBy {
        private final CountDownLatch known = new CountDownLatch(1);
        private volatile Thread thread = Thread.currentThread();
    }

    @Test
    void aLargeBatchIsCountedLikeSmallOnes(@TempDir Path directory) {
        try (Store store = Store.open(Databases.onDisk(directory))) {
            for (int i = 0; i < 90; i++) {
                Samples.accept(
                        store, NOON.plusSeconds(i), new UUID(4, i % 60), TODAY, "cpu cpu.model=m" + i % 3, "x bad why");
            }
            assertThrows(
                    IllegalArgumentException.class, () -> store.submissions().process(90, submission -> {
                        throw new IllegalArgumentException("as a processor must not");
                    }));
            assertEquals(90, store.submissions().waiting());
            assertEquals(90, store.submissions().process(90, Samples.PROCESSING));
            assertEquals(90, store.submissions().quarantine(100).size());
            Map<String, String> counters = Samples.counters(store);
            assertEquals("60", counters.get("unknown"));
            assertEquals("20/20", counters.get("unknown cpu.model m0"));
        }
        Databases.shutDown(directory);
    }

    private static List<Submission> submissions(int number) {
        List<Submission> submissions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            submissions.add(Samples.submission(new UUID(4, i), TODAY, "cpu"));
        }
        return submissions;
    }

    private static Processed named(Submission submission, String text) {
        ReceivedSection section = new ReceivedSection("cpu", 1, submission.node() + text);
        return new Processed(TODAY, List.of(new SectionResult.Quarantined(section, "later")));
    }
}
