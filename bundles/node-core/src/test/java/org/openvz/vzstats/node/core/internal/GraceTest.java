package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.openvz.vzstats.node.core.internal.SettableClock.START;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraceTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final SettableClock clock = new SettableClock();

    @Test
    void itBeginsWhenTheNodeIsFirstSeenAndSurvivesARestart() throws Exception {
        assertEquals(START.plus(DAY), grace().sendingFrom());
        clock.advance(Duration.ofHours(5));
        assertEquals(START.plus(DAY), grace().sendingFrom());
        clock.advance(Duration.ofDays(5));
        assertEquals(START.plus(DAY), grace().sendingFrom());
    }

    @Test
    void aPersonEndsItForGood() throws Exception {
        grace().end();
        assertEquals(START, grace().sendingFrom());
        clock.advance(DAY);
        grace().end();
        assertEquals(START, grace().sendingFrom());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "+1000000000-12-31T23:59:59Z", "2099-01-01T00:00:00Z", "\0\0\0\0"})
    void itBeginsAnewWhereNobodyKnowsWhenItBegan(String written) throws Exception {
        Files.writeString(directory.resolve("installed"), written);
        assertEquals(START.plus(DAY), grace().sendingFrom());
        clock.advance(Duration.ofHours(1));
        assertEquals(START.plus(DAY), grace().sendingFrom());
    }

    @Test
    void bytesThatAreNoTextDoNotStopIt() throws Exception {
        Files.write(directory.resolve("installed"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80});
        assertEquals(START.plus(DAY), grace().sendingFrom());
    }

    @Test
    void whereNothingCanBeWrittenNothingIsSent() throws Exception {
        Files.writeString(directory.resolve("file"), "no directory");
        Grace grace = new Grace(directory.resolve("file"), DAY, clock);
        assertThrows(IOException.class, grace::sendingFrom);
    }

    private Grace grace() {
        return new Grace(directory, DAY, clock);
    }
}
