package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
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
 * The transports whose receiver wants no report any more. It survives a restart, and ends when a person asks for a report or when the
 * transport is configured anew.
 */
final class Stopped {

    private static final Logger LOG = LoggerFactory.getLogger(Stopped.class);
    private static final Pattern LINE = Pattern.compile("([a-z][a-z0-9-]{0,39}) (\\S{0,64}) (\\S{1,64}) (.{0,200})");

    private final Path directory;
    private final Path file;
    private final Clock clock;
    private final SortedMap<String, Stop> stops = new TreeMap<>();

    /**
     * One transport that stopped.
     *
     * @param edition of its configuration
     * @param since when
     * @param answer what it said last
     */
    record Stop(String edition, Instant since, String answer) {}

    /** Reads who was stopped when the node ended; a file that cannot be read stops nobody. */
    Stopped(Path directory, Clock clock) {
        this.directory = directory;
        this.file = directory.resolve("stopped");
        this.clock = clock;
        try {
            String lines = Files.exists(file) ? DurableFiles.read(file) : "";
            lines.lines().map(LINE::matcher).filter(line -> line.matches()).forEach(line -> {
                try {
                    stops.put(line.group(1), new Stop(line.group(2), Instant.parse(line.group(3)), line.group(4)));
                } catch (DateTimeException e) {
                    LOG.debug("A line of the stopped transports is damaged", e);
                }
            });
        } catch (IOException e) {
            LOG.info(
                    "Which transports were stopped cannot be read ({}): none is",
                    e.getClass().getSimpleName());
        }
    }

    synchronized void add(String transport, String edition, String answer) {
        stops.put(transport, new Stop(edition, clock.instant(), answer));
        write();
    }

    synchronized void remove(String transport) {
        if (stops.remove(transport) != null) {
            write();
        }
    }

    /** {@return how this transport was stopped, if it was, and as it is configured now} */
    synchronized Optional<Stop> answer(String transport, String edition) {
        return Optional.ofNullable(stops.get(transport))
                .filter(stop -> stop.edition().equals(edition));
    }

    private void write() {
        String lines = stops.entrySet().stream()
                .map(stop -> stop.getKey() + " " + stop.getValue().edition() + " "
                        + stop.getValue().since() + " "
                        + oneLine(stop.getValue().answer()) + "\n")
                .collect(Collectors.joining());
        try {
            DurableFiles.directory(directory);
            DurableFiles.write(file, lines.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            LOG.info(
                    "Which transports are stopped cannot be written ({}): it lasts until the node stops",
                    e.getClass().getSimpleName());
        }
    }

    private static String oneLine(String answer) {
        String line = answer.replaceAll("\\R", " ");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
