package org.openvz.vzstats.processing.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.LocalizedText;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.UnprocessableException;

class RoundsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final MemoryStore store = new MemoryStore();
    private final Processors processors = new Processors();
    private final AtomicBoolean installed = new AtomicBoolean();
    private final DataDictionary dictionary =
            () -> installed.get() ? Dictionary.of(List.of(disk())) : Dictionary.of(List.of());
    private final MemoryRetention retention = new MemoryRetention();
    private final Rounds rounds = new Rounds(
            store,
            new SubmissionProcessing(processors, InstantSource.system()),
            processors,
            dictionary,
            new Upkeep(retention, MemoryRetention.BOUNDS, InstantSource.system()),
            2,
            INTERVAL);

    @Test
    void theInboxIsEmptiedInBatches() throws Exception {
        processors.add("*", section -> Submissions.observations("disk.lvm", "true", 1));
        put(3);
        assertEquals(Duration.ZERO, rounds.next());
        assertEquals(1, store.waiting());
        assertEquals(Duration.ZERO, rounds.next());
        assertEquals(INTERVAL, rounds.next());
        assertEquals(3, store.accepted().size());
    }

    @Test
    void whatWaitedForAProcessorIsCountedWhenItComes() throws Exception {
        put(1);
        rounds.next();
        assertEquals("unknown-collector", store.quarantined().get(0).reason());
        processors.add("disk", section -> Submissions.observations("disk.lvm", "true", 1));
        rounds.next();
        assertEquals(1, store.accepted().size());
        assertEquals(List.of(), store.quarantined());
    }

    @Test
    void whatWaitedForATranslatorIsCountedWhenItComes() throws Exception {
        processors.add("cpu", section -> Submissions.observations("cpu.sockets", "2", 1));
        put(1);
        rounds.next();
        assertEquals("unknown-collector", store.quarantined().get(0).reason());
        processors.addTranslator("disk", section -> List.of(new ReceivedSection("cpu", 1, "{}")));
        rounds.next();
        assertEquals("cpu", store.accepted().get(0).section().collector());
        assertEquals(List.of(), store.quarantined());
    }

    @Test
    void whatWaitedForAMetricsFileIsCountedWhenItComes() throws Exception {
        processors.add("*", section -> {
            if (dictionary.current().topic(section.collector()).isEmpty()) {
                throw new UnprocessableException(UnprocessableException.UNKNOWN_COLLECTOR);
            }
            return Submissions.observations("disk.lvm", "true", 1);
        });
        put(1);
        rounds.next();
        assertEquals(1, store.quarantined().size());
        installed.set(true);
        rounds.next();
        assertEquals(1, store.accepted().size());
    }

    @Test
    void aSectionWhoseProcessorFailedIsTriedAgainByTheNextOne() throws Exception {
        processors.add("*", section -> {
            throw new NoClassDefFoundError("its bundle is being swapped");
        });
        put(1);
        rounds.next();
        assertEquals(1, store.quarantined().size());
        processors.add("*", section -> Submissions.observations("disk.lvm", "true", 1));
        rounds.next();
        assertEquals(1, store.accepted().size());
    }

    @Test
    void anErrorDoesNotEndTheRounds() throws Exception {
        AtomicBoolean shortOfMemory = new AtomicBoolean(true);
        processors.add("*", section -> {
            if (shortOfMemory.get()) {
                throw new OutOfMemoryError();
            }
            return Submissions.observations("disk.lvm", "true", 1);
        });
        put(1);
        assertEquals(Duration.ofSeconds(2), rounds.next());
        shortOfMemory.set(false);
        put(1);
        assertEquals(Duration.ZERO, rounds.next());
    }

    @Test
    void withoutAnythingNewNothingIsTriedAgain() {
        for (int i = 0; i < 5; i++) {
            rounds.next();
        }
        assertEquals(1, store.replays());
    }

    @Test
    void whileTheStoreIsAwayItWaitsLongerAndLongerAndForgetsNothing() throws Exception {
        processors.add("*", section -> Submissions.observations("disk.lvm", "true", 1));
        put(1);
        store.available(false);
        assertEquals(Duration.ofSeconds(2), rounds.next());
        assertEquals(Duration.ofSeconds(4), rounds.next());
        for (int i = 0; i < 100; i++) {
            rounds.next();
        }
        assertEquals(Duration.ofMinutes(1), rounds.next());
        store.available(true);
        assertEquals(Duration.ZERO, rounds.next());
        assertEquals(1, store.replays());
        assertEquals(1, store.accepted().size());
        assertEquals(INTERVAL, rounds.next());
    }

    private void put(int submissions) throws IOException {
        for (int i = 0; i < submissions; i++) {
            store.put(Submissions.of(LocalDate.of(2026, 11, 22), "disk"));
        }
    }

    private static Topic disk() {
        LocalizedText text = LocalizedText.english("a text");
        return new Topic(
                "disk",
                text,
                1,
                List.of(new Metric(
                        "disk.lvm",
                        MetricType.FLAG,
                        text,
                        null,
                        text,
                        text,
                        1,
                        null,
                        null,
                        false,
                        null,
                        null,
                        null,
                        null)));
    }
}
