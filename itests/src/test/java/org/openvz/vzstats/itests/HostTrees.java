package org.openvz.vzstats.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

    /** Copies one of them, links as links. */
    static void copy(String tree, Path to) throws IOException {
        Path from = COLLECTORS.resolve("testkit/hosts").resolve(tree);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /**
     * Makes the owner's scripts of a tree and what is above them his alone, or they would not be run: version control keeps no permissions
     * but the execute bit, and the umask may let a group write.
     */
    static void closeToOthers(Path tree) throws IOException {
        for (String directory : List.of("", "usr", "usr/libexec")) {
            withoutOthers(tree.resolve(directory));
        }
        try (Stream<Path> scripts = Files.walk(tree.resolve("usr/libexec/vzstats"))) {
            for (Path path : scripts.toList()) {
                withoutOthers(path);
            }
        }
    }

    private static void withoutOthers(Path path) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        if (permissions.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE))) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** {@return the names of the topics that are part of the census} */
    static SortedSet<String> census() throws IOException {
        SortedSet<String> topics = topics();
        topics.remove("crashes");
        return topics;
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
