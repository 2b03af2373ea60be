package org.openvz.vzstats.processing.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.server.api.Maintenance;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ProcessorFor;
import org.openvz.vzstats.server.api.UnprocessableException;

/** The component, as the service component runtime treats it. */
@Timeout(30)
class InboxProcessingTest {

    private final MemoryStore store = new MemoryStore();
    private final CountDownLatch processed = new CountDownLatch(1);
    private final Processor processor = section -> {
        processed.countDown();
        return Submissions.observations("disk.lvm", "true", 1);
    };

    @Test
    void itProcessesUntilItIsStopped() throws Exception {
        InboxProcessing component = component(Map.of("interval", "1ms", "batch", 1));
        component.addProcessor(processor, Map.of(ProcessorFor.PROPERTY, ProcessorFor.ANY));
        component.start();
        store.put(Submissions.of(LocalDate.of(2026, 11, 22), "disk"));
        assertTrue(processed.await(20, TimeUnit.SECONDS));
        component.stop();
        assertEquals(1, store.accepted().size());
        store.put(Submissions.of(LocalDate.of(2026, 11, 22), "disk"));
        assertEquals(1, store.waiting());
    }

    @Test
    void aServiceThatDoesNotSayWhatItIsForIsNotAsked() throws Exception {
        InboxProcessing component = component(Map.of());
        component.addProcessor(processor, Map.of());
        component.addProcessor(processor, Map.of(ProcessorFor.PROPERTY, "disk"));
        component.removeProcessor(processor);
        store.put(Submissions.of(LocalDate.of(2026, 11, 22), "disk"));
        component.start();
        component.stop();
        assertEquals(0, store.accepted().size());
        assertFalse(processed.await(0, TimeUnit.SECONDS));
    }

    @Test
    void theConfigurationIsChecked() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("batch", 0),
                Map.of("batch", 10_001),
                Map.of("interval", "soon"),
                Map.of("interval", "0s"),
                Map.of("quarantine_rows", -1L),
                Map.of("quarantine_bytes", -1L),
                Map.of("quarantine_age", "0d"),
                Map.of("receipts_rows", -1L),
                Map.of("receipts_age", "x"),
                Map.of("identities_unused", ""),
                Map.of("nodes_silent", "never"))) {
            assertThrows(IllegalArgumentException.class, () -> component(wrong));
        }
    }

    @Test
    void anOperatorAsksForReplayAndRetention() throws Exception {
        Maintenance maintenance = component(Map.of("quarantine_rows", 7L, "nodes_silent", "20d"));
        store.put(Submissions.of(LocalDate.of(2026, 11, 22), "disk"));
        InboxProcessing component = component(Map.of("interval", "1h"));
        component.addProcessor(
                section -> {
                    throw new UnprocessableException(UnprocessableException.WRONG_VALUE);
                },
                Map.of(ProcessorFor.PROPERTY, ProcessorFor.ANY));
        component.start();
        component.stop();
        assertEquals(1, store.quarantined().size());
        ((InboxProcessing) maintenance).addProcessor(processor, Map.of(ProcessorFor.PROPERTY, ProcessorFor.ANY));
        assertEquals(0, maintenance.replay(List.of(UnprocessableException.MALFORMED)));
        assertEquals(1, maintenance.replay(List.of(UnprocessableException.WRONG_VALUE)));
        assertFalse(maintenance.replay(5));
        assertEquals(7, maintenance.bounds().quarantineRows());
        assertEquals(Duration.ofDays(20), maintenance.bounds().silentAge());
        assertEquals(MemoryRetention.REMOVED, maintenance.expire());
    }

    private InboxProcessing component(Map<String, Object> configured) {
        InboxProcessing.Config config = (InboxProcessing.Config) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {InboxProcessing.Config.class},
                (proxy, key, arguments) -> configured.getOrDefault(key.getName(), key.getDefaultValue()));
        return new InboxProcessing(config, store, store, new MemoryRetention(), () -> Dictionary.of(List.of()));
    }
}
