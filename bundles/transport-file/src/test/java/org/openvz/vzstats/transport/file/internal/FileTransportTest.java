package org.openvz.vzstats.transport.file.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Report;

class FileTransportTest {

    @Test
    void theLastReportIsTheFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("cep/report.tar.gz");
        FileTransport transport = new FileTransport(file);
        for (byte[] content : new byte[][] {{1, 2, 3, 4}, {5, 6}}) {
            assertInstanceOf(Delivery.Accepted.class, transport.deliver(new Report(UUID.randomUUID(), content)));
            assertArrayEquals(content, Files.readAllBytes(file));
        }
        try (var files = Files.list(directory.resolve("cep"))) {
            assertEquals(1, files.count(), "nothing is left beside the report");
        }
    }

    @Test
    void aLinkInItsPlaceIsReplacedNotFollowed(@TempDir Path directory) throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "untouched");
        Path file = Files.createSymbolicLink(directory.resolve("report.tar.gz"), other);
        Files.createSymbolicLink(directory.resolve(".report.tar.gz.unfinished"), other);
        new FileTransport(file).deliver(new Report(UUID.randomUUID(), new byte[] {7}));
        assertEquals("untouched", Files.readString(other));
        assertArrayEquals(new byte[] {7}, Files.readAllBytes(file));
    }

    @Test
    void whatCannotBeWrittenIsTriedAgain(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("cep")).resolve("report.tar.gz");
        assertThrows(IOException.class, () -> new FileTransport(file)
                .deliver(new Report(UUID.randomUUID(), new byte[] {1})));
    }

    @Test
    void aRelativePathIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FileTransport(Path.of("report.tar.gz")));
    }
}
