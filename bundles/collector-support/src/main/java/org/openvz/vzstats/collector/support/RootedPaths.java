package org.openvz.vzstats.collector.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Resolves the paths of a host beneath a root, name by name, as openat2(2) does with RESOLVE_IN_ROOT: {@code ..} stays beneath the
 * root, and an absolute link starts at the root again. A tree that changes meanwhile may lead elsewhere, so the root is one that
 * only the host's administrator writes to.
 */
final class RootedPaths {

    /** As in Linux. */
    private static final int MAX_LINKS = 40;

    private final Path root;

    RootedPaths(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    /** {@return what is there once all links are followed; empty if there is nothing, or it cannot be reached} */
    Optional<Path> target(String path) {
        return resolve(path, true);
    }

    /** {@return what is there, a link itself if the last name is one} */
    Optional<Path> entry(String path) {
        return resolve(path, false);
    }

    private Optional<Path> resolve(String path, boolean followLast) {
        try {
            return walk(Path.of("/", path), followLast);
        } catch (InvalidPathException | IOException | SecurityException e) {
            // No such name, or no right to look: to a collector the same as nothing there.
            return Optional.empty();
        }
    }

    private Optional<Path> walk(Path path, boolean followLast) throws IOException {
        Deque<Path> names = new ArrayDeque<>();
        path.forEach(names::add);
        Path here = root;
        int links = 0;
        while (!names.isEmpty()) {
            Path next = step(here, names.remove());
            if (Files.isSymbolicLink(next) && (followLast || !names.isEmpty())) {
                if (++links > MAX_LINKS) {
                    return Optional.empty();
                }
                Path target = Files.readSymbolicLink(next);
                here = target.isAbsolute() ? root : here;
                namesOf(target).forEach(names::addFirst);
            } else if (names.isEmpty()
                    ? Files.exists(next, LinkOption.NOFOLLOW_LINKS)
                    : Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                here = next;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(here);
    }

    private Path step(Path here, Path name) {
        return switch (name.toString()) {
            case "", "." -> here;
            case ".." -> here.equals(root) ? root : parent(here);
            default -> here.resolve(name);
        };
    }

    private Path parent(Path beneathRoot) {
        Path parent = beneathRoot.getParent();
        return parent == null ? root : parent;
    }

    /** Last name first. */
    private static List<Path> namesOf(Path path) {
        List<Path> names = new ArrayList<>();
        path.forEach(names::add);
        Collections.reverse(names);
        return names;
    }
}
