package org.openvz.vzstats.trigger.boot.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.trigger.support.Jitter;
import org.openvz.vzstats.trigger.support.Memory;

class BootTest {

    @TempDir
    Path root = Path.of("set by JUnit");

    @Test
    void theFirstStartOfTheNodeAfterEachBootIsOne() throws Exception {
        boots("f0a5c0de-0000-4000-8000-000000000001");
        assertFalse(boot().isNew(), "it was installed after this one");
        assertFalse(boot().isNew());

        boots("f0a5c0de-0000-4000-8000-000000000002");
        assertTrue(boot().isNew());
        assertTrue(boot().isNew(), "nobody has answered yet");
        boot().remember();
        assertFalse(boot().isNew());
        assertFalse(memory().read("boot").orElseThrow().contains("f0a5c0de"));
    }

    @Test
    void aHostThatDoesNotTellIsNotAskedFor() {
        assertFalse(boot().isNew());
        boot().remember();
        assertFalse(boot().isNew());
        assertTrue(memory().read("boot").isEmpty());
    }

    @Test
    void theTurnOfANodeIsWithinTheSpreadAndAlwaysTheSame() {
        Duration spread = Duration.ofHours(6);
        Instant now = Instant.parse("2026-03-02T00:00:00Z");
        Jitter jitter = new Jitter("seed");
        Duration turn = BootTrigger.turn(jitter, spread, Clock.fixed(now, ZoneOffset.UTC));
        assertTrue(turn.compareTo(spread) < 0);
        Duration later = BootTrigger.turn(jitter, spread, Clock.fixed(now.plusSeconds(1), ZoneOffset.UTC));
        assertTrue(turn.minusSeconds(1).equals(later) || later.compareTo(turn) > 0);
        assertTrue(BootTrigger.turn(jitter, Duration.ZERO, Clock.systemUTC()).toSeconds() < 1);
    }

    private Boot boot() {
        return new Boot(root, memory());
    }

    private Memory memory() {
        return new Memory(root.resolve("data"));
    }

    private void boots(String id) throws IOException {
        Path file = root.resolve("proc/sys/kernel/random/boot_id");
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, id + "\n");
    }
}
