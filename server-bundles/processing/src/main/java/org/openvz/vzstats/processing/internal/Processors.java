package org.openvz.vzstats.processing.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ProcessorFor;
import org.openvz.vzstats.server.api.Translator;

/** The processors and translators that are there now; they come and go from any thread. */
final class Processors {

    private final List<Entry<Processor>> processors = new CopyOnWriteArrayList<>();
    private final List<Entry<Translator>> translators = new CopyOnWriteArrayList<>();
    private final AtomicLong arrivals = new AtomicLong();

    void add(String collector, Processor processor) {
        processors.add(0, new Entry<>(collector, processor));
        arrivals.incrementAndGet();
    }

    void remove(Processor processor) {
        processors.removeIf(entry -> entry.service() == processor);
    }

    void addTranslator(String collector, Translator translator) {
        translators.add(0, new Entry<>(collector, translator));
        arrivals.incrementAndGet();
    }

    void removeTranslator(Translator translator) {
        translators.removeIf(entry -> entry.service() == translator);
    }

    /** {@return the one for this collector, or else one for any} */
    Optional<Processor> of(String collector) {
        return newest(processors, collector).or(() -> newest(processors, ProcessorFor.ANY));
    }

    /** {@return the one for this collector} */
    Optional<Translator> translator(String collector) {
        return newest(translators, collector);
    }

    /** {@return how many have ever come} */
    long arrivals() {
        return arrivals.get();
    }

    private static <T> Optional<T> newest(List<Entry<T>> newestFirst, String collector) {
        for (Entry<T> entry : newestFirst) {
            if (entry.collector().equals(collector)) {
                return Optional.of(entry.service());
            }
        }
        return Optional.empty();
    }

    private record Entry<T>(String collector, T service) {}
}
