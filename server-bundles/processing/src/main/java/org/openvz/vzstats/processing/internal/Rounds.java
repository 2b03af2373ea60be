package org.openvz.vzstats.processing.internal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.openvz.vzstats.server.api.UnprocessableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done again and again: first try anew what waited for a processor or a metrics file that has come since, then a batch of the
 * inbox. Used by one thread.
 */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** What a new processor or a new metrics file may mend. */
    private static final List<String> MENDABLE = List.of(
            UnprocessableException.UNKNOWN_COLLECTOR,
            UnprocessableException.NEWER_REVISION,
            UnprocessableException.UNKNOWN_METRIC,
            // Its bundle may just have been swapped.
            UnprocessableException.PROCESSOR_FAILED);

    private final SubmissionStore store;
    private final SubmissionProcessing processing;
    private final Processors processors;
    private final DataDictionary dictionary;
    private final Upkeep upkeep;
    private final int batch;
    private final Duration interval;

    private @Nullable Known known;
    private int failures;

    Rounds(
            SubmissionStore store,
            SubmissionProcessing processing,
            Processors processors,
            DataDictionary dictionary,
            Upkeep upkeep,
            int batch,
            Duration interval) {
        this.store = store;
        this.processing = processing;
        this.processors = processors;
        this.dictionary = dictionary;
        this.upkeep = upkeep;
        this.batch = batch;
        this.interval = interval;
    }

    /** {@return how long to wait for the next; zero if there may be more to do} */
    Duration next() {
        try {
            replayIfMendable();
            int taken = store.process(batch, processing);
            upkeep.tend();
            if (failures > 0) {
                LOG.info("Processing goes on");
            }
            failures = 0;
            return taken > 0 ? Duration.ZERO : interval;
        } catch (RuntimeException | Error e) {
            // The store is away or being swapped, or memory is short: nothing is lost, and it may be back.
            // What got out would end the thread, and with it all processing.
            if (failures == 0) {
                LOG.warn("Processing waits: the store failed", e);
            }
            failures++;
            return backOff();
        }
    }

    private void replayIfMendable() {
        Known now = new Known(processors.arrivals(), dictionary.current());
        if (now.equals(known)) {
            return;
        }
        int mended = store.replay(MENDABLE, processing);
        if (mended > 0) {
            LOG.info("{} sections left the quarantine", mended);
        }
        known = now;
    }

    private Duration backOff() {
        Duration doubled = interval.multipliedBy(1L << Math.min(failures, 16));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    private record Known(long arrivals, Dictionary dictionary) {}
}
