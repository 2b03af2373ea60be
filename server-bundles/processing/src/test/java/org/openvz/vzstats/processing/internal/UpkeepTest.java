package org.openvz.vzstats.processing.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UpkeepTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final MemoryRetention retention = new MemoryRetention();
    private final Upkeep upkeep = new Upkeep(retention, MemoryRetention.BOUNDS, now::get);

    @Test
    void theQuarantineIsTrimmedOftenAndTheRestGoesHourly() {
        upkeep.tend();
        upkeep.tend();
        after(Duration.ofSeconds(9));
        assertEquals(List.of("apply"), retention.asked);
        after(Duration.ofSeconds(2));
        after(Duration.ofSeconds(2));
        assertEquals(List.of("apply", "trim"), retention.asked);
        after(Duration.ofMinutes(58));
        assertEquals(List.of("apply", "trim", "trim"), retention.asked);
        after(Duration.ofMinutes(3));
        assertEquals(List.of("apply", "trim", "trim", "apply"), retention.asked);
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        upkeep.tend();
        after(Duration.ofDays(-400));
        assertEquals(List.of("apply", "apply"), retention.asked);
    }

    private void after(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        upkeep.tend();
    }
}
