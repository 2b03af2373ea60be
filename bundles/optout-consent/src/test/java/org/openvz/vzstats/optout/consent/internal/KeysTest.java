package org.openvz.vzstats.optout.consent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    @Test
    void aKeyIsFoundInItsFile(@TempDir Path etc) throws IOException {
        Path file = Files.writeString(
                etc.resolve("a b.cfg"),
                "# consent = no\n\nconsent = yes\n  accept=new\nconsent.more = 1\nconsent: no\n");
        for (String name : new String[] {file.toUri().toString(), file.toString()}) {
            Keys keys = Keys.of(Map.of("felix.fileinstall.filename", name), "pid.cfg");
            assertEquals(file + ":6", keys.where("consent"), "the last one counts");
            assertEquals(file + ":4", keys.where("accept"));
            assertEquals(file.toString(), keys.where("metrics.deny"));
        }
    }

    @Test
    void withoutAFileItsNameIsSaid() {
        assertEquals("pid.cfg", Keys.of(Map.of(), "pid.cfg").where("consent"));
        for (String broken : new String[] {"file:/nowhere/pid.cfg", "file:%%", "\0"}) {
            assertEquals(
                    "pid.cfg",
                    Keys.of(Map.of("felix.fileinstall.filename", broken), "pid.cfg")
                            .where("consent"));
        }
    }
}
