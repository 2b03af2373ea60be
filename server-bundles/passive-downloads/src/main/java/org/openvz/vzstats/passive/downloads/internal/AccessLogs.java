package org.openvz.vzstats.passive.downloads.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openvz.vzstats.server.api.Countries;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Downloads.Download;
import org.openvz.vzstats.server.api.Downloads.Reach;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access logs in a directory. Each line is counted once, however often the server stops in the middle, and whatever the log is called by
 * then: how far it was read is kept with what was counted, in one transaction.
 */
final class AccessLogs {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLogs.class);
    private static final int MOST_FILES = 10_000;
    /** What is counted at once: more would be lost when the server stops, less would cost more transactions. */
    private static final long PART_BYTES = 64L << 20;

    private static final int PART_CELLS = 10_000;

    private static final Result NOTHING = new Result(0, 0, 0, 0, 0);

    private final Path directory;
    private final Rules rules;
    private final Countries countries;
    private final Downloads downloads;
    private final Reached reached;
    private final InstantSource clock;
    /** Files in which there was nothing more: they are not unpacked again before they change. */
    private final Map<Path, Seen> done = new HashMap<>();

    AccessLogs(Path directory, Rules rules, Countries countries, Downloads downloads, InstantSource clock) {
        this.directory = directory;
        this.rules = rules;
        this.countries = countries;
        this.downloads = downloads;
        this.reached = new Reached(clock);
        this.clock = clock;
    }

    private record Seen(long size, FileTime modified) {}

    /**
     * What a look at the directory came to.
     *
     * @param lines how many were read
     * @param downloads how many of them were counted
     * @param robots how many would have been, but for the program
     * @param unreadable how many were no lines of an access log
     * @param failed how many files could not be read to their ends
     */
    record Result(long lines, long downloads, long robots, long unreadable, int failed) {

        private Result plus(Result other) {
            return new Result(
                    lines + other.lines,
                    downloads + other.downloads,
                    robots + other.robots,
                    unreadable + other.unreadable,
                    failed + other.failed);
        }
    }

    /**
     * Counts what is new.
     *
     * @throws IOException if the directory cannot be read
     */
    Result look() throws IOException {
        List<Path> files = files();
        done.keySet().retainAll(Set.copyOf(files));
        Result all = NOTHING;
        for (Path file : files) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            all = all.plus(read(file));
        }
        return all;
    }

    /** The oldest first: a log that was rotated ends before the next one begins. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            Map<Path, FileTime> found = new HashMap<>();
            for (Path file : (Iterable<Path>) all.limit(MOST_FILES)::iterator) {
                if (!String.valueOf(file.getFileName()).startsWith(".") && Files.isRegularFile(file)) {
                    found.put(file, Files.getLastModifiedTime(file));
                }
            }
            return found.keySet().stream()
                    .sorted(Comparator.comparing((Path file) -> found.getOrDefault(file, FileTime.fromMillis(0)))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private Result read(Path file) {
        try {
            Seen now = new Seen(Files.size(file), Files.getLastModifiedTime(file));
            if (now.equals(done.get(file))) {
                return NOTHING;
            }
            Result result = read(new LogFile(file));
            done.put(file, now);
            if (result.failed() > 0) {
                // Its name and what is in it are nobody's business.
                LOG.warn("An access log cannot be read to its end; what is before that is counted");
            }
            return result;
        } catch (IOException e) {
            LOG.debug("A file cannot be read, it may just be moved", e);
        } catch (StoreUnavailableException e) {
            // The store has said so in the log.
            LOG.debug("Nothing can be counted now", e);
        }
        return new Result(0, 0, 0, 0, 1);
    }

    private Result read(LogFile file) throws IOException {
        Optional<String> log = file.log();
        if (log.isEmpty()) {
            return NOTHING;
        }
        try (LogFile.Opened opened = file.open()) {
            long position = downloads.position(log.get());
            if (!opened.skip(position)) {
                return NOTHING;
            }
            LogLines lines = new LogLines(opened.in(), opened.compressed(), position);
            Result all = NOTHING;
            while (!Thread.currentThread().isInterrupted()) {
                Part part = new Part(lines);
                boolean more = part.read();
                if (!part.keep(log.get())) {
                    // Another process counts this log, too. What it has not done by the next look is done then.
                    break;
                }
                all = all.plus(part.result());
                if (!more) {
                    break;
                }
            }
            return all;
        }
    }

    /** What is counted in one transaction. */
    private final class Part {

        private final LogLines lines;
        private final long from;
        private final long unreadableBefore;
        private final Map<Download, Long> counts = new HashMap<>();
        private final Set<Reach> touched = new HashSet<>();
        private final LocalDate tomorrow =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        private long read;
        private long counted;
        private long robots;
        private boolean broken;

        Part(LogLines lines) {
            this.lines = lines;
            this.from = lines.position();
            this.unreadableBefore = lines.unreadable();
        }

        /** {@return whether there is more} */
        boolean read() {
            while (lines.position() - from < PART_BYTES && counts.size() < PART_CELLS) {
                Optional<Request> request = next();
                if (request.isEmpty()) {
                    return false;
                }
                read++;
                if (request.get().isDownload()) {
                    count(request.get());
                }
            }
            return true;
        }

        /** A broken archive ends where it is broken. */
        private Optional<Request> next() {
            try {
                return lines.next();
            } catch (IOException | RuntimeException e) {
                LOG.debug("A file breaks off", e);
                broken = true;
                return Optional.empty();
            }
        }

        private void count(Request request) {
            Optional<Downloads.Item> item = rules.item(request.path());
            // A clock that is ahead brings no days that have not been.
            if (item.isEmpty() || request.day().isAfter(tomorrow)) {
                return;
            }
            if (rules.isRobot(request.agent())) {
                robots++;
                return;
            }
            counted++;
            Optional<InetAddress> address = Address.of(request.address());
            String country = address.flatMap(countries::of).orElse("");
            counts.merge(new Download(request.day(), item.get(), country), 1L, Long::sum);
            address.ifPresent(who -> {
                reach(new Reach(request.day(), item.get().product()), who);
                reach(new Reach(request.day(), ""), who);
            });
        }

        private void reach(Reach reach, InetAddress who) {
            reached.add(reach, who);
            touched.add(reach);
        }

        boolean keep(String log) {
            return lines.position() == from
                    || downloads.add(new Downloads.Part(log, from, lines.position()), counts, reached.numbers(touched));
        }

        Result result() {
            return new Result(read, counted, robots, lines.unreadable() - unreadableBefore, broken ? 1 : 0);
        }
    }
}
