package org.openvz.vzstats.collector.support;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What the commands of one run gave: a command that several collectors ask for is run once, and one that hung or flooded is not run
 * again. Any thread may use it.
 */
public final class RunOutputs {

    /** More is not kept, and the command run again. */
    private static final long MAX_BYTES = 32L << 20;

    private final Map<List<String>, Output> byCommand = new ConcurrentHashMap<>();
    private final AtomicLong kept = new AtomicLong();

    /**
     * What one command gave.
     *
     * @param text as {@link org.openvz.vzstats.api.Host#run} gives it
     */
    record Output(Optional<String> text) {}

    /** {@return what commands wrote in this run, in no order} */
    public Stream<String> texts() {
        return byCommand.values().stream().flatMap(output -> output.text().stream());
    }

    /** {@return what this command gave; empty if it has not run} */
    Optional<Output> of(List<String> command) {
        return Optional.ofNullable(byCommand.get(command));
    }

    void keep(List<String> command, Optional<String> output) {
        if (kept.addAndGet(output.map(String::length).orElse(0)) <= MAX_BYTES) {
            byCommand.put(List.copyOf(command), new Output(output));
        }
    }
}
