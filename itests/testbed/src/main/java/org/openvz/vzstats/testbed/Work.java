package org.openvz.vzstats.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories for the tests to work in, beneath the build's own. */
public final class Work {

    private Work() {}

    /** {@return an empty directory of this name} */
    public static Path fresh(String name) throws IOException {
        Path directory = Path.of(System.getProperty("vzstats.work"), name).toAbsolutePath();
        delete(directory);
        return Files.createDirectories(directory);
    }

    /** Removes a directory and all that is in it. */
    public static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
