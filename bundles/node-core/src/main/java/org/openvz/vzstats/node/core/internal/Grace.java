package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

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
        String written = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            return Instant.parse(written).plus(grace);
        } catch (DateTimeException e) {
            // Nobody knows when it began, so it begins now.
            write(clock.instant());
            return clock.instant().plus(grace);
        }
    }

    /** Ends it: somebody has looked, and asked to send. */
    synchronized void end() throws IOException {
        if (sendingFrom().isAfter(clock.instant())) {
            write(clock.instant().minus(grace));
        }
    }

    private void write(Instant began) throws IOException {
        DurableFiles.directory(directory);
        DurableFiles.write(file, began.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
