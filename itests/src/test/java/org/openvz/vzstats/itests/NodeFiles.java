package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openvz.vzstats.testbed.KarafProcess;

/** What a node has left behind in its own directory after power cuts and full disks. */
final class NodeFiles {

    private NodeFiles() {}

    /** The history keeps what was sent, byte for byte, and no half-written file lies about. */
    static void assertWhole(KarafProcess node, Map<String, byte[]> received) throws Exception {
        KarafProcess.Printed history = node.vzstats("--history");
        assertEquals(0, history.exit());
        assertFalse(history.text().contains("damaged"), history.text());
        assertTrue(history.text().contains("  http  "), history.text());
        Path data = node.home().resolve("data/vzstats");
        for (Path file : files(data.resolve("history"))) {
            String name = file.getFileName().toString();
            if (name.endsWith(".tar.gz")) {
                String id = name.replaceFirst("^\\d+-", "").replace(".tar.gz", "");
                assertArrayEquals(received.get(id), Files.readAllBytes(file), "what is kept is what was sent");
            }
        }
        for (String directory : List.of("history", "outbox", "transport-http")) {
            List<Path> unfinished = files(data.resolve(directory)).stream()
                    .filter(file -> file.toString().endsWith(".unfinished"))
                    .toList();
            assertEquals(List.of(), unfinished, "half a file is left");
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
