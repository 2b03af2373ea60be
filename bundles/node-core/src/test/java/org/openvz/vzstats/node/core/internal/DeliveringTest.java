package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Node.Drop;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Node.TransportState;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;

@Timeout(60)
class DeliveringTest {

    private static final Delivery ACCEPTED = new Delivery.Accepted("receipt");
    private static final Backoff NEVER = new Backoff(Duration.ofDays(1), Duration.ofDays(1));
    private static final Backoff SOON = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4));

    private static final Outbox.Bounds BOUNDS = new Outbox.Bounds(100, 16 << 20, Duration.ofDays(30));

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final Registered<Transport> transports = new Registered<>();
    private final List<OptOutPolicy> policies = new CopyOnWriteArrayList<>();
    private final List<Delivering> started = new ArrayList<>();
    private Outbox outbox = new Outbox(directory, BOUNDS, Clock.systemUTC());

    @BeforeEach
    void makeOutbox() {
        outbox = new Outbox(directory.resolve("outbox"), BOUNDS, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        started.forEach(Delivering::close);
    }

    /** Answers what it is told to, in turn, and the last for ever; remembers what it was given. */
    private static final class Fake implements Transport {

        final List<UUID> attempts = new CopyOnWriteArrayList<>();
        private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

        private interface Answer {
            Delivery give() throws IOException, InterruptedException;
        }

        Fake answers(Answer... inTurn) {
            answers.addAll(List.of(inTurn));
            return this;
        }

        @Override
        public Delivery deliver(Report report) throws IOException, InterruptedException {
            attempts.add(report.id());
            Answer next = answers.size() > 1 ? answers.poll() : answers.peek();
            return next == null ? ACCEPTED : next.give();
        }
    }

    @Test
    void whatWasAcceptedLeavesOldestFirst() throws Exception {
        Fake http = transport(1, "http");
        List<UUID> added = add(3);
        open(NEVER);

        empty();
        assertEquals(added, http.attempts);
        assertEquals("accepted", state("http").lastAnswer());
        assertEquals(Map.of(), outbox.dropped());
    }

    @Test
    void whatIsRefusedIsDroppedAndCountedAndTheNextGoes() throws Exception {
        Fake http = transport(1, "http").answers(() -> new Delivery.Refused("answer 400"), () -> ACCEPTED);
        add(2);
        open(NEVER);

        empty();
        assertEquals(2, http.attempts.size());
        assertEquals(Map.of(Drop.REFUSED, 1L), outbox.dropped());
    }

    @Test
    void whatFailsIsTriedAgainUntilItIsAccepted() throws Exception {
        Fake http = transport(1, "http")
                .answers(
                        () -> new Delivery.Retry("busy", null),
                        () -> {
                            throw new IOException("no route");
                        },
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        () -> {
                            throw new NoClassDefFoundError("gone");
                        },
                        DeliveringTest::noAnswer,
                        () -> ACCEPTED);
        UUID report = add(1).get(0);
        open(SOON);

        empty();
        assertEquals(List.of(report, report, report, report, report, report), http.attempts);
    }

    @Test
    void whateverGoesWrongIsAttemptedOnceAndThenWaitedOut() throws Exception {
        List<Fake.Answer> failures = List.of(
                () -> new Delivery.Retry("busy", Duration.ZERO),
                () -> new Delivery.Retry("busy", Duration.ofSeconds(-5)),
                () -> {
                    throw new IOException("no route");
                },
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> {
                    throw new StackOverflowError();
                },
                DeliveringTest::noAnswer);
        add(2);
        List<Fake> fakes = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            fakes.add(transport(i, "t" + i).answers(failures.get(i)));
        }
        Delivering delivering = open(NEVER);

        Await.until("all have failed", () -> delivering.states().stream()
                .allMatch(state -> state.nextAttempt().isPresent()));
        for (int i = 0; i < 50; i++) {
            delivering.wake(false);
        }
        settleDown();
        fakes.forEach(fake -> assertEquals(1, fake.attempts.size()));
        assertTrue(delivering.states().stream()
                .allMatch(state -> state.lastAnswer().startsWith("retry: ")));
    }

    @Test
    void theReceiversWishToWaitIsHeard() throws Exception {
        Fake http = transport(1, "http").answers(() -> new Delivery.Retry("busy", Duration.ofHours(2)));
        add(1);
        Instant before = Instant.now();
        Delivering delivering = open(SOON);

        Await.until("it failed", () -> state("http").nextAttempt().isPresent());
        Instant next = state("http").nextAttempt().orElseThrow();
        assertFalse(next.isBefore(before.plus(Duration.ofHours(2))));
        delivering.wake(false);
        settleDown();
        assertEquals(1, http.attempts.size());
    }

    @Test
    void aWishToWaitForEverIsNotHeard() throws Exception {
        transport(1, "http").answers(() -> new Delivery.Retry("busy", Duration.ofSeconds(Long.MAX_VALUE)));
        add(1);
        open(SOON);

        Await.until("it failed", () -> state("http").nextAttempt().isPresent());
        assertTrue(
                state("http").nextAttempt().orElseThrow().isBefore(Instant.now().plus(Duration.ofDays(31))));
    }

    @Test
    void aPersonDoesNotWait() throws Exception {
        Fake http = transport(1, "http").answers(() -> new Delivery.Retry("busy", Duration.ofDays(1)), () -> ACCEPTED);
        add(1);
        Delivering delivering = open(NEVER);
        Await.until("it failed", () -> state("http").nextAttempt().isPresent());

        delivering.wake(true);

        empty();
        assertEquals(2, http.attempts.size());
    }

    @Test
    void aPersonWhoAsksDuringAnAttemptIsNotForgotten() throws Exception {
        CountDownLatch attempted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        transport(1, "http")
                .answers(
                        () -> {
                            attempted.countDown();
                            goOn.await();
                            return new Delivery.Retry("busy", Duration.ofDays(1));
                        },
                        () -> ACCEPTED);
        add(1);
        Delivering delivering = open(NEVER);
        Await.opened(attempted);

        delivering.wake(true);
        goOn.countDown();

        empty();
    }

    @Test
    void whoWantsNoMoreGetsNoMoreUntilAPersonAsks() throws Exception {
        Fake http = transport(1, "http").answers(() -> new Delivery.Stop("no more"), () -> ACCEPTED);
        add(2);
        Delivering delivering = open(SOON);
        Await.until("it stopped", () -> state("http").lastAnswer().equals("stopped: no more"));

        delivering.wake(false);
        settleDown();
        assertEquals(1, http.attempts.size());

        delivering.wake(true);
        empty();
        assertEquals(3, http.attempts.size());
    }

    @Test
    void whoWantsNoMoreGetsNoMoreAfterARestartEither() throws Exception {
        Fake http = transport(1, "http").answers(() -> new Delivery.Stop("no more"), () -> ACCEPTED);
        add(2);
        open(SOON);
        Await.until("it stopped", () -> state("http").lastAnswer().equals("stopped: no more"));
        started.get(0).close();

        Delivering restarted = open(SOON);
        settleDown();
        TransportState state = restarted.states().get(0);
        assertEquals("stopped: no more", state.lastAnswer());
        assertTrue(state.lastAttempt().isPresent());
        assertEquals(1, http.attempts.size());

        restarted.wake(true);
        empty();
        assertEquals(3, http.attempts.size());
        restarted.close();
        assertEquals("", open(SOON).states().get(0).lastAnswer(), "not stopped any more after a further restart");
    }

    @Test
    void whoWantedNoMoreIsAskedAgainOnceItIsConfiguredAnew() throws Exception {
        Fake http = transport(1, "http").answers(() -> new Delivery.Stop("no more"));
        List<UUID> added = add(2);
        Delivering delivering = open(SOON);
        Await.until("it stopped", () -> state("http").lastAnswer().equals("stopped: no more"));

        transports.remove(1);
        delivering.wake(false);
        Fake same = transport(2, "http");
        delivering.wake(false);
        settleDown();
        assertEquals(List.of(), same.attempts, "the same configuration");

        transports.remove(2);
        Fake other = new Fake();
        transports.add(3, "http", "another", other);
        delivering.wake(false);
        empty();
        assertEquals(added, other.attempts);
        assertEquals(1, http.attempts.size());
    }

    @Test
    void whatIsDeliveredIsInTheHistoryOfEachDestination() throws Exception {
        policies.add(question -> Decision.allow());
        transport(1, "file");
        transport(2, "http");
        Report report = Packed.of(UUID.randomUUID(), "0.1.0", LocalDate.of(2026, 11, 22), List.of())
                .report();
        outbox.add(report);
        open(NEVER);
        empty();

        SentReports history = new SentReports(directory.resolve("history"), 100, 1 << 20, Clock.systemUTC());
        assertEquals(
                List.of("file", "http"),
                history.read().deliveries().stream()
                        .map(Sent::destination)
                        .sorted()
                        .toList());
        Sent sent = history.last().orElseThrow();
        assertEquals(report.id().toString(), sent.report());
        assertEquals("receipt", sent.answer());
        assertTrue(sent.policy().startsWith("allowed by " + DeliveringTest.class.getName()), sent.policy());
    }

    @Test
    void ofTwoTransportsOneOfWhichIsDownTheOtherGetsAllAndNothingIsLost() throws Exception {
        CountDownLatch up = new CountDownLatch(1);
        Fake file = transport(1, "file");
        Fake http = transport(2, "http").answers(() -> {
            if (up.getCount() > 0) {
                throw new IOException("no route");
            }
            return ACCEPTED;
        });
        List<UUID> added = add(3);
        open(SOON);

        Await.until("one has all", () -> file.attempts.size() == 3);
        Await.until("the other has tried", () -> http.attempts.size() > 3);
        assertEquals(3, outbox.waiting().size());
        assertEquals(Set.of(added.get(0)), Set.copyOf(http.attempts), "the oldest first");
        up.countDown();
        empty();
        assertEquals(added, file.attempts);
        assertEquals(Set.copyOf(added), Set.copyOf(http.attempts));
    }

    @Test
    void aHistoryThatCannotBeWrittenHoldsUpNothing() throws Exception {
        Files.writeString(directory.resolve("history"), "a file where the directory should be");
        Fake http = transport(1, "http");
        List<UUID> added = add(2);
        open(NEVER);
        empty();
        assertEquals(added, http.attempts);
    }

    @Test
    void aSlowTransportHoldsUpNoOther() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        for (int i = 1; i <= 5; i++) {
            transport(i, "slow" + i).answers(() -> {
                goOn.await();
                return ACCEPTED;
            });
        }
        Fake quick = transport(9, "quick");
        List<UUID> added = add(3);
        open(NEVER);

        Await.until("the quick one has all", () -> quick.attempts.size() == 3);
        assertEquals(added, quick.attempts);
        assertEquals(3, outbox.waiting().size());
        goOn.countDown();
        empty();
    }

    @Test
    void aTransportThatGoesAwayWhileItDeliversEndsQuietly() throws Exception {
        CountDownLatch attempted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Fake http = transport(1, "http").answers(() -> {
            attempted.countDown();
            goOn.await();
            return ACCEPTED;
        });
        List<UUID> added = add(2);
        Delivering delivering = open(NEVER);
        Await.opened(attempted);

        transports.remove(1);
        delivering.wake(false);
        Fake updated = transport(2, "http");
        delivering.wake(false);
        settleDown();
        assertEquals(List.of(), updated.attempts, "one delivery of a name at a time");
        goOn.countDown();

        empty();
        assertEquals(List.of(added.get(0)), http.attempts);
        assertEquals(List.of(added.get(1)), updated.attempts);
    }

    @Test
    void aTransportThatIsAwayForAMomentLosesNothing() throws Exception {
        transport(1, "file");
        Fake http = transport(2, "http").answers(() -> new Delivery.Retry("busy", null));
        add(1);
        Delivering delivering = open(NEVER);
        Await.until("one has it", () -> outbox.next("file").isEmpty() && http.attempts.size() == 1);

        transports.remove(2);
        delivering.wake(false);
        settleDown();
        assertEquals(1, outbox.waiting().size());

        delivering.settle();
        assertEquals(0, outbox.waiting().size(), "with the next report it is taken for gone");
    }

    @Test
    void whatMayNotBeSentIsNotKept() throws Exception {
        Fake http = transport(1, "http");
        policies.add(question -> Decision.deny("off", "here"));
        add(3);
        open(NEVER);

        empty();
        assertEquals(List.of(), http.attempts);
    }

    @Test
    void aTransportThatIsForbiddenTakesNothingFromTheOthers() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Fake file = transport(1, "file");
        Fake http = transport(2, "http").answers(() -> {
            goOn.await();
            return ACCEPTED;
        });
        policies.add(question ->
                question.equals(new Question.Send("file")) ? Decision.deny("off", "here") : Decision.allow());
        List<UUID> added = add(2);
        Delivering delivering = open(NEVER);
        delivering.wake(false);
        settleDown();
        assertEquals(2, outbox.waiting().size());
        goOn.countDown();

        empty();
        assertEquals(added, http.attempts);
        assertEquals(List.of(), file.attempts);
    }

    @Test
    void nothingIsSentBeforeThePoliciesOfAStartingNodeAreThere() throws Exception {
        Fake http = transport(1, "http");
        add(1);
        Delivering delivering = delivering(NEVER, Duration.ZERO);
        delivering.wake(true);
        settleDown();
        policies.add(question -> Decision.deny("off", "here"));
        delivering.open(Duration.ZERO);

        empty();
        assertEquals(List.of(), http.attempts);
    }

    @Test
    void nothingIsSentDuringTheGrace() throws Exception {
        Fake http = transport(1, "http");
        add(1);
        Delivering delivering = delivering(NEVER, Duration.ofDays(1));
        delivering.open(Duration.ZERO);
        Await.until("it waits", () -> delivering.states().get(0).nextAttempt().isPresent());

        delivering.wake(true);
        settleDown();
        assertEquals(List.of(), http.attempts);

        new Grace(directory, Duration.ofDays(1), Clock.systemUTC()).end();
        delivering.wake(true);
        empty();
    }

    @Test
    void theGraceEndsByItself() throws Exception {
        transport(1, "http");
        add(1);
        delivering(NEVER, Duration.ofMillis(300)).open(Duration.ZERO);
        empty();
    }

    @Test
    void aClockThatIsSetBackHoldsUpNothing() {
        Lane lane = new Lane();
        Instant wrong = Instant.parse("2099-01-01T00:00:00Z");
        Lane.Turn turn = lane.next(wrong).orElseThrow();
        assertTrue(lane.begin(turn));
        lane.waitFor(Duration.ofHours(1), wrong);
        assertTrue(lane.end(true));

        assertEquals(
                Optional.of(Duration.ofHours(1)),
                lane.next(Instant.parse("2026-01-01T00:00:00Z")).map(Lane.Turn::delay));
    }

    @Test
    void onlyTheLastOfSeveralTurnsCounts() {
        Lane lane = new Lane();
        Lane.Turn first = lane.next(Instant.EPOCH).orElseThrow();
        Lane.Turn second = lane.next(Instant.EPOCH).orElseThrow();
        assertFalse(lane.begin(first));
        assertTrue(lane.begin(second));
        assertFalse(lane.begin(second));
    }

    @Test
    void anOutboxThatCannotBeUsedIsTriedAgain() throws Exception {
        Fake http = transport(1, "http");
        Files.writeString(directory.resolve("installed"), "2020-01-01T00:00:00Z");
        add(1);
        Path outside = directory.resolve("moved");
        Files.move(directory.resolve("outbox"), outside);
        Files.createSymbolicLink(directory.resolve("outbox"), directory.resolve("nowhere"));
        Delivering delivering = open(SOON);
        delivering.wake(false);
        settleDown();
        assertEquals(List.of(), http.attempts);

        Files.delete(directory.resolve("outbox"));
        Files.move(outside, directory.resolve("outbox"));
        delivering.wake(false);
        empty();
    }

    private Fake transport(long id, String name) {
        Fake fake = new Fake();
        transports.add(id, name, "", fake);
        return fake;
    }

    private Delivering open(Backoff backoff) {
        Delivering delivering = delivering(backoff, Duration.ZERO);
        delivering.open(Duration.ZERO);
        return delivering;
    }

    private Delivering delivering(Backoff backoff, Duration grace) {
        Clock clock = Clock.systemUTC();
        Delivering delivering = new Delivering(
                outbox,
                new SentReports(directory.resolve("history"), 100, 1 << 20, clock),
                new Stopped(directory, clock),
                transports,
                Unnamed.policies(() -> policies),
                new Grace(directory, grace, clock),
                backoff,
                clock,
                new Random(5),
                Timer.real("vzstats-test"));
        started.add(delivering);
        return delivering;
    }

    private List<UUID> add(int reports) throws IOException {
        List<UUID> added = new ArrayList<>();
        for (int i = 0; i < reports; i++) {
            Report report = new Report(UUID.randomUUID(), new byte[] {1});
            outbox.add(report);
            added.add(report.id());
        }
        return added;
    }

    private TransportState state(String name) {
        return started.get(0).states().stream()
                .filter(state -> state.transport().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void empty() throws Exception {
        Await.until("the outbox is empty", () -> outbox.waiting().isEmpty());
    }

    /** Long enough for what must not happen to happen. */
    private static void settleDown() throws InterruptedException {
        assertFalse(new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS));
    }

    // What a transport compiled without null checks may do.
    @SuppressWarnings("NullAway")
    private static Delivery noAnswer() {
        return null;
    }
}
