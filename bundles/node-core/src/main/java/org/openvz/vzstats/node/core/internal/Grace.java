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
import org.openvz.vzstats.durable.files.DurableFiles;

/**
 * The time between installing the node and the first send, in which its owner can look at everything. It begins when the node is first
 * seen, and ends early when a person asks for a report.
 */
final class Grace {

    private final Path directory;
    private final Path file;
    private final Duration grace;
    private final Clock clock;

    Grace(Path directory, Duration grace, Clock clock) {
        this.directory = directory;
        this.file = directory.resolve("installed");
        this.grace = grace;
        this.clock = clock;
    }

    /** {@return when sending starts, or started} */
    synchronized Instant sendingFrom() throws IOException {
        if (!Files.exists(file)) {
            write(clock.instant());
        }
        Instant now = clock.instant();
        Optional<Instant> began = began().filter(written -> !written.isAfter(now));
        if (began.isEmpty()) {
            // Nobody knows when it began, or a clock that was wrong has been set right: so it begins now.
            write(now);
        }
        return began.orElse(now).plus(grace);
    }

    /** {@return when sending starts if nobody can tell when it began: as if that were now} */
    Instant sendingFromAtTheLatest() {
        return clock.instant().plus(grace);
    }

    /** Ends it: somebody has looked, and asked to send. */
    synchronized void end() throws IOException {
        if (sendingFrom().isAfter(clock.instant())) {
            write(clock.instant().minus(grace));
        }
    }

    private Optional<Instant> began() throws IOException {
        try {
            return Optional.of(Instant.parse(DurableFiles.read(file).strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void write(Instant began) throws IOException {
        DurableFiles.directory(directory);
        DurableFiles.write(file, began.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
