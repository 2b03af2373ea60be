package org.openvz.vzstats.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The recorded hosts that the collectors' tests share, and the topics there are. */
final class HostTrees {

    private static final Path COLLECTORS =
            Path.of("..", "collectors-bundles").toAbsolutePath().normalize();

    private HostTrees() {}

    /** {@return the directories, sorted; each stands for the root of a host} */
    static List<Path> all() throws IOException {
        try (Stream<Path> trees = Files.list(COLLECTORS.resolve("testkit/hosts"))) {
            return trees.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** {@return the names of the topics whose collectors are ours} */
    static SortedSet<String> topics() throws IOException {
        SortedSet<String> topics = new TreeSet<>();
        try (Stream<Path> folders = Files.list(COLLECTORS)) {
            folders.filter(folder -> Files.exists(folder.resolve("src/main/resources/metrics.yaml")))
                    .forEach(folder -> topics.add(folder.getFileName().toString()));
        }
        return topics;
    }
}
