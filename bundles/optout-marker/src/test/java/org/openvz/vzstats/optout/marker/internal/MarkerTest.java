package org.openvz.vzstats.optout.marker.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;

class MarkerTest {

    private static final Question RUN = new Question.Run(Trigger.SCHEDULE);
    private static final Question SEND = new Question.Send("http");

    @Test
    void nothingIsForbiddenWithoutTheFile(@TempDir Path host) {
        Marker marker = new Marker(host.resolve("etc/vz/vzstats-disable"));
        assertEquals(Decision.allow(), marker.decide(RUN));
        assertEquals(Decision.allow(), marker.decide(SEND));
    }

    @Test
    void theOwnersTouchForbidsRunsAndSends(@TempDir Path host) throws IOException {
        Path file = Files.createFile(host.resolve("vzstats-disable"));
        Marker marker = new Marker(file);
        assertEquals(
                file.toString(),
                assertInstanceOf(Decision.Deny.class, marker.decide(RUN)).where());
        assertInstanceOf(Decision.Deny.class, marker.decide(SEND));
    }

    @Test
    void aLinkToNowhereAndADirectoryForbidToo(@TempDir Path host) throws IOException {
        Path link = Files.createSymbolicLink(host.resolve("vzstats-disable"), Path.of("nowhere"));
        assertInstanceOf(Decision.Deny.class, new Marker(link).decide(RUN));
        assertInstanceOf(Decision.Deny.class, new Marker(host).decide(RUN));
    }

    @Test
    void aPreviewIsStillPossible(@TempDir Path host) throws IOException {
        Marker marker = new Marker(Files.createFile(host.resolve("vzstats-disable")));
        assertEquals(Decision.allow(), marker.decide(new Question.Collect("disk")));
        assertEquals(Decision.allow(), marker.decide(new Question.Include("disk.count")));
    }

    @Test
    void theSwitchWritesAndRemovesTheFileAsOftenAsYouLike(@TempDir Path host) throws IOException {
        Path file = host.resolve("etc/vz/vzstats-disable");
        Marker marker = new Marker(file);
        assertEquals(file.toString(), marker.disable());
        assertEquals(file.toString(), marker.disable());
        assertInstanceOf(Decision.Deny.class, marker.decide(RUN));
        assertEquals(file.toString(), marker.enable());
        assertEquals(file.toString(), marker.enable());
        assertEquals(Decision.allow(), marker.decide(RUN));
    }

    @Test
    void aSwitchThatCannotBeWrittenSaysSo(@TempDir Path host) throws IOException {
        Path file = Files.createFile(host.resolve("etc")).resolve("vz/vzstats-disable");
        assertThrows(IOException.class, () -> new Marker(file).disable());
    }
}
