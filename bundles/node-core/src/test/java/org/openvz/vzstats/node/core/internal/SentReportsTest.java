package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Node.Attached;
import org.openvz.vzstats.api.Node.Sent;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.openvz.vzstats.report.ReportReader;
import org.openvz.vzstats.report.ReportSection;

class SentReportsTest {

    @TempDir
    Path parent = Path.of("set by JUnit");

    private final SettableClock clock = new SettableClock();
    private Path directory = Path.of("set before each");
    private SentReports history = new SentReports(directory, 1, 1, clock);

    @BeforeEach
    void makeHistory() {
        directory = parent.resolve("history");
        history = new SentReports(directory, 100, 1 << 20, clock);
    }

    @Test
    void whatWasSentIsKeptAsItWasWithItsReceiptAndItsPolicy() throws Exception {
        assertEquals(List.of(), history.read().deliveries());
        assertTrue(history.last().isEmpty());
        Report report = report();
        history.add(report, "http", "allowed", "{\"report\": \"…\"}");

        Sent sent = new Sent(
                1,
                report.id().toString(),
                SettableClock.START,
                report.packed().length,
                List.of("cpu"),
                "http",
                "allowed",
                "{\"report\": \"…\"}");
        SentReports restarted = new SentReports(directory, 100, 1 << 20, clock);
        assertEquals(List.of(sent), restarted.read().deliveries());
        assertEquals(0, restarted.read().damaged());
        assertEquals(Optional.of(sent), restarted.last());
        assertEquals(
                ReportReader.files(report.packed()),
                restarted.read(1).orElseThrow().files());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        assertEquals(
                List.of("000001-" + report.id() + ".http.json", "000001-" + report.id() + ".tar.gz"), names(directory));
    }

    @Test
    void aReportHasOneNumberForAllItsDestinationsAndOneDeliveryForEach() throws Exception {
        Report first = report();
        Report second = report();
        history.add(first, "file", "allowed", "written");
        history.add(second, "file", "allowed", "written");
        clock.advance(Duration.ofHours(1));
        history.add(first, "http", "allowed", "once");
        history.add(first, "http", "allowed", "again, as the answer was lost");

        assertEquals(
                List.of("1 file written", "1 http again, as the answer was lost", "2 file written"),
                history.read().deliveries().stream()
                        .map(sent -> sent.number() + " " + sent.destination() + " " + sent.answer())
                        .toList());
    }

    @Test
    void onlyTheLast100AreKeptAndTheirNumbersStay() throws Exception {
        for (int i = 0; i < 103; i++) {
            history.add(report(), "http", "allowed", "receipt");
        }
        assertEquals(
                IntStream.rangeClosed(4, 103).boxed().toList(),
                history.read().deliveries().stream().map(Sent::number).toList());
        assertEquals(200, names(directory).size());
    }

    @Test
    void noMoreBytesAreKeptThanMayButTheLastReportIs() throws Exception {
        history = new SentReports(directory, 100, 2_000, clock);
        for (int i = 0; i < 20; i++) {
            history.add(report(), "http", "allowed", "receipt");
        }
        long bytes = 0;
        for (String name : names(directory)) {
            bytes += Files.size(directory.resolve(name));
        }
        assertTrue(bytes <= 2_000 && bytes > 1_000, "bytes: " + bytes);

        history = new SentReports(directory, 100, 1, clock);
        history.add(report(), "http", "allowed", "receipt");
        assertEquals(1, history.read().deliveries().size());
    }

    @Test
    void whatIsDamagedIsLeftOutAndSaid() throws Exception {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            reports.add(report());
            history.add(reports.get(i), "http", "allowed", "receipt");
        }
        truncate(1, reports.get(0), ".tar.gz");
        truncate(2, reports.get(1), ".http.json");
        Files.write(file(3, reports.get(2), ".http.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.delete(file(4, reports.get(3), ".tar.gz"));
        // Another whole report, but not what was sent.
        Files.write(file(5, reports.get(4), ".tar.gz"), report().packed());
        Files.writeString(directory.resolve("README"), "foreign");

        assertEquals(
                List.of(6),
                history.read().deliveries().stream().map(Sent::number).toList());
        assertEquals(5, history.read().damaged());
        assertTrue(history.read(1).isEmpty());
        truncate(6, reports.get(5), ".tar.gz");
        assertTrue(history.last().isEmpty());
        history.add(report(), "http", "allowed", "receipt");
        assertEquals(7, history.last().orElseThrow().number());
    }

    @Test
    void aCrashAtAnyPointLeavesNothingHalfAndTheNextDeliveryMakesItWhole() throws Exception {
        Report report = report();
        DurableFiles.directory(directory);
        // Killed while the bytes were written, and before the record was.
        Files.writeString(directory.resolve("000001-" + report.id() + ".tar.gz.unfinished"), "half");
        assertEquals(0, history.read().damaged());
        assertEquals(List.of(), names(directory));
        Files.write(directory.resolve("000001-" + report.id() + ".tar.gz"), report.packed());
        assertEquals(List.of(), history.read().deliveries());
        assertEquals(0, history.read().damaged(), "it is still in the outbox");

        history.add(report, "http", "allowed", "receipt");
        assertEquals(1, history.last().orElseThrow().number());
    }

    @Test
    void aReceiptOfACarriedReportIsKeptIfItIsForTheseBytes() throws Exception {
        Report report = report();
        history.add(report(), "http", "allowed", "other");
        history.add(report, "export", "allowed", "exported");
        String receipt = "{\"report\": \"%s\", \"sha256\": \"%s\", \"received\": \"2026-11-23T00:00:00Z\"}\n";
        String good = receipt.formatted(report.id(), DurableFiles.sha256(report.packed()));

        assertEquals(
                problem("the receipt is for other bytes than those of report 2"),
                history.attach(receipt.formatted(report.id(), "0".repeat(64))));
        assertEquals(
                problem("the receipt is for a report that is not in the history"),
                history.attach(receipt.formatted(UUID.randomUUID(), DurableFiles.sha256(report.packed()))));
        for (String none : List.of("", "null", "[]", "{\"report\": 3", "no JSON", "[".repeat(100_000))) {
            assertEquals(problem("this is no receipt of a census server"), history.attach(none));
        }
        assertEquals(2, history.read().deliveries().size());

        clock.advance(Duration.ofDays(1));
        assertEquals(new Attached(Optional.of(2), Optional.empty()), history.attach(good));
        List<Sent> deliveries = history.read(2).orElseThrow().deliveries();
        assertEquals("export", deliveries.get(0).destination());
        assertEquals("carried", deliveries.get(1).destination());
        assertEquals(good.strip(), deliveries.get(1).answer());
    }

    @Test
    void aHistoryThatCannotBeWrittenSaysSo() throws Exception {
        Files.writeString(directory, "a file where the directory should be");
        assertThrows(IOException.class, () -> history.add(report(), "http", "allowed", "receipt"));
        assertThrows(IllegalArgumentException.class, () -> new SentReports(directory, 0, 1, clock));
        assertThrows(IllegalArgumentException.class, () -> new SentReports(directory, 1, 0, clock));
    }

    private static Attached problem(String text) {
        return new Attached(Optional.empty(), Optional.of(text));
    }

    private static Report report() throws BudgetExceededException {
        Section section =
                new Section.Builder("cpu", false).quantity("cpu.sockets", 2).build();
        return Packed.of(UUID.randomUUID(), "0.1.0", LocalDate.of(2026, 11, 22), List.of(new ReportSection(section, 1)))
                .report();
    }

    private Path file(int number, Report report, String end) {
        return directory.resolve("00000" + number + "-" + report.id() + end);
    }

    private void truncate(int number, Report report, String end) throws IOException {
        byte[] half = new byte[20];
        System.arraycopy(Files.readAllBytes(file(number, report, end)), 0, half, 0, 20);
        Files.write(file(number, report, end), half, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
