package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Troubled;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.report.ReceivedReport;
import org.openvz.vzstats.report.ReportReader;

@Timeout(60)
class CensusNodeTest {

    private static final Decision ASK = Decision.deny("ask", "here");
    private static final OptOutPolicy ASKING = question -> question instanceof Question.Accept ? ASK : Decision.allow();
    private static final Outbox.Bounds BOUNDS = new Outbox.Bounds(100, 16 << 20, Duration.ofDays(30));

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.ofHours(9));
    private final Registered<Collector> collectors = new Registered<>();
    private final Registered<Transport> transports = new Registered<>();
    private final Registered<Troubled> troubled = new Registered<>();
    private final List<OptOutPolicy> policies = new CopyOnWriteArrayList<>();
    private final List<Topic> topics = new ArrayList<>();
    private final AtomicInteger collected = new AtomicInteger();
    private final List<Report> delivered = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private final AtomicReference<Optional<String>> platform = new AtomicReference<>(Optional.empty());

    private Start start = new Start(platform::get, Duration.ZERO, System::nanoTime);
    private Outbox outbox = new Outbox(directory, BOUNDS, clock);
    private @Nullable Revisions revisions;
    private CensusNode node = node(Duration.ofDays(1));

    @BeforeEach
    void makeNode() {
        node = node(Duration.ofDays(1));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void whatIsQueuedIsWhatViewShows() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 17));
        collector("disk", section -> section.quantity("disk.size", 65).text("disk.model", "SSD 1"));

        Map<String, String> shown = node.view().files();
        assertEquals(List.of(), outbox.waiting(), "view keeps nothing");
        Node.Run run = node.run(Trigger.SCHEDULE);

        ReceivedReport sent = ReportReader.read(outbox.waiting().get(0).read().packed());
        assertEquals(Set.of("cpu.json", "disk.json", "manifest.json"), shown.keySet());
        assertEquals(shown.get("cpu.json"), sent.contents().get("cpu"));
        assertEquals(shown.get("disk.json"), sent.contents().get("disk"));
        String id = run.report().orElseThrow();
        assertEquals(id, sent.manifest().report().toString());
        assertEquals("2026-11-22", sent.manifest().day().toString(), "the day in UTC, wherever the node is");
        assertEquals(
                String.valueOf(run.files().get("manifest.json")).replace(id, ""),
                String.valueOf(shown.get("manifest.json")).replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", ""));
        assertEquals("{\n  \"cpu.amount\" : 10\n}\n", shown.get("cpu.json"));
    }

    @Test
    void whatIsNoPartOfTheCensusLeavesInAReportOfItsOwnOnceItIsAccepted() throws Exception {
        AtomicInteger queued = new AtomicInteger();
        collector("cpu", section -> section.quantity("cpu.amount", 17));
        collector("crashes", section -> section.quantity("crashes.amount", 1).whenQueued(queued::incrementAndGet));
        topics.set(1, Topics.apart("crashes"));

        assertEquals(Map.of("cpu", Outcome.OK, "crashes", Outcome.PENDING), outcomes(node.run(Trigger.SCHEDULE)));
        assertEquals(1, outbox.waiting().size());
        assertEquals(1, collected.get(), "it was not even asked");
        assertTrue(node.preview().files().containsKey("crashes.json"));
        assertEquals(0, queued.get());

        Objects.requireNonNull(revisions).accept(Map.of("crashes", 1));
        assertEquals(
                Set.of("cpu.json", "manifest.json", "crashes.json", "apart/manifest.json"),
                node.view().files().keySet());
        assertEquals(0, queued.get(), "view keeps nothing");
        Node.Run run = node.run(Trigger.SCHEDULE);

        assertEquals(1, queued.get());
        List<Outbox.Waiting> waiting = outbox.waiting();
        assertEquals(3, waiting.size());
        assertEquals(run.report(), Optional.of(waiting.get(1).id().toString()));
        assertEquals(
                List.of(Set.of("cpu"), Set.of("crashes")),
                List.of(
                        ReportReader.read(waiting.get(1).read().packed())
                                .contents()
                                .keySet(),
                        ReportReader.read(waiting.get(2).read().packed())
                                .contents()
                                .keySet()));
    }

    @Test
    void whatIsCarriedIsTheCensus() throws Exception {
        AtomicInteger queued = new AtomicInteger();
        collector("cpu", section -> section.quantity("cpu.amount", 17));
        collector("crashes", section -> section.quantity("crashes.amount", 1).whenQueued(queued::incrementAndGet));
        topics.set(1, Topics.apart("crashes"));
        Objects.requireNonNull(revisions).accept(Map.of("crashes", 1));

        Node.Run run = node.export(directory.resolve("carried.tar.gz"), false);

        assertEquals(Set.of("cpu.json", "manifest.json"), run.files().keySet());
        assertEquals(0, queued.get());
    }

    @Test
    void whoThrowsHangsOrFloodsLeavesTheOthersIn() throws Exception {
        CountDownLatch forever = new CountDownLatch(1);
        collector("a-good", section -> section.quantity("a-good.amount", 1));
        collector("b-throws", section -> {
            throw new IllegalStateException("broken");
        });
        collector("c-hangs", section -> {
            while (forever.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        collector("d-floods", section -> {
            for (int i = 0; ; i++) {
                section.count("d-floods.words0", "word" + i, 1);
            }
        });
        collector("e-empty", section -> {});
        collector("f-overflows", section -> section.count("f-overflows.words0", "\t", Long.MAX_VALUE)
                .count("f-overflows.words0", "\n", Long.MAX_VALUE));
        collector("g-unknown", section -> section.quantity("g-unknown.secret", 1));
        collectors.add(99, "h-undefined", "1", (host, section) -> collected.incrementAndGet());
        collector("i-good", section -> section.quantity("i-good.amount", 1));

        Node.Run run = node.run(Trigger.SCHEDULE);
        forever.countDown();

        assertEquals(
                Map.of(
                        "a-good", Outcome.OK,
                        "b-throws", Outcome.FAILED,
                        "c-hangs", Outcome.TIMED_OUT,
                        "d-floods", Outcome.FLOODED,
                        "e-empty", Outcome.EMPTY,
                        "f-overflows", Outcome.OK,
                        "g-unknown", Outcome.EMPTY,
                        "h-undefined", Outcome.UNDEFINED,
                        "i-good", Outcome.OK),
                outcomes(run));
        assertEquals(
                Set.of("a-good.json", "f-overflows.json", "i-good.json", "manifest.json"),
                run.files().keySet());
        assertEquals(1, outbox.waiting().size());
        assertEquals(8, collected.get(), "the undefined one was not even asked");
    }

    @Test
    void whoGoesOverItsBudgetSitsOutForADayAndTheStatusSaysSo() throws Exception {
        collector("a-good", section -> section.quantity("a-good.amount", 1));
        collector("d-floods", section -> {
            for (int i = 0; ; i++) {
                section.count("d-floods.words0", "word" + i, 1);
            }
        });
        node.run(Trigger.SCHEDULE);

        assertEquals(Map.of("a-good", Outcome.OK, "d-floods", Outcome.BENCHED), outcomes(node.run(Trigger.SCHEDULE)));
        assertEquals(3, collected.get(), "the benched one was not asked again");
        assertEquals(
                Map.of("d-floods", clock.instant().plus(Duration.ofDays(1))),
                node.status().benched());
    }

    @Test
    void aPolicyThatComesLateForbidsTheFirstRun() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        platform.set(Optional.of("the rest"));
        node = node(Duration.ZERO);
        assertEquals(Optional.of("the rest"), node.status().starting());
        FutureTask<Node.Run> asked = new FutureTask<>(() -> node.run(Trigger.BOOT));
        Thread trigger = new Thread(asked);
        trigger.start();
        Await.until("it waits", () -> trigger.getState() == Thread.State.TIMED_WAITING);

        deny(Question.Run.class);
        platform.set(Optional.empty());

        assertEquals(Decision.deny("off", "here"), asked.get().decision());
        assertEquals(0, collected.get());
        assertEquals(Optional.empty(), node.status().starting());
    }

    @Test
    void theStatusSaysHowLongTheOldestReportWaits() throws Exception {
        assertEquals(Optional.empty(), node.status().waitingSince());
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        node.run(Trigger.SCHEDULE);
        node.run(Trigger.SCHEDULE);
        assertEquals(Optional.of(clock.instant()), node.status().waitingSince());
    }

    @Test
    void namesOfTheHostAndOfWhatItsCommandsSayDoNotLeave() throws Exception {
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("usr/bin"));
        Files.writeString(directory.resolve("etc/hostname"), "initech7\n");
        Path command =
                Files.writeString(directory.resolve("usr/bin/guests"), "#!/bin/sh\necho '[{\"Name\": \"globex\"}]'\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Asks before the command has run: the names count for all sections of the run.
        collector("a-words", section -> section.count("a-words.words0", "globex", 1)
                .count("a-words.words0", "initech7 edition", 2)
                .count("a-words.words0", "public", 4));
        topics.add(Topics.simple("z-guests"));
        collectors.add(50, "z-guests", "1", (host, section) -> {
            section.quantity(
                    "z-guests.amount", host.run(List.of("guests")).orElseThrow().length());
        });

        Node.Run run = node.run(Trigger.SCHEDULE);

        assertEquals(
                "{\n  \"a-words.words0\" : {\n    \"other\" : 3,\n    \"public\" : 4\n  }\n}\n",
                run.files().get("a-words.json"));
        assertEquals(Map.of("a-words.words0", 2), run.collectors().get(0).refused());
    }

    @Test
    void whoIsRemovedDuringTheRunLeavesNoSection() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        collector("disk", section -> {
            collectors.remove(1);
            collectors.remove(2);
            section.quantity("disk.size", 1);
        });
        collector("net", section -> section.quantity("net.amount", 1));

        Node.Run run = node.run(Trigger.SCHEDULE);

        assertEquals(Map.of("cpu", Outcome.REMOVED, "disk", Outcome.REMOVED, "net", Outcome.OK), outcomes(run));
        assertEquals(Set.of("net.json", "manifest.json"), run.files().keySet());
    }

    @Test
    void whoIsReplacedDuringTheRunLeavesNoSectionOfTheOldOne() throws Exception {
        collector("cpu", section -> {
            collectors.remove(1);
            collectors.add(7, "cpu", "1", (host, other) -> {});
            section.quantity("cpu.amount", 1);
        });
        assertEquals(Map.of("cpu", Outcome.REMOVED), outcomes(node.view()));
    }

    @Test
    void aReportWithoutSectionsIsNotQueued() throws Exception {
        collector("cpu", section -> {});
        Node.Run run = node.run(Trigger.SCHEDULE);
        assertEquals("no collector gave anything", run.problem().orElseThrow());
        assertTrue(run.report().isEmpty());
        assertEquals(List.of(), outbox.waiting());
    }

    @Test
    void aDeniedRunCollectsNothingAndEmptiesTheOutbox() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        node.run(Trigger.SCHEDULE);
        assertEquals(1, outbox.waiting().size());
        deny(Question.Run.class);

        Node.Run run = node.run(Trigger.SCHEDULE);

        assertEquals(Decision.deny("off", "here"), run.decision());
        assertEquals(List.of(), run.collectors());
        assertEquals(Map.of(), run.files());
        assertEquals(1, collected.get(), "only by the first run");
        assertEquals(List.of(), outbox.waiting());
        assertEquals(Decision.deny("off", "here"), node.status().decision());
    }

    @Test
    void aPartOfTheTopicsIsAReportOfTheseAndThePlatform() throws Exception {
        for (String name : List.of("cpu", "disk", "platform")) {
            collector(name, section -> section.quantity(name.equals("disk") ? "disk.size" : name + ".amount", 65));
        }

        Node.Run run = node.run(Trigger.SCHEDULE.of(Set.of("disk", "absent")));

        assertEquals(
                Set.of("disk.json", "manifest.json", "platform.json"),
                run.files().keySet());
        assertEquals(Map.of("disk", Outcome.OK, "platform", Outcome.OK), outcomes(run));
        assertEquals(2, collected.get(), "the others were not asked");
        assertEquals(4, node.run(Trigger.SCHEDULE).files().size());
    }

    @Test
    void aTriggerThatMayNotAskLeavesWhatAPersonHasAskedFor() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        node.run(Trigger.PERSON);
        policies.add(question -> question.equals(new Question.Run(Trigger.SCHEDULE))
                ? Decision.deny("only people ask here", "here")
                : Decision.allow());
        assertEquals(
                Decision.deny("only people ask here", "here"),
                node.run(Trigger.SCHEDULE).decision());
        assertEquals(1, outbox.waiting().size());
    }

    @Test
    void viewShowsNothingAndPreviewEverythingWhileItIsOff() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        deny(Question.Run.class);

        assertEquals(Map.of(), node.view().files());
        assertEquals(0, collected.get());

        Node.Run preview = node.preview();
        assertEquals(Set.of("cpu.json", "manifest.json"), preview.files().keySet());
        assertEquals(1, collected.get());
        assertEquals(List.of(), outbox.waiting());
        assertTrue(node.status().lastRun().isEmpty());
    }

    @Test
    void whatACollectorShowsTheOwnerIsInPreviewsOnly() throws Exception {
        AtomicInteger made = new AtomicInteger();
        collector("cpu", section -> section.quantity("cpu.amount", 1).show("raid", () -> {
            made.incrementAndGet();
            return "zqsecret of zqowner\n";
        }));
        collector("empty", section -> section.show("notes", () -> "zqnotes\n"));
        Map<String, String> beside =
                Map.of("cpu/raid (never sent)", "zqsecret of zqowner\n", "empty/notes (never sent)", "zqnotes\n");

        for (Node.Run shown : List.of(node.view(), node.preview())) {
            Map<String, String> rest = new HashMap<>(shown.files());
            rest.entrySet().removeAll(beside.entrySet());
            assertEquals(Set.of("cpu.json", "manifest.json"), rest.keySet());
            assertEquals(4, shown.files().size());
            assertEquals(Map.of("cpu", Outcome.OK, "empty", Outcome.EMPTY), outcomes(shown));
            assertFalse(shown.collectors().toString().contains("zq"));
        }
        assertEquals(2, made.get());
        Node.Run run = node.run(Trigger.SCHEDULE);

        assertEquals(2, made.get(), "not even made in a run");
        assertEquals(Set.of("cpu.json", "manifest.json"), run.files().keySet());
        assertFalse(node.status().toString().contains("zq"));
        ReceivedReport sent = ReportReader.read(outbox.waiting().get(0).read().packed());
        assertEquals(Set.of("cpu"), sent.contents().keySet());
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Whole words: what is packed has every pair of letters in it, some day.
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String word : List.of("zqsecret", "zqowner", "zqnotes")) {
                    assertFalse(content.contains(word), file.toString());
                }
            }
        }
    }

    @Test
    void whoGoesOverItsBudgetInAPreviewOnlyDoesNotSitOut() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        collector("cpu", section -> {
            section.quantity("cpu.amount", 1);
            for (int i = 0; asked.getAndIncrement() == 0 || i > 0; i++) {
                section.count("cpu.words0", "word" + i, 1);
            }
        });
        assertEquals(Map.of("cpu", Outcome.FLOODED), outcomes(node.preview()));
        assertEquals(Map.of(), node.status().benched());
        assertEquals(Map.of("cpu", Outcome.OK), outcomes(node.run(Trigger.SCHEDULE)));
    }

    @Test
    void aCollectorMayLearnWhatItsMetricsAreWhileItIsAsked() throws Exception {
        topics.add(Topics.simple("other"));
        topics.add(Topics.simple("disk"));
        collectors.add(50, "disk", "1", (host, section) -> {
            topics.set(1, Topics.disk());
            section.quantity("disk.size", 40);
        });
        assertEquals("{\n  \"disk.size\" : 32\n}\n", node.view().files().get("disk.json"));
        collectors.remove(50);
        collectors.add(51, "disk", "1", (host, section) -> {
            topics.remove(1);
            section.quantity("disk.size", 40);
        });
        assertEquals(Map.of("disk", Outcome.UNDEFINED), outcomes(node.view()));
    }

    @Test
    void aForbiddenCollectorIsNotAsked() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        collector("disk", section -> section.quantity("disk.size", 1));
        policies.add(question ->
                question.equals(new Question.Collect("cpu")) ? Decision.deny("not cpu", "here") : Decision.allow());

        assertEquals(Map.of("cpu", Outcome.DENIED, "disk", Outcome.OK), outcomes(node.view()));
        assertEquals(1, collected.get());
    }

    @Test
    void aForbiddenMetricDoesNotLeave() throws Exception {
        collector("disk", section -> section.quantity("disk.size", 1).text("disk.model", "SSD 1"));
        policies.add(question ->
                question.equals(new Question.Include("disk.model")) ? Decision.deny("no", "here") : Decision.allow());
        assertEquals("{\n  \"disk.size\" : 0\n}\n", node.view().files().get("disk.json"));
    }

    @Test
    void aReportThatWouldBeTooLargeGoesWithoutItsLargestSections() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        collector("large", section -> noise(section, "large", 4));
        collector("larger", section -> noise(section, "larger", 4).quantity("larger.amount", 1));
        collector("medium", section -> noise(section, "medium", 1));

        Node.Run run = node.run(Trigger.SCHEDULE);

        assertEquals(
                Map.of("cpu", Outcome.OK, "large", Outcome.FLOODED, "larger", Outcome.FLOODED, "medium", Outcome.OK),
                outcomes(run));
        assertTrue(run.report().isPresent());
        ReceivedReport sent = ReportReader.read(outbox.waiting().get(0).read().packed());
        assertEquals(Set.of("cpu", "medium"), sent.contents().keySet());
        assertEquals(
                Set.of("cpu.json", "manifest.json", "medium.json"),
                node.view().files().keySet(),
                "view shows no more than is sent");
    }

    @Test
    void moreCollectorsThanAReportHoldsDoNotStopIt() throws Exception {
        for (int i = 10; i < 80; i++) {
            String name = "c" + i;
            collector(name, section -> section.quantity(name + ".amount", 1));
        }
        Node.Run run = node.run(Trigger.SCHEDULE);
        assertEquals(64, run.files().size());
        assertEquals(
                7,
                outcomes(run).values().stream().filter(Outcome.FLOODED::equals).count());
    }

    @Test
    void whatAPersonAsksForIsDeliveredWithoutFurtherGrace() throws Exception {
        transports.add(1, "fake", "", report -> {
            delivered.add(report);
            return new Delivery.Accepted("");
        });
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        node.run(Trigger.SCHEDULE);
        assertTrue(node.status().sendingFrom().isAfter(clock.instant()));
        assertEquals(1, node.status().waiting());

        node.run(Trigger.PERSON);

        Await.until("both are delivered", () -> delivered.size() == 2);
        assertFalse(node.status().sendingFrom().isAfter(clock.instant()));
    }

    @Test
    void anOutboxThatCannotBeWrittenIsSaidAndTheNodeGoesOn() throws Exception {
        Files.writeString(directory.resolve("outbox"), "no directory");
        collector("cpu", section -> section.quantity("cpu.amount", 1));

        Node.Run run = node.run(Trigger.SCHEDULE);
        assertTrue(run.report().isEmpty());
        assertTrue(run.problem().orElseThrow().startsWith("the report could not be written"));
        assertEquals(Set.of("cpu.json", "manifest.json"), node.view().files().keySet());

        Files.delete(directory.resolve("outbox"));
        assertTrue(node.run(Trigger.SCHEDULE).report().isPresent());
    }

    @Test
    void aDirectoryThatCannotBeUsedIsSaidInTheStatusAndTheNodeRecovers() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        transports.add(1, "fake", "", report -> {
            delivered.add(report);
            return new Delivery.Accepted("receipt");
        });
        Path moved = directory.resolveSibling(directory.getFileName() + "-moved");
        Files.move(directory, moved);
        Files.writeString(directory, "a file where the directory should be");

        Node.Run run = node.run(Trigger.PERSON);
        Node.Status status = node.status();
        assertEquals(
                "the report could not be written: " + directory + " is no directory",
                run.problem().orElseThrow());
        assertEquals(
                List.of(directory + " cannot be written: " + directory
                        + " is no directory; what is collected meanwhile may be lost"),
                status.troubles());
        assertEquals(0, status.waiting());
        assertTrue(status.sendingFrom().isAfter(clock.instant()), "nobody knows when the grace began");

        Files.delete(directory);
        Files.move(moved, directory);
        assertTrue(node.run(Trigger.PERSON).report().isPresent());
        Await.until("it is delivered", () -> delivered.size() == 1);
        Await.until("it is remembered", () -> node.status().lastSent().isPresent());
        assertEquals(List.of(), node.status().troubles());
        assertEquals("receipt", node.history().deliveries().get(0).answer());
    }

    @Test
    void anyPartOfTheDirectoryThatCannotBeUsedIsSaid() throws Exception {
        for (String part : List.of("outbox", "history")) {
            Files.deleteIfExists(directory.resolve(part));
            Path file = Files.writeString(directory.resolve(part), "no directory");
            assertTrue(node.status().troubles().get(0).startsWith(file + " cannot be written: " + file + " is no dir"));
            Files.delete(file);
            assertEquals(List.of(), node.status().troubles());
        }
    }

    @Test
    void anExportIsTheReportInAFileAndInTheHistory() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        Path file = directory.resolve("carry.tar.gz");

        Node.Run run = node.export(file, false);

        byte[] written = Files.readAllBytes(file);
        assertEquals(
                run.report().orElseThrow(),
                ReportReader.read(written).manifest().report().toString());
        assertEquals(run.files(), ReportReader.files(written));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of(), outbox.waiting());
        Node.Sent sent = node.history().deliveries().get(0);
        assertEquals(List.of("cpu"), sent.sections());
        assertEquals("export", sent.destination());
        assertEquals(run.files(), node.sent(1).orElseThrow().files());
        assertTrue(node.sent(2).isEmpty());
        assertTrue(node.status().sendingFrom().isAfter(clock.instant()), "the grace goes on");

        assertEquals(
                file + " is there already; --force replaces it",
                node.export(file, false).problem().orElseThrow());
        assertEquals(1, node.history().deliveries().size());
        assertTrue(node.export(file, true).report().isPresent());
        assertEquals(2, node.history().deliveries().size());
    }

    @Test
    void anExportThatIsForbiddenOrImpossibleWritesNothing() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        Path file = directory.resolve("carry.tar.gz");
        Path nowhere = directory.resolve("nowhere/carry.tar.gz");
        assertEquals(
                nowhere + " cannot be written: there is no such directory",
                node.export(nowhere, false).problem().orElseThrow());
        assertEquals(
                "write an absolute path of a file",
                node.export(Path.of("carry"), false).problem().orElseThrow());
        deny(Question.Send.class);
        assertEquals(Decision.deny("off", "here"), node.export(file, true).decision());
        assertFalse(Files.exists(file));
        assertEquals(List.of(), node.history().deliveries());
    }

    @Test
    void theStatusTellsHowTheNodeIsDoing() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        transports.add(1, "fake", "", report -> new Delivery.Accepted(""));
        Node.Run run = node.run(Trigger.SCHEDULE);

        Node.Status status = node.status();
        assertEquals("0.1.0", status.version());
        assertEquals(Decision.allow(), status.decision());
        assertEquals(clock.instant().plus(Duration.ofDays(1)), status.sendingFrom());
        assertEquals(run, status.lastRun().orElseThrow());
        assertEquals(List.of("cpu"), status.collectors());
        assertEquals(1, status.waiting());
        assertEquals(Map.of(), status.dropped());
        assertEquals(List.of(), status.troubles());
        assertTrue(status.lastSent().isEmpty());
        assertEquals("fake", status.transports().get(0).transport());
    }

    @Test
    void ofTwoServicesWithOneNameTheFirstCountsAndTheOtherTakesItsPlace() {
        Registered<String> registered = new Registered<>();
        registered.add(2, "cpu", "", "second");
        registered.add(1, "cpu", "", "first");
        assertEquals(Map.of("cpu", "first"), registered.byName());
        registered.remove(1);
        assertEquals(Map.of("cpu", "second"), registered.byName());
        assertFalse(registered.has("cpu", "first"));
        registered.remove(2);
        assertFalse(registered.has("cpu", "second"));
    }

    @Test
    void whatAnUpdateAddsStaysHereUntilItIsAccepted() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 17).quantity("cpu.extra", 3));
        policies.add(ASKING);
        node.run(Trigger.PERSON);
        topics.set(0, Topics.grown("cpu"));
        String before = "{\n  \"cpu.amount\" : 10\n}\n";
        String after = "{\n  \"cpu.amount\" : 10,\n  \"cpu.extra\" : 3\n}\n";

        for (Node.Run run : List.of(node.run(Trigger.SCHEDULE), node.view())) {
            assertEquals(before, run.files().get("cpu.json"));
            assertTrue(String.valueOf(run.files().get("manifest.json")).contains("\"revision\" : 1"));
            assertEquals(Map.of("cpu", Outcome.OK), outcomes(run));
            assertEquals(Map.of(), run.collectors().get(0).refused(), "what is pending is not held back by the guard");
        }
        assertEquals(before, sent(1), "the one on disk, too");
        assertEquals(after, node.preview().files().get("cpu.json"));
        Consent.Pending pending = new Consent.Pending(
                "cpu",
                "text",
                1,
                2,
                List.of(new Consent.Described("cpu.extra", "Extra", "It is of use.", "/proc/extra")),
                "ask",
                "here");
        assertEquals(List.of(pending), consent().pending());

        assertEquals(List.of(pending), consent().accept(List.of("cpu")));

        assertEquals(List.of(), consent().pending());
        Node.Run run = node.run(Trigger.SCHEDULE);
        assertEquals(after, run.files().get("cpu.json"));
        assertTrue(String.valueOf(run.files().get("manifest.json")).contains("\"revision\" : 2"));
    }

    @Test
    void aTopicThatComesLaterIsNotEvenCollectedUntilItIsAccepted() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        policies.add(ASKING);
        node.run(Trigger.PERSON);
        collector("disk", section -> section.quantity("disk.size", 1));

        Node.Run run = node.run(Trigger.SCHEDULE);

        assertEquals(Map.of("cpu", Outcome.OK, "disk", Outcome.PENDING), outcomes(run));
        assertEquals(Set.of("cpu.json", "manifest.json"), run.files().keySet());
        assertEquals(2, collected.get());
        assertEquals(Set.of("cpu.json", "manifest.json"), node.view().files().keySet());
        assertTrue(node.preview().files().containsKey("disk.json"));
        assertThrows(IllegalArgumentException.class, () -> consent().accept(List.of("disk", "net")));
        assertEquals(1, consent().pending().size(), "all or none");

        consent().accept(List.of());
        assertTrue(node.run(Trigger.SCHEDULE).files().containsKey("disk.json"));
        assertEquals(List.of(), consent().accept(List.of()));
    }

    @Test
    void withoutAPolicyThatAsksWhatComesLaterIsAccepted() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        node.run(Trigger.PERSON);
        collector("disk", section -> section.quantity("disk.size", 1));
        assertEquals(List.of(), consent().pending());
        assertTrue(node.run(Trigger.SCHEDULE).files().containsKey("disk.json"));
        policies.add(ASKING);
        assertTrue(node.run(Trigger.SCHEDULE).files().containsKey("disk.json"), "for good");
    }

    @Test
    void itIsExplainedWhoDecides() throws Exception {
        collector("disk", section -> section.quantity("disk.size", 1).text("disk.model", "SSD 1"));
        transports.add(1, "http", "", report -> new Delivery.Accepted(""));
        policies.add(question -> Decision.allow());
        assertEquals(Decision.allow(), consent().explain("disk.model").decision());
        assertEquals(Optional.empty(), consent().explain("disk.model").decidedBy());

        policies.add(question ->
                question.equals(new Question.Include("disk.model")) ? Decision.deny("no", "file:3") : Decision.allow());
        Consent.Explanation metric = consent().explain("disk.model");
        assertEquals(Decision.deny("no", "file:3"), metric.decision());
        assertTrue(metric.decidedBy().orElseThrow().contains("CensusNodeTest"));
        assertEquals("text", metric.metric().orElseThrow().why());
        assertEquals(8, metric.answers().size(), "two policies on run, collector, metric and transport");
        assertEquals(Decision.allow(), consent().explain("disk").decision());
        assertEquals(6, consent().explain("disk").answers().size());

        deny(Question.Send.class);
        assertEquals(Decision.deny("off", "here"), consent().explain("disk").decision());
        transports.add(2, "file", "", report -> new Delivery.Accepted(""));
        policies.set(
                2,
                question ->
                        question.equals(new Question.Send("http")) ? Decision.deny("off", "here") : Decision.allow());
        assertEquals(Decision.allow(), consent().explain("disk").decision(), "the other transport takes it");
        deny(Question.Run.class);
        assertEquals(Decision.deny("off", "here"), consent().explain("disk").decision());
    }

    @Test
    void whatIsPendingIsExplainedAndWhatIsNotThereIsSaid() throws Exception {
        collector("cpu", section -> section.quantity("cpu.amount", 1));
        policies.add(ASKING);
        node.run(Trigger.PERSON);
        topics.set(0, Topics.grown("cpu"));
        topics.add(Topics.disk());
        assertTrue(consent().subjects().containsAll(List.of("cpu", "cpu.amount", "cpu.extra", "disk", "disk.model")));
        assertEquals(ASK, consent().explain("cpu.extra").decision());
        assertEquals(Decision.allow(), consent().explain("cpu.amount").decision());
        assertEquals(Decision.allow(), consent().explain("cpu").decision());
        assertEquals(
                Decision.deny("no collector of it is installed", "the node's features"),
                consent().explain("disk.model").decision());
        for (String unknown : new String[] {"net", "cpu.", "cpu.none", ".", ""}) {
            assertThrows(IllegalArgumentException.class, () -> consent().explain(unknown));
        }
    }

    private Consent consent() {
        return new Explaining(
                collectors,
                transports,
                () -> Dictionary.of(topics),
                Unnamed.policies(() -> policies),
                Objects.requireNonNull(revisions));
    }

    private String sent(int index) throws Exception {
        ReceivedReport report =
                ReportReader.read(outbox.waiting().get(index).read().packed());
        return String.valueOf(report.contents().get("cpu"));
    }

    private interface Measure {
        void into(Section.Builder section) throws Exception;
    }

    private void collector(String name, Measure measure) {
        topics.add(name.equals("disk") ? Topics.disk() : Topics.simple(name));
        collectors.add(topics.size(), name, "1", (host, section) -> {
            collected.incrementAndGet();
            try {
                measure.into(section);
            } catch (java.io.IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Words that no compression makes small. */
    private static Section.Builder noise(Section.Builder section, String name, int metrics) throws Exception {
        Random random = new Random(1);
        for (int metric = 0; metric < metrics; metric++) {
            for (int word = 0; word < 1_000; word++) {
                String text = random.ints(100, '!', '~')
                        .mapToObj(Character::toString)
                        // None that looks like an address or a path.
                        .map(one -> "@:/\\.".contains(one) ? "x" : one)
                        .collect(Collectors.joining());
                section.count(name + ".words" + metric, text, 1);
            }
        }
        return section;
    }

    private void deny(Class<? extends Question> kind) {
        policies.add(question -> kind.isInstance(question) ? Decision.deny("off", "here") : Decision.allow());
    }

    private static Map<String, Outcome> outcomes(Node.Run run) {
        return run.collectors().stream()
                .collect(Collectors.toMap(Node.CollectorResult::collector, Node.CollectorResult::outcome));
    }

    private CensusNode node(Duration graceTime) {
        start = new Start(platform::get, Duration.ZERO, System::nanoTime);
        Timer starting = Timer.real("vzstats-test");
        open.add(starting);
        start.whenOver(starting, () -> {});
        outbox = new Outbox(directory.resolve("outbox"), BOUNDS, clock);
        SentReports history = new SentReports(directory.resolve("history"), 100, 1 << 20, clock);
        Policies asked = Unnamed.policies(() -> policies);
        Grace grace = new Grace(directory, graceTime, clock);
        Backoff backoff = new Backoff(Duration.ofDays(1), Duration.ofDays(1));
        Collecting collecting = new Collecting(directory, Budget.of(Duration.ofSeconds(1), 1 << 20));
        Delivering delivering = new Delivering(
                outbox,
                history,
                new Stopped(directory, clock),
                transports,
                asked,
                grace,
                backoff,
                clock,
                new Random(1),
                Timer.real("vzstats-test"));
        delivering.open(Duration.ZERO);
        open.add(collecting);
        open.add(delivering);
        Bench bench = new Bench(directory, clock);
        revisions = new Revisions(directory, asked, grace, clock);
        return new CensusNode(
                "0.1.0",
                start,
                collectors,
                troubled,
                asked,
                new Drafting(
                        "0.1.0", collectors, () -> Dictionary.of(topics), asked, revisions, collecting, bench, clock),
                bench,
                directory,
                outbox,
                history,
                grace,
                delivering,
                clock);
    }
}
