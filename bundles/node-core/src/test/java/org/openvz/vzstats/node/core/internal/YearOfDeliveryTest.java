package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;

/** How often a server that is down, busy or angry is asked in a year. */
class YearOfDeliveryTest {

    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final SettableClock clock = new SettableClock();
    private final FakeTimer timer = new FakeTimer();
    private final Registered<Transport> transports = new Registered<>();
    private final List<Instant> attempts = new ArrayList<>();
    private Outbox outbox = new Outbox(directory, new Outbox.Bounds(1, 1, YEAR), clock);

    @BeforeEach
    void makeOutbox() {
        outbox = new Outbox(directory.resolve("outbox"), new Outbox.Bounds(100, 16 << 20, YEAR.multipliedBy(2)), clock);
    }

    /** What waits for its time; it comes when the test says so. */
    private final class FakeTimer implements Timer {

        private final PriorityQueue<Task> waiting =
                new PriorityQueue<>(Comparator.comparing(Task::when).thenComparing(Task::number));
        private long given;

        private record Task(Instant when, long number, Runnable what) {}

        @Override
        public void after(Duration wait, Runnable task) {
            waiting.add(new Task(clock.instant().plus(wait), given++, task));
        }

        /** Lets time pass, from one task to the next. */
        void pass(Duration time) {
            Instant end = clock.instant().plus(time);
            for (Task next = waiting.peek(); next != null && !next.when().isAfter(end); next = waiting.peek()) {
                waiting.remove();
                clock.advance(Duration.between(clock.instant(), next.when()));
                next.what().run();
            }
            clock.advance(Duration.between(clock.instant(), end));
        }

        @Override
        public void close() {
            waiting.clear();
        }
    }

    @Test
    void aServerThatIsDownForAYearIsAskedLessAndLess() throws Exception {
        run(() -> {
            throw new IOException("no route");
        });
        assertTrue(attempts.size() > 365 && attempts.size() < 750, "attempts: " + attempts.size());
        List<Duration> waits = waits();
        for (int i = 0; i < waits.size(); i++) {
            long most = Math.min(30L << Math.min(i, 20), 86_400);
            long seconds = waits.get(i).toSeconds();
            assertTrue(seconds >= most / 2 && seconds <= most, "wait " + i + ": " + seconds);
        }
        assertTrue(waits.stream().distinct().count() > 300, "each wait is another");
        assertEquals(1, outbox.waiting().size());
    }

    @Test
    void aServerThatNamesATimeIsNotAskedBeforeIt() throws Exception {
        run(() -> new Delivery.Retry("busy", Duration.ofDays(3)));
        assertEquals(122, attempts.size(), "every third day");
        assertTrue(waits().stream().allMatch(wait -> wait.equals(Duration.ofDays(3))));
    }

    @Test
    void aShortTimeThatAServerNamesDoesNotMakeItMore() throws Exception {
        run(() -> new Delivery.Retry("busy", Duration.ofSeconds(1)));
        assertTrue(attempts.size() < 750, "attempts: " + attempts.size());
    }

    @Test
    void aServerThatWantsNoMoreIsAskedOnce() throws Exception {
        run(() -> new Delivery.Stop("no more"));
        assertEquals(1, attempts.size());
    }

    @Test
    void afterAnOutageEverythingGoesAtOnce() throws Exception {
        List<UUID> got = new ArrayList<>();
        Instant back = clock.instant().plus(Duration.ofHours(12));
        transports.add(1, "http", "", report -> {
            if (clock.instant().isBefore(back)) {
                throw new IOException("no route");
            }
            got.add(report.id());
            return new Delivery.Accepted("receipt");
        });
        for (int i = 0; i < 20; i++) {
            add();
        }
        open();
        timer.pass(Duration.ofHours(12));
        assertEquals(List.of(), got);
        timer.pass(Duration.ofHours(24));
        assertEquals(20, got.size());
        assertFalse(outbox.next("http").isPresent());
    }

    /** What a server answers for a year. */
    private interface Answer {
        Delivery give() throws IOException;
    }

    private void run(Answer answer) throws IOException {
        transports.add(1, "http", "", report -> {
            attempts.add(clock.instant());
            return answer.give();
        });
        add();
        open();
        timer.pass(YEAR);
    }

    private void add() throws IOException {
        outbox.add(new Report(UUID.randomUUID(), new byte[] {1}));
    }

    // Nothing to close: its timer is ours.
    @SuppressWarnings("resource")
    private void open() {
        new Delivering(
                        outbox,
                        new SentReports(directory.resolve("history"), 100, 1 << 20, clock),
                        new Stopped(directory, clock),
                        transports,
                        Unnamed.policies(List::of),
                        new Grace(directory, Duration.ZERO, clock),
                        new Backoff(Duration.ofSeconds(30), Duration.ofDays(1)),
                        clock,
                        new Random(7),
                        timer)
                .open(Duration.ZERO);
    }

    private List<Duration> waits() {
        List<Duration> waits = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            waits.add(Duration.between(attempts.get(i - 1), attempts.get(i)));
        }
        return waits;
    }
}
