package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where collectors sit that went over their budget, for a day: a host is not burdened by the same fault with every run. It survives a
 * restart. An updated collector is another one and starts afresh.
 */
final class Bench {

    /** How long a collector sits out. */
    static final Duration FOR = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
    private static final Pattern LINE = Pattern.compile("([a-z][a-z0-9-]{0,39}) (\\S{1,64}) (\\S{1,64})");

    private final Path directory;
    private final Path file;
    private final Clock clock;
    private final SortedMap<String, Seat> seats;

    /**
     * One collector that sits out.
     *
     * @param edition of the collector that went over its budget
     * @param until when it may run again
     */
    private record Seat(String edition, Instant until) {}

    /** Reads who sat out when the node stopped; a file that cannot be read is an empty bench. */
    Bench(Path directory, Clock clock) {
        this.directory = directory;
        this.file = directory.resolve("bench");
        this.clock = clock;
        this.seats = read(file);
    }

    /** Sends a collector off. */
    synchronized void add(String collector, String edition) {
        seats.put(collector, new Seat(edition, clock.instant().plus(FOR)));
        write();
    }

    /** {@return until when this collector sits out; empty if it may run} */
    synchronized Optional<Instant> until(String collector, String edition) {
        Seat seat = seats.get(collector);
        if (seat == null) {
            return Optional.empty();
        }
        // A clock that was set back does not make the day longer.
        Instant now = clock.instant();
        boolean sits = seat.edition().equals(edition)
                && seat.until().isAfter(now)
                && !seat.until().isAfter(now.plus(FOR));
        if (!sits) {
            seats.remove(collector);
            write();
        }
        return sits ? Optional.of(seat.until()) : Optional.empty();
    }

    private void write() {
        String lines = seats.entrySet().stream()
                .map(seat -> seat.getKey() + " " + seat.getValue().edition() + " "
                        + seat.getValue().until() + "\n")
                .collect(Collectors.joining());
        try {
            DurableFiles.directory(directory);
            DurableFiles.write(file, lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.info(
                    "The bench cannot be written ({}): it lasts until the node stops",
                    e.getClass().getSimpleName());
        }
    }

    private static SortedMap<String, Seat> read(Path file) {
        SortedMap<String, Seat> seats = new TreeMap<>();
        try {
            String lines = Files.exists(file) ? DurableFiles.read(file) : "";
            lines.lines().map(LINE::matcher).filter(line -> line.matches()).forEach(line -> {
                try {
                    seats.put(line.group(1), new Seat(line.group(2), Instant.parse(line.group(3))));
                } catch (DateTimeException e) {
                    LOG.debug("A line of the bench is damaged", e);
                }
            });
        } catch (IOException e) {
            LOG.info("The bench cannot be read ({}): it is empty", e.getClass().getSimpleName());
        }
        return seats;
    }
}
