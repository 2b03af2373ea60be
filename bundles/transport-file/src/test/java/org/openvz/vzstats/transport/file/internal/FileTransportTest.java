package org.openvz.vzstats.transport.file.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.BudgetExceededException;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Erasable.Holder;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportReader;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;

class FileTransportTest {

    private static final Delivery LINK = retry("the output directory is a link, or another user's");
    private static final Delivery IN_THE_WAY = retry("in the output directory is a file that is not ours");

    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void theLastReportIsTheFile() throws IOException {
        Path file = directory.resolve("cep/report.tar.gz");
        FileTransport transport = new FileTransport(file, "");
        for (byte[] content : new byte[][] {{1, 2, 3, 4}, {5, 6}}) {
            assertInstanceOf(Delivery.Accepted.class, transport.deliver(new Report(UUID.randomUUID(), content)));
            assertArrayEquals(content, Files.readAllBytes(file));
            assertEquals("rw-------", permissions(file));
        }
        assertEquals(List.of("report.tar.gz"), names(directory.resolve("cep")), "nothing is left beside the report");
    }

    @Test
    void aLinkInItsPlaceIsReplacedNotFollowed() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "untouched");
        Path file = Files.createSymbolicLink(directory.resolve("report.tar.gz"), other);
        Files.createSymbolicLink(directory.resolve("report.tar.gz.unfinished"), other);
        new FileTransport(file, "").deliver(new Report(UUID.randomUUID(), new byte[] {7}));
        assertEquals("untouched", Files.readString(other));
        assertArrayEquals(new byte[] {7}, Files.readAllBytes(file));
    }

    @Test
    void whatCannotBeWrittenIsTriedAgain() throws IOException {
        Path file = Files.createFile(directory.resolve("cep")).resolve("report.tar.gz");
        assertThrows(IOException.class, () -> new FileTransport(file, "")
                .deliver(new Report(UUID.randomUUID(), new byte[] {1})));
    }

    @Test
    void aRelativePathIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FileTransport(Path.of("report.tar.gz"), ""));
        assertThrows(IllegalArgumentException.class, () -> new FileTransport(directory.resolve("a"), "output"));
        assertThrows(IllegalArgumentException.class, () -> new FileTransport(directory.resolve("a"), "/"));
    }

    @Test
    void theOwnerReadsTheReportsFilesAndTheNextReportReplacesThem() throws Exception {
        Report first = report("cpu", "disk");
        assertEquals(accepted(), transport().deliver(first));
        assertEquals(List.of(".vzstats", "cpu.json", "disk.json", "manifest.json"), names(output()));
        assertEquals("rwx------", permissions(output()));
        for (String name : names(output())) {
            assertEquals("rw-------", permissions(output().resolve(name)));
        }
        assertEquals(
                ReportReader.files(first.packed()).get("cpu.json"), Files.readString(output().resolve("cpu.json")));

        assertEquals(accepted(), transport().deliver(report("cpu", "memory")));
        assertEquals(List.of(".vzstats", "cpu.json", "manifest.json", "memory.json"), names(output()));
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws Exception {
        Files.createDirectories(output().resolve("mine"));
        Files.writeString(output().resolve("notes.json"), "mine");
        Files.writeString(output().resolve("network.json"), "mine");
        assertEquals(accepted(), transport().deliver(report("cpu")));
        assertEquals(IN_THE_WAY, transport().deliver(report("network")));
        assertEquals("mine", Files.readString(output().resolve("network.json")));
        assertEquals(
                List.of(".vzstats", "cpu.json", "manifest.json", "mine", "network.json", "notes.json"),
                names(output()),
                "and the former report is still whole");
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createDirectories(output().getParent());
        Files.createSymbolicLink(output(), elsewhere);
        assertEquals(LINK, transport().deliver(report("cpu")));
        assertEquals(List.of(), names(elsewhere));

        Files.delete(output());
        Path precious = Files.writeString(elsewhere.resolve("precious"), "precious");
        Files.createDirectory(output());
        Files.createSymbolicLink(output().resolve("cpu.json"), precious);
        assertEquals(IN_THE_WAY, transport().deliver(report("cpu")));
        assertEquals("precious", Files.readString(precious));
    }

    @Test
    void whereOthersCouldPutALinkNothingIsWritten() throws Exception {
        Path open = Files.createDirectories(output().getParent());
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertEquals(
                retry("other users can replace the output directory"),
                transport().deliver(report("cpu")));
        assertEquals(List.of(), names(output()));
    }

    @Test
    void afterACrashTheSetIsNotWholeUntilTheReportIsWrittenAgain() throws Exception {
        transport().deliver(report("cpu", "disk"));
        // As it is in the midst of a replacement.
        Files.delete(output().resolve("manifest.json"));
        Files.writeString(output().resolve(".vzstats"), "cpu.json\ndisk.json\nmanifest.json\nmemory.json\n");
        Files.writeString(output().resolve("memory.json.unfinished"), "hal");
        assertEquals(accepted(), transport().deliver(report("memory")));
        assertEquals(List.of(".vzstats", "manifest.json", "memory.json"), names(output()));
    }

    @Test
    void anIndexCannotNameWhatIsOutside() throws Exception {
        transport().deliver(report("cpu"));
        Path precious = Files.writeString(directory.resolve("precious.json"), "precious");
        Files.writeString(output().resolve(".vzstats"), "../../precious.json\n/etc/passwd\ncpu.json\nmanifest.json\n");
        transport().deliver(report("disk"));
        assertTrue(Files.exists(precious));
    }

    @Test
    void aHostWithoutTheFirstDirectoryGetsNone() throws Exception {
        Path nowhere = Path.of("/zq-" + UUID.randomUUID());
        FileTransport transport = new FileTransport(directory.resolve("report.tar.gz"), nowhere + "/cep/output");
        assertEquals(accepted(), transport.deliver(report("cpu")));
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void forgottenNothingOfOursIsLeftAndAllElseIs() throws Exception {
        assertEquals(List.of(), transport().holders());
        Files.createDirectories(output());
        Files.writeString(output().resolve("notes.json"), "mine");
        transport().deliver(report("cpu"));
        Holder holder = transport().holders().get(0);
        assertEquals(new Erasure.Nothing(), holder.erase());
        holder.forget();
        assertEquals(List.of("notes.json"), names(output()));
        assertFalse(Files.exists(directory.resolve("report.tar.gz")));
        assertEquals(List.of(), transport().holders());
    }

    private FileTransport transport() {
        return new FileTransport(directory.resolve("report.tar.gz"), output().toString());
    }

    private Path output() {
        return directory.resolve("cep/output");
    }

    private static Delivery accepted() {
        return new Delivery.Accepted("written to the file");
    }

    private static Delivery retry(String why) {
        return new Delivery.Retry(why, null);
    }

    private static Report report(String... topics) throws IOException {
        List<ReportSection> sections = Arrays.stream(topics)
                .map(topic -> new ReportSection(section(topic), 1))
                .toList();
        return ReportWriter.pack(ReportFiles.of(UUID.randomUUID(), "0.1.0", LocalDate.of(2026, 11, 22), sections));
    }

    private static Section section(String topic) {
        try {
            return new Section.Builder(topic).quantity(topic + ".amount", 2).build();
        } catch (BudgetExceededException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
