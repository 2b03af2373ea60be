package org.openvz.vzstats.collector.census.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;

/** A node that has nothing but a bench. */
record NodeDouble(Supplier<Map<String, Instant>> benched) implements Node {

    @Override
    public Run view() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Run preview() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Run run(Trigger trigger) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Run export(Path file, boolean replace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public History history() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SentReport> sent(int number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Attached attach(String receipt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Status status() {
        return new Status(
                "0.1.0",
                Decision.allow(),
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                benched.get(),
                0,
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
