package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Node.Drop;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.openvz.vzstats.report.ReportLimits;

class OutboxTest {

    private static final Set<String> BOTH = Set.of("file", "http");

    private static final Outbox.Bounds BOUNDS = new Outbox.Bounds(100, 1 << 20, Duration.ofDays(30));

    @TempDir
    Path parent = Path.of("set by JUnit");

    private final SettableClock clock = new SettableClock();
    private Path directory = Path.of("set before each");
    private Outbox outbox = new Outbox(directory, BOUNDS, clock);

    @BeforeEach
    void makeOutbox() {
        directory = parent.resolve("outbox");
        outbox = new Outbox(directory, BOUNDS, clock);
    }

    @Test
    void reportsComeOutAsTheyWentInOldestFirst() throws Exception {
        assertEquals(List.of(), outbox.waiting());
        Report first = add();
        Report second = add();
        clock.advance(Duration.ofHours(1));
        Report third = add();

        assertEquals(List.of(first.id(), second.id(), third.id()), ids());
        assertArrayEquals(first.packed(), outbox.waiting().get(0).read().packed());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    }

    @Test
    void aClockThatGoesBackChangesNoOrder() throws Exception {
        Report first = add();
        clock.advance(Duration.ofDays(-30));
        Report second = add();
        assertEquals(List.of(first.id(), second.id()), ids());
    }

    @Test
    void theOldestOfMoreThan100IsDroppedAndCounted() throws Exception {
        List<UUID> added = new ArrayList<>();
        for (int i = 0; i < 102; i++) {
            added.add(add().id());
        }
        assertEquals(added.subList(2, 102), ids());
        assertEquals(Map.of(Drop.COUNT, 2L), outbox.dropped());
        assertEquals(Map.of(Drop.COUNT, 2L), new Outbox(directory, BOUNDS, clock).dropped(), "also after a restart");
    }

    @Test
    void ofMoreBytesThanMayWaitTheOldestGoButNeverTheLast() throws Exception {
        outbox = new Outbox(directory, new Outbox.Bounds(100, 7, Duration.ofDays(30)), clock);
        add();
        Report second = add();
        Report third = add();
        assertEquals(List.of(second.id(), third.id()), ids());
        assertEquals(Map.of(Drop.BYTES, 1L), outbox.dropped());

        Report large = new Report(UUID.randomUUID(), new byte[100]);
        outbox.add(large);
        assertEquals(List.of(large.id()), ids());
        assertEquals(Map.of(Drop.BYTES, 3L), outbox.dropped());
    }

    @Test
    void whatWaitedTooLongGoes() throws Exception {
        add();
        clock.advance(Duration.ofDays(20));
        Report second = add();
        clock.advance(Duration.ofDays(10));
        outbox.trim();
        assertEquals(2, ids().size(), "30 days are allowed");
        clock.advance(Duration.ofSeconds(1));
        outbox.trim();
        assertEquals(List.of(second.id()), ids());
        assertEquals(Map.of(Drop.AGE, 1L), outbox.dropped());
        clock.advance(Duration.ofDays(-3_000));
        outbox.trim();
        assertEquals(List.of(second.id()), ids(), "a clock that is set back makes nothing old");
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Outbox.Bounds(0, 1, Duration.ofDays(1)));
        assertThrows(IllegalArgumentException.class, () -> new Outbox.Bounds(1, 0, Duration.ofDays(1)));
        assertThrows(IllegalArgumentException.class, () -> new Outbox.Bounds(1, 1, Duration.ZERO));
    }

    @Test
    void whatACrashLeftUnfinishedIsNeverReadAndGoes() throws Exception {
        Report whole = add();
        Path unfinished = directory.resolve("0000000000000001-" + new UUID(0, 1) + ".tar.gz" + ".unfinished");
        Files.writeString(unfinished, "half");
        assertEquals(List.of(whole.id()), ids());
        assertFalse(Files.exists(unfinished));
    }

    @Test
    void whatIsNoReportIsLeftAloneAndStandsInNobodysWay() throws Exception {
        Report whole = add();
        String oldest = "0000000000000001-";
        List<String> foreign = List.of(
                "README",
                oldest + "-".repeat(36) + ".tar.gz",
                oldest + "0".repeat(36) + ".tar.gz",
                "1-" + new UUID(0, 1) + ".tar.gz",
                oldest + new UUID(0, 1) + ".tar.gz.http.done");
        for (String name : foreign) {
            Files.writeString(directory.resolve(name), "foreign");
        }
        Files.createDirectory(directory.resolve(oldest + new UUID(0, 2) + ".tar.gz"));
        Files.write(directory.resolve(oldest + new UUID(0, 3) + ".tar.gz"), new byte[ReportLimits.PACKED_BYTES + 1]);
        Files.createSymbolicLink(directory.resolve(oldest + new UUID(0, 4) + ".tar.gz"), Path.of("/etc/hostname"));

        assertEquals(List.of(whole.id()), ids());
        outbox.clear();
        assertEquals(foreign.size() + 3, names().size());
    }

    @Test
    void aReportLeavesOnceAllTransportsHaveIt() throws Exception {
        Report first = add();
        Report second = add();

        outbox.done(outbox.next("file").orElseThrow(), "file", BOTH);
        assertEquals(second.id(), outbox.next("file").orElseThrow().id());
        assertEquals(first.id(), outbox.next("http").orElseThrow().id());
        outbox.done(outbox.next("file").orElseThrow(), "file", BOTH);
        assertTrue(outbox.next("file").isEmpty());

        outbox.done(outbox.next("http").orElseThrow(), "http", BOTH);
        assertEquals(List.of(second.id()), ids());
        outbox.done(outbox.next("http").orElseThrow(), "http", BOTH);
        assertEquals(List.of(), names());
    }

    @Test
    void whoHasWhichReportSurvivesARestart() throws Exception {
        add();
        outbox.done(outbox.next("file").orElseThrow(), "file", BOTH);
        Outbox restarted = new Outbox(directory, BOUNDS, clock);
        assertTrue(restarted.next("file").isEmpty());
        assertTrue(restarted.next("http").isPresent());
    }

    @Test
    void whatWaitsForATransportThatHasGoneIsSettled() throws Exception {
        add();
        Report second = add();
        outbox.done(outbox.next("file").orElseThrow(), "file", BOTH);
        outbox.settle(Set.of());
        assertEquals(2, outbox.waiting().size(), "nobody there is not everybody done");
        outbox.settle(BOTH);
        assertEquals(2, outbox.waiting().size());
        outbox.settle(Set.of("file"));
        assertEquals(List.of(second.id()), ids());
    }

    @Test
    void aTransportThatWentAwayWhileItDeliveredKeepsItsMark() throws Exception {
        add();
        outbox.done(outbox.next("http").orElseThrow(), "http", Set.of());
        assertTrue(outbox.next("http").isEmpty());
        assertEquals(1, outbox.waiting().size());
    }

    @Test
    void whatWasClearedMeanwhileStaysAway() throws Exception {
        add();
        Outbox.Waiting delivering = outbox.next("http").orElseThrow();
        outbox.clear();
        outbox.done(delivering, "http", BOTH);
        assertEquals(List.of(), names());
    }

    @Test
    void clearingTakesTheMarksToo() throws Exception {
        add();
        outbox.done(outbox.next("file").orElseThrow(), "file", BOTH);
        outbox.clear();
        assertEquals(List.of(), names());
        outbox.clear();
    }

    @Test
    void aDamagedCountBeginsAgain() throws Exception {
        for (byte[] damaged : List.of(
                new byte[0], new byte[] {(byte) 0xff, 0}, "AGE -1\nNEVER 3\n".getBytes(StandardCharsets.UTF_8))) {
            DurableFiles.directory(directory);
            Files.write(directory.resolve("dropped"), damaged);
            Outbox restarted = new Outbox(directory, BOUNDS, clock);
            assertEquals(Map.of(), restarted.dropped());
            restarted.countDropped(Drop.REFUSED);
            assertEquals(Map.of(Drop.REFUSED, 1L), new Outbox(directory, BOUNDS, clock).dropped());
        }
    }

    @Test
    void aCountThatCannotBeWrittenIsWrittenWithTheNextOne() throws Exception {
        Files.writeString(directory, "a file where the directory should be");
        outbox.countDropped(Drop.REFUSED);
        assertEquals(Map.of(Drop.REFUSED, 1L), outbox.dropped());
        Files.delete(directory);
        outbox.countDropped(Drop.AGE);
        assertEquals(Map.of(Drop.REFUSED, 1L, Drop.AGE, 1L), new Outbox(directory, BOUNDS, clock).dropped());
    }

    @Test
    void theNamesOfReportsDoNotDependOnTheLanguage() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Report report = add();
            assertEquals(List.of(report.id()), ids());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whereNothingCanBeWrittenNothingIsHalfWritten() throws Exception {
        Files.writeString(directory, "a file where the directory should be");
        assertThrows(IOException.class, this::add);
        assertEquals("a file where the directory should be", Files.readString(directory));
    }

    @Test
    void aFileThatCannotBeReplacedStaysWholeAndNothingIsLeftBeside() throws Exception {
        DurableFiles.directory(directory);
        Path taken = directory.resolve("taken");
        Files.createDirectory(taken);
        Files.writeString(taken.resolve("inside"), "whole");
        assertThrows(IOException.class, () -> DurableFiles.write(taken, new byte[10]));
        assertEquals(List.of("taken"), names());
        assertEquals("whole", Files.readString(taken.resolve("inside")));
    }

    @Test
    void aFileIsReplacedWhole() throws Exception {
        DurableFiles.directory(directory);
        DurableFiles.write(directory.resolve("file"), "a long text".getBytes(StandardCharsets.UTF_8));
        DurableFiles.write(directory.resolve("file"), "short".getBytes(StandardCharsets.UTF_8));
        assertEquals("short", DurableFiles.read(directory.resolve("file")));
        assertEquals(List.of("file"), names());
    }

    private Report add() throws IOException {
        Report report = new Report(UUID.randomUUID(), new byte[] {1, 2, 3});
        outbox.add(report);
        return report;
    }

    private List<UUID> ids() throws IOException {
        return outbox.waiting().stream().map(Outbox.Waiting::id).toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
