package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Node.Drop;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.openvz.vzstats.report.ReportLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports on disk that have not been delivered yet. One file per report; beside it an empty file for each transport that already has
 * it. A report leaves when every transport present has it. Bounded in number, bytes and age: the oldest goes first, and is counted.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final Pattern REPORT =
            Pattern.compile("(\\d{16})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.tar\\.gz");
    private static final String DROPPED = "dropped";

    private static final Pattern COUNTED = Pattern.compile("([A-Z]{1,20}) (\\d{1,18})");

    private final Path directory;
    private final Bounds bounds;
    private final Clock clock;
    private final Map<Drop, Long> dropped;

    /** Opens it; a count of what was dropped that cannot be read begins again. */
    Outbox(Path directory, Bounds bounds, Clock clock) {
        this.directory = directory;
        this.bounds = bounds;
        this.clock = clock;
        this.dropped = counted(directory.resolve(DROPPED));
    }

    /**
     * What may wait.
     *
     * @param reports the most of them
     * @param bytes the most of all together
     * @param age the longest
     */
    record Bounds(int reports, long bytes, Duration age) {

        Bounds {
            if (reports < 1 || bytes < 1 || age.toMillis() < 1) {
                throw new IllegalArgumentException("outbox.reports, outbox.bytes and outbox.age must be above 0");
            }
        }
    }

    /** A report that waits. */
    record Waiting(Path file, UUID id) {

        Report read() throws IOException {
            return new Report(id, Files.readAllBytes(file));
        }

        /** {@return since when it does; near enough, see {@link Outbox#add}} */
        Instant since() {
            return Instant.ofEpochMilli(number(file));
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
        // In digits that are read again, whatever the machine's language.
        String name = String.format(Locale.ROOT, "%016d-%s.tar.gz", number, report.id());
        DurableFiles.write(directory.resolve(name), report.packed());
        try {
            trim();
        } catch (IOException e) {
            // It is queued all the same, and the next one tries again.
            LOG.info(
                    "The outbox cannot be kept within its bounds now ({})",
                    e.getClass().getSimpleName());
        }
    }

    /** Drops what waits beyond the bounds, the oldest first; of a size alone never the last. */
    synchronized void trim() throws IOException {
        List<Waiting> waiting = waiting();
        long bytes = 0;
        for (Waiting report : waiting) {
            bytes += Files.size(report.file());
        }
        int left = waiting.size();
        long tooOld = clock.millis() - bounds.age().toMillis();
        for (Waiting oldest : waiting) {
            Drop why =
                    left > bounds.reports() ? Drop.COUNT : bytes > bounds.bytes() && left > 1 ? Drop.BYTES : Drop.AGE;
            if (why == Drop.AGE && number(oldest.file()) >= tooOld) {
                return;
            }
            long size = Files.size(oldest.file());
            remove(oldest);
            countDropped(why);
            bytes -= size;
            left--;
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
                if (name.matches() && isReport(file)) {
                    reports.add(new Waiting(file, UUID.fromString(name.group(2))));
                } else if (DurableFiles.isUnfinished(file)) {
                    // Left by a crash: it was never queued.
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
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
        boolean last = !present.isEmpty()
                && present.stream().allMatch(other -> other.equals(transport) || Files.exists(report.doneBy(other)));
        if (last) {
            // Also where a full disk takes no mark any more.
            remove(report);
        } else {
            DurableFiles.write(report.doneBy(transport), new byte[0]);
        }
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

    /** Removes everything that waits, and what was counted. */
    synchronized void forget() throws IOException {
        clear();
        Files.deleteIfExists(directory.resolve(DROPPED));
        dropped.clear();
    }

    /** Counts a report that was dropped undelivered; where that cannot be written now, with the next one. */
    synchronized void countDropped(Drop why) {
        dropped.merge(why, 1L, Long::sum);
        String lines = dropped.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            DurableFiles.directory(directory);
            DurableFiles.write(directory.resolve(DROPPED), lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.info(
                    "The count of dropped reports cannot be written now ({})",
                    e.getClass().getSimpleName());
        }
    }

    /** {@return how many reports were dropped undelivered, and why} */
    synchronized Map<Drop, Long> dropped() {
        return new EnumMap<>(dropped);
    }

    private static Map<Drop, Long> counted(Path file) {
        Map<Drop, Long> counted = new EnumMap<>(Drop.class);
        try {
            String lines = Files.isRegularFile(file) ? DurableFiles.read(file) : "";
            lines.lines().map(COUNTED::matcher).filter(Matcher::matches).forEach(line -> Arrays.stream(Drop.values())
                    .filter(why -> why.name().equals(line.group(1)))
                    .forEach(why -> counted.put(why, Long.parseLong(line.group(2)))));
        } catch (IOException e) {
            LOG.info(
                    "The count of dropped reports cannot be read ({}): it begins again",
                    e.getClass().getSimpleName());
        }
        return counted;
    }

    private void remove(Waiting report) throws IOException {
        // The report first: a crash between the two leaves marks of no report, which mean nothing.
        Files.deleteIfExists(report.file());
        try (DirectoryStream<Path> marks =
                Files.newDirectoryStream(directory, report.file().getFileName() + ".*.done")) {
            for (Path mark : marks) {
                Files.deleteIfExists(mark);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** What is no file, or larger than any report, is not ours; it must not stand in the way of those behind it. */
    private static boolean isReport(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= ReportLimits.PACKED_BYTES;
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 16));
    }
}
