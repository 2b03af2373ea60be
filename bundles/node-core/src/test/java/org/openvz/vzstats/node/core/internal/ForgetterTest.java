package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Erasable;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Forgetting.Asked;
import org.openvz.vzstats.api.Forgetting.Forgotten;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Troubled;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.report.ReportSection;

@Timeout(60)
class ForgetterTest {

    private static final OptOutPolicy OFF = question -> Decision.deny("off", "here");

    @TempDir
    Path data = Path.of("set by JUnit");

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);
    private final Registered<Transport> transports = new Registered<>();
    private final Registered<Erasable> erasables = new Registered<>();
    private final List<OptOutPolicy> policies = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private World world = new World();

    @BeforeEach
    void makeNode() {
        world = new World();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void aNodeThatIsSwitchedOnIsNotForgotten() throws Exception {
        holder("a", new Erasure.Erased("receipt"));
        Forgotten forgotten = world.forgetter.forget(false);
        assertEquals(Optional.of("the node is switched on, and would be known again at once"), forgotten.problem());
        assertEquals(List.of(), calls);
    }

    @Test
    void whatOthersHoldIsErasedFirstAndTheReceiptKeptThenAllHere() throws Exception {
        used();
        policies.add(OFF);
        holder("https://a.example", new Erasure.Erased("{\"signature\":\"s\"}"));
        holder("https://b.example", new Erasure.Nothing());

        Forgotten forgotten = world.forgetter.forget(false);

        assertEquals(Optional.empty(), forgotten.problem());
        assertEquals(
                List.of(
                        "erase https://a.example",
                        "forget https://a.example",
                        "erase https://b.example",
                        "forget https://b.example"),
                calls);
        Asked first = forgotten.holders().get(0);
        Path receipt = first.receipt().orElseThrow();
        JsonNode kept = new ObjectMapper().readTree(receipt.toFile());
        assertEquals("{\"signature\":\"s\"}", kept.path("receipt").asText());
        assertEquals("https://a.example", kept.path("holder").asText());
        assertEquals("2026-11-22T23:30:00Z", kept.path("time").asText());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(receipt)));
        assertEquals(
                List.of(
                        "accepted",
                        "erased",
                        "erased/20261122T233000Z-1.json",
                        "history",
                        "installed",
                        "outbox",
                        "triggers"),
                names(),
                "what the owner accepted stays, and when the notice began");
        assertEquals(0, world.history.read().deliveries().size());
        assertEquals(Map.of(), world.outbox.dropped());
    }

    @Test
    void asLongAsOneCannotBeAskedNothingOfItAndNothingHereIsRemoved() throws Exception {
        used();
        policies.add(OFF);
        holder("a", new Erasure.Erased("receipt"));
        holder("b", new Erasure.Failed("it cannot be reached"));
        List<String> before = names();

        Forgotten forgotten = world.forgetter.forget(false);

        assertEquals(Optional.of("not all who may hold something have erased it"), forgotten.problem());
        assertEquals(List.of("erase a", "forget a", "erase b"), calls);
        assertTrue(names().containsAll(before));
        assertEquals(1, world.history.read().deliveries().size());
    }

    @Test
    void whoThrowsHasNotErased() throws Exception {
        policies.add(OFF);
        erasables.add(
                1,
                "",
                "",
                () -> List.of(new Holder("a") {
                    @Override
                    public Erasure erase() throws IOException {
                        throw new IOException("zqsecret");
                    }
                }));
        assertEquals(
                List.of(new Asked("a", Optional.of(new Erasure.Failed("IOException")), Optional.empty())),
                world.forgetter.forget(false).holders());
    }

    @Test
    void ofTwoWaysToTheSameServerOneIsEnough() throws Exception {
        policies.add(OFF);
        holder("a", new Erasure.Failed("wrong certificate"));
        holder("a", new Erasure.Erased("receipt"));
        holder("a", new Erasure.Failed("not asked any more"));
        Forgotten forgotten = world.forgetter.forget(false);
        assertEquals(Optional.empty(), forgotten.problem());
        assertEquals(1, forgotten.holders().size());
        assertEquals(List.of("erase a", "erase a", "forget a", "forget a", "forget a"), calls);
    }

    @Test
    void onRequestNobodyIsAsked() throws Exception {
        used();
        policies.add(OFF);
        holder("a", new Erasure.Failed("it cannot be reached"));
        Forgotten forgotten = world.forgetter.forget(true);
        assertEquals(Optional.empty(), forgotten.problem());
        assertEquals(List.of(new Asked("a", Optional.empty(), Optional.empty())), forgotten.holders());
        assertEquals(List.of("forget a"), calls);
        assertEquals(0, world.history.read().deliveries().size());
    }

    @Test
    void aReceiptThatCannotBeKeptIsShownAndTheSecretStays() throws Exception {
        policies.add(OFF);
        Files.writeString(data.resolve("erased"), "in the way");
        holder("a", new Erasure.Erased("receipt"));
        Forgotten forgotten = world.forgetter.forget(false);
        assertEquals(Optional.of("a receipt cannot be kept"), forgotten.problem());
        assertEquals(
                List.of(new Asked("a", Optional.of(new Erasure.Erased("receipt")), Optional.empty())),
                forgotten.holders());
        assertEquals(List.of("erase a"), calls);

        Files.delete(data.resolve("erased"));
        assertEquals(Optional.empty(), world.forgetter.forget(false).problem(), "repeatable");
    }

    @Test
    void severalReceiptsOfASecondAreAllKept() throws Exception {
        policies.add(OFF);
        holder("a", new Erasure.Erased("one"));
        holder("b", new Erasure.Erased("two"));
        world.forgetter.forget(false);
        try (Stream<Path> files = Files.list(data.resolve("erased"))) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void aDeliveryThatGoesOnIsWaitedForAndNoneFollows() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Files.writeString(data.resolve("installed"), "2020-01-01T00:00:00Z");
        add();
        add();
        transports.add(1, "http", "", report -> {
            calls.add("deliver");
            delivering.countDown();
            answer.await();
            calls.add("delivered");
            return new Delivery.Accepted("receipt");
        });
        holder("a", new Erasure.Erased("receipt"));
        world.delivering.wake(false);
        delivering.await();
        policies.add(OFF);

        List<Forgotten> forgotten = new CopyOnWriteArrayList<>();
        Thread thread = started(() -> forgotten.add(world.forgetter.forget(false)));
        Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
        assertEquals(List.of("deliver"), calls);
        answer.countDown();
        thread.join();

        assertEquals(Optional.empty(), forgotten.get(0).problem());
        assertEquals(List.of("deliver", "delivered", "erase a", "forget a"), calls);
        assertEquals(List.of(), world.outbox.waiting());
    }

    @Test
    void aRunThatGoesOnIsWaitedForAndNothingOfItIsLeft() throws Exception {
        CountDownLatch collecting = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        world.collectors.add(1, "cpu", "1", (host, section) -> {
            collecting.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            section.quantity("cpu.amount", 17);
        });
        holder("a", new Erasure.Erased("receipt"));
        List<Optional<String>> queued = new CopyOnWriteArrayList<>();
        Thread run = started(() -> queued.add(world.node.run(Trigger.SCHEDULE).report()));
        collecting.await();
        policies.add(OFF);

        List<Forgotten> forgotten = new CopyOnWriteArrayList<>();
        Thread forgetting = started(() -> forgotten.add(world.forgetter.forget(false)));
        Await.until("it waits", () -> forgetting.getState() == Thread.State.BLOCKED);
        assertEquals(List.of(), calls);
        end.countDown();
        run.join();
        forgetting.join();

        assertEquals(1, queued.size());
        assertEquals(Optional.empty(), forgotten.get(0).problem());
        assertEquals(List.of(), world.outbox.waiting());
        assertEquals(Optional.empty(), world.node.status().lastRun());
    }

    /** Something that may be interrupted. */
    @FunctionalInterface
    private interface Task {
        void run() throws InterruptedException;
    }

    private static Thread started(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void theStatusTellsWhatOthersHaveToTell() {
        world.troubled.add(1, "", "", () -> List.of("http: a clone"));
        world.troubled.add(2, "", "", () -> {
            throw new IllegalStateException("zqsecret");
        });
        assertEquals(List.of("http: a clone"), world.node.status().troubles());
    }

    @Test
    void twoTransportsOfOneNameAreSaid() {
        transports.add(1, "mine", "", report -> new Delivery.Accepted("receipt"));
        assertEquals(List.of(), world.node.status().troubles());
        transports.add(2, "mine", "", report -> new Delivery.Accepted("receipt"));
        assertEquals(
                List.of("several transports are called mine: only one of them gets reports"),
                world.node.status().troubles());
    }

    /** A node that has sent something, counts something, remembers something, and has something accepted. */
    private void used() throws Exception {
        Report report = add();
        world.history.add(report, "http", "nobody minded", "receipt");
        world.outbox.countDropped(org.openvz.vzstats.api.Node.Drop.AGE);
        Files.createDirectories(data.resolve("triggers"));
        Files.writeString(data.resolve("triggers/seed"), "0123456789abcdef");
        Files.writeString(data.resolve("accepted"), "cpu 1\n");
        Files.writeString(data.resolve("installed"), "2026-11-22T00:00:00Z");
        assertFalse(world.outbox.waiting().isEmpty());
    }

    private Report add() throws Exception {
        UUID id = UUID.randomUUID();
        Section.Builder section = new Section.Builder("cpu").quantity("cpu.amount", 10);
        Report report = Packed.of(
                        id, "0.1.0", LocalDate.parse("2026-11-22"), List.of(new ReportSection(section.build(), 1)))
                .report();
        world.outbox.add(report);
        return report;
    }

    private void holder(String name, Erasure answer) {
        erasables.add(
                erasables.all().size(),
                "",
                "",
                () -> List.of(new Holder(name) {
                    @Override
                    public Erasure erase() {
                        calls.add("erase " + name);
                        return answer;
                    }
                }));
    }

    private abstract class Holder implements Erasable.Holder {

        private final String name;

        Holder(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void forget() {
            calls.add("forget " + name);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> !file.equals(data))
                    .map(file -> data.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private final class World {

        private final Registered<Collector> collectors = new Registered<>();
        private final Registered<Troubled> troubled = new Registered<>();
        private final Outbox outbox =
                new Outbox(data.resolve("outbox"), new Outbox.Bounds(100, 16 << 20, Duration.ofDays(3_000)), clock);
        private final SentReports history = new SentReports(data.resolve("history"), 100, 1 << 20, clock);
        private final Delivering delivering;
        private final CensusNode node;
        private final Forgetter forgetter;

        World() {
            Policies asked = Unnamed.policies(() -> policies);
            Grace grace = new Grace(data, Duration.ZERO, clock);
            Collecting collecting = new Collecting(data, Budget.of(Duration.ofSeconds(20), 1 << 20));
            delivering = new Delivering(
                    outbox,
                    history,
                    new Stopped(data, clock),
                    transports,
                    asked,
                    grace,
                    new Backoff(Duration.ofDays(1), Duration.ofDays(1)),
                    clock,
                    new Random(1),
                    Timer.real("vzstats-test"));
            // The platform has started.
            Start start = new Start(Optional::empty, Duration.ZERO, System::nanoTime);
            Timer starting = Timer.real("vzstats-test");
            open.add(starting);
            start.whenOver(starting, () -> {});
            delivering.open(Duration.ZERO);
            open.add(collecting);
            open.add(delivering);
            Bench bench = new Bench(data, clock);
            Revisions revisions = new Revisions(data, asked, grace, clock);
            node = new CensusNode(
                    "0.1.0",
                    start,
                    collectors,
                    troubled,
                    asked,
                    new Drafting(
                            "0.1.0",
                            collectors,
                            () -> Dictionary.of(List.of(Topics.simple("cpu"))),
                            asked,
                            revisions,
                            collecting,
                            bench,
                            clock),
                    bench,
                    data,
                    outbox,
                    history,
                    grace,
                    delivering,
                    clock);
            forgetter = new Forgetter(erasables, asked, node, delivering, outbox, history, data, clock);
        }
    }
}
