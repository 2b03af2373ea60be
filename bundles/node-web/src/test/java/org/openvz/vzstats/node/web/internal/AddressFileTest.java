package org.openvz.vzstats.node.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressFileTest {

    @TempDir
    private Path directory;

    @Test
    void onlyItsOwnerMayReadIt() throws Exception {
        Path data = directory.resolve("data/vzstats");
        AddressFile file = new AddressFile(data);
        // What somebody else may read must not become the file.
        Files.createDirectories(data);
        Files.writeString(data.resolve("web.unfinished"), "left by a crash");
        Files.setPosixFilePermissions(data.resolve("web.unfinished"), PosixFilePermissions.fromString("rw-rw-rw-"));
        file.write("http://127.0.0.1:1/vzstats/one/");
        file.write("http://127.0.0.1:1/vzstats/two/");
        assertEquals("http://127.0.0.1:1/vzstats/two/\n", Files.readString(file.path()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        try (Stream<Path> files = Files.list(data)) {
            assertEquals(List.of(file.path()), files.toList());
        }
        file.delete();
        file.delete();
        assertFalse(Files.exists(file.path()));
    }

    @Test
    void aDirectoryThatIsMadeForItIsItsOwnersOnlyAndOneThatIsThereStaysAsItIs() throws Exception {
        Path made = directory.resolve("made");
        new AddressFile(made).write("http://127.0.0.1:1/vzstats/one/");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));

        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));
        new AddressFile(shared).write("http://127.0.0.1:1/vzstats/two/");
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)));
    }
}
