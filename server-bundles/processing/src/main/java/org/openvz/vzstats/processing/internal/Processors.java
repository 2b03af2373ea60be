package org.openvz.vzstats.processing.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ProcessorFor;

/** The processors that are there now; they come and go from any thread. */
final class Processors {

    private final List<Entry> newestFirst = new CopyOnWriteArrayList<>();
    private final AtomicLong arrivals = new AtomicLong();

    void add(String collector, Processor processor) {
        newestFirst.add(0, new Entry(collector, processor));
        arrivals.incrementAndGet();
    }

    void remove(Processor processor) {
        newestFirst.removeIf(entry -> entry.processor() == processor);
    }

    /** {@return the one for this collector, or else one for any} */
    Optional<Processor> of(String collector) {
        return named(collector).or(() -> named(ProcessorFor.ANY));
    }

    /** {@return how many have ever come} */
    long arrivals() {
        return arrivals.get();
    }

    private Optional<Processor> named(String collector) {
        return newestFirst.stream()
                .filter(entry -> entry.collector().equals(collector))
                .map(Entry::processor)
                .findFirst();
    }

    private record Entry(String collector, Processor processor) {}
}
