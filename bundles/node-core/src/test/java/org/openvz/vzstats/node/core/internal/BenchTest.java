package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

    private static final Instant NOW = SettableClock.START;

    private final SettableClock clock = new SettableClock();

    @TempDir
    private Path directory;

    @Test
    void sitsOutForADay() {
        Bench bench = new Bench(directory, clock);
        bench.add("disk", "12-5");
        assertEquals(Optional.of(NOW.plus(Duration.ofDays(1))), bench.until("disk", "12-5"));
        assertEquals(Optional.empty(), bench.until("cpu", "12-5"));
        clock.advance(Duration.ofDays(1));
        assertEquals(Optional.empty(), bench.until("disk", "12-5"));
    }

    @Test
    void survivesARestart() {
        new Bench(directory, clock).add("vm-guests", "12-5");
        assertEquals(Optional.of(NOW.plus(Duration.ofDays(1))), new Bench(directory, clock).until("vm-guests", "12-5"));
    }

    @Test
    void anUpdatedCollectorStartsAfresh() {
        Bench bench = new Bench(directory, clock);
        bench.add("disk", "12-5");
        assertEquals(Optional.empty(), bench.until("disk", "12-6"));
        assertEquals(Optional.empty(), new Bench(directory, clock).until("disk", "12-5"));
    }

    @Test
    void aClockSetBackDoesNotMakeTheDayLonger() {
        Bench bench = new Bench(directory, clock);
        bench.add("disk", "12-5");
        clock.advance(Duration.ofDays(-300));
        assertEquals(Optional.empty(), bench.until("disk", "12-5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "disk",
                "disk 12-5 tomorrow\n",
                "disk 12-5 2026-11-23T09:00:00Z trailing",
                "\0\u00ff\n\n",
                "../x 1 2026-11-23T09:00:00Z"
            })
    void aDamagedFileIsAnEmptyBench(String content) throws IOException {
        Files.writeString(directory.resolve("bench"), content);
        Bench bench = new Bench(directory, clock);
        assertEquals(Optional.empty(), bench.until("disk", "12-5"));
        bench.add("disk", "12-5");
        assertEquals(Optional.of(NOW.plus(Duration.ofDays(1))), new Bench(directory, clock).until("disk", "12-5"));
    }

    @Test
    void whereNothingCanBeWrittenItLastsUntilTheNodeStops() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        Bench bench = new Bench(file.resolve("beneath a file"), clock);
        bench.add("disk", "12-5");
        assertEquals(Optional.of(NOW.plus(Duration.ofDays(1))), bench.until("disk", "12-5"));
    }
}
