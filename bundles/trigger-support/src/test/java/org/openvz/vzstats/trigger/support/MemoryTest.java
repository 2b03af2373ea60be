package org.openvz.vzstats.trigger.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    @TempDir
    Path data = Path.of("set by JUnit");

    @Test
    void whatIsWrittenIsReadAfterARestart() throws Exception {
        assertEquals(Optional.empty(), memory().read("boot"));
        memory().write("boot", "first");
        memory().write("boot", "second");
        assertEquals(Optional.of("second"), memory().read("boot"));
        try (Stream<Path> files = Files.list(triggers())) {
            assertEquals(List.of(triggers().resolve("boot")), files.toList(), "nothing unfinished is left");
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(triggers())));
    }

    @Test
    void whatCannotBeWrittenIsRememberedUntilTheRestart() throws Exception {
        Files.writeString(triggers(), "no directory");
        Memory memory = memory();
        memory.write("boot", "now");
        assertEquals(Optional.of("now"), memory.read("boot"));
        assertEquals(Optional.empty(), memory().read("boot"));

        Files.delete(triggers());
        memory.write("boot", "later");
        assertEquals(Optional.of("later"), memory().read("boot"));
    }

    @Test
    void aFileThatIsNotOursIsNotRead() throws Exception {
        Files.createDirectories(triggers().resolve("directory"));
        Files.write(triggers().resolve("large"), new byte[5_000]);
        assertEquals(Optional.empty(), memory().read("directory"));
        assertEquals(Optional.empty(), memory().read("large"));
    }

    @Test
    void theSeedIsMadeOnceForEachNode() {
        Jitter jitter = Jitter.of(memory());
        String seed = memory().read("seed").orElseThrow();
        assertEquals(jitter.within("lunch", Duration.ofHours(8)), again(seed));
        assertEquals(again(seed), Jitter.of(memory()).within("lunch", Duration.ofHours(8)));
        memory().write("seed", "damaged");
        Jitter unused = Jitter.of(memory());
        assertNotEquals(seed, memory().read("seed").orElseThrow());
        assertEquals(32, memory().read("seed").orElseThrow().length());
    }

    private static Duration again(String seed) {
        return new Jitter(seed).within("lunch", Duration.ofHours(8));
    }

    private Memory memory() {
        return new Memory(triggers());
    }

    private Path triggers() {
        return data.resolve("triggers");
    }
}
