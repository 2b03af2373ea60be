package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.report.ReportLimits;

/**
 * Reports on disk that have not been delivered yet. One file per report; beside it an empty file for each transport that already has
 * it. A report leaves when every transport present has it. Bounded: the oldest goes first, and is counted.
 */
final class Outbox {

    /** The most reports that wait. */
    static final int MAX_REPORTS = 100;

    private static final Pattern REPORT = Pattern.compile("(\\d{16})-([0-9a-f-]{36})\\.tar\\.gz");
    private static final String DROPPED = "dropped";

    private final Path directory;
    private final Clock clock;

    Outbox(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** A report that waits. */
    record Waiting(Path file, UUID id) {

        Report read() throws IOException {
            if (Files.size(file) > ReportLimits.PACKED_BYTES) {
                throw new IOException("a report in the outbox is too large");
            }
            return new Report(id, Files.readAllBytes(file));
        }

        private Path doneBy(String transport) {
            return file.resolveSibling(file.getFileName() + "." + transport + ".done");
        }
    }

    /** Queues a report; when this returns, it survives a power cut. */
    synchronized void add(Report report) throws IOException {
        DurableFiles.directory(directory);
        // Never before one that is there already, even if the clock went back.
        List<Waiting> waiting = waiting();
        long last =
                waiting.isEmpty() ? 0 : number(waiting.get(waiting.size() - 1).file());
        long number = Math.max(clock.millis(), last + 1);
        DurableFiles.write(directory.resolve("%016d-%s.tar.gz".formatted(number, report.id())), report.packed());
        for (Waiting oldest : waiting.subList(0, Math.max(0, waiting.size() + 1 - MAX_REPORTS))) {
            remove(oldest);
            countDropped(1);
        }
    }

    /** {@return the reports that wait, oldest first} */
    synchronized List<Waiting> waiting() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Waiting> reports = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher name = REPORT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    reports.add(new Waiting(file, UUID.fromString(name.group(2))));
                } else if (DurableFiles.isUnfinished(file)) {
                    // Left by a crash: it was never queued.
                    Files.deleteIfExists(file);
                }
            }
        }
        reports.sort((one, other) -> Long.compare(number(one.file()), number(other.file())));
        return Collections.unmodifiableList(reports);
    }

    /** {@return the oldest report that this transport does not have} */
    synchronized Optional<Waiting> next(String transport) throws IOException {
        return waiting().stream()
                .filter(report -> !Files.exists(report.doneBy(transport)))
                .findFirst();
    }

    /** Remembers that this transport has the report, or will never take it; removes it once all that are present are done with it. */
    synchronized void done(Waiting report, String transport, Collection<String> present) throws IOException {
        if (!Files.exists(report.file())) {
            return;
        }
        DurableFiles.write(report.doneBy(transport), new byte[0]);
        settle(present);
    }

    /** Removes the reports that all transports present are done with: one that somebody waited for may have gone. */
    synchronized void settle(Collection<String> present) throws IOException {
        for (Waiting report : present.isEmpty() ? List.<Waiting>of() : waiting()) {
            if (present.stream().allMatch(transport -> Files.exists(report.doneBy(transport)))) {
                remove(report);
            }
        }
    }

    /** Removes everything that waits. */
    synchronized void clear() throws IOException {
        for (Waiting report : waiting()) {
            remove(report);
        }
    }

    /** Counts reports that were dropped undelivered. */
    synchronized void countDropped(int more) throws IOException {
        DurableFiles.directory(directory);
        DurableFiles.write(
                directory.resolve(DROPPED), Long.toString(dropped() + more).getBytes(StandardCharsets.US_ASCII));
    }

    /** {@return how many reports were dropped undelivered} */
    synchronized long dropped() throws IOException {
        Path file = directory.resolve(DROPPED);
        if (!Files.exists(file)) {
            return 0;
        }
        String written = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return written.matches("\\d{1,18}") ? Long.parseLong(written) : 0;
    }

    private void remove(Waiting report) throws IOException {
        // The report first: a crash between the two leaves marks of no report, which mean nothing.
        Files.deleteIfExists(report.file());
        try (DirectoryStream<Path> marks =
                Files.newDirectoryStream(directory, report.file().getFileName() + ".*.done")) {
            for (Path mark : marks) {
                Files.deleteIfExists(mark);
            }
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 16));
    }
}
