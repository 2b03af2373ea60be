package org.openvz.vzstats.durable.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileTest {

    private static final byte[] CONTENT = "sealed".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void itIsForItsOwnerOnlyAndOverNothing() throws Exception {
        Path file = directory.resolve("report");
        SealedFile.write(file, CONTENT, false);
        assertEquals("sealed", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertThrows(FileAlreadyExistsException.class, () -> SealedFile.write(file, new byte[1], false));
        assertEquals("sealed", Files.readString(file));
        assertEquals(List.of("report"), names());
    }

    @Test
    void whereItIsToReplaceItReplacesAlsoALinkAndNotWhatItPointsTo() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Path file = Files.createSymbolicLink(directory.resolve("report"), precious);
        assertThrows(FileAlreadyExistsException.class, () -> SealedFile.write(file, CONTENT, false));
        SealedFile.write(file, CONTENT, true);
        assertEquals("precious", Files.readString(precious));
        assertEquals("sealed", Files.readString(file));
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws Exception {
        Path taken = Files.createDirectory(directory.resolve("taken"));
        Files.writeString(taken.resolve("inside"), "");
        assertThrows(IOException.class, () -> SealedFile.write(taken, CONTENT, true));
        assertThrows(IOException.class, () -> SealedFile.write(directory.resolve("no/report"), CONTENT, false));
        assertEquals(List.of("taken"), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
