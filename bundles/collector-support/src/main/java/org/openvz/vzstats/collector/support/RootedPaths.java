package org.openvz.vzstats.collector.support;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

    /** As in Linux. */
    private static final int MAX_LENGTH = 4096;

    private final Path root;

    private final RunReadings readings;

    private final Denied denied;

    /**
     * Looks beneath a root.
     *
     * @param denied is told of the paths that this process has no right to look at
     */
    RootedPaths(Path root, RunReadings readings, Denied denied) {
        this.root = root.toAbsolutePath().normalize();
        this.readings = readings;
        this.denied = denied;
    }

    /**
     * A place beneath the root.
     *
     * @param path without links
     * @param links how many led there
     */
    record Place(Path path, int links) {}

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
        if (path.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Path names = Path.of("/", path);
            int count = names.getNameCount();
            RunReadings.Kept<Place> directory = directory(names, count - 1);
            if (directory.denied()) {
                denied.add(path);
            }
            Optional<Place> place = directory.found().isPresent() && count > 0
                    ? walk(directory.found().get(), names.getFileName(), followLast)
                    : directory.found();
            return place.map(Place::path);
        } catch (AccessDeniedException e) {
            denied.add(path);
            return Optional.empty();
        } catch (InvalidPathException | IOException | SecurityException e) {
            // No such name: nothing there.
            return Optional.empty();
        }
    }

    /** {@return the directory of the first of the names} */
    private RunReadings.Kept<Place> directory(Path names, int count) {
        RunReadings.Kept<Place> directory = RunReadings.Kept.of(Optional.of(new Place(root, 0)));
        if (count > 0) {
            Optional<RunReadings.Kept<Place>> known = readings.directory(names.subpath(0, count));
            if (known.isPresent()) {
                return known.get();
            }
        }
        for (int i = 1; i <= count && directory.found().isPresent(); i++) {
            directory = child(directory.found().get(), names.subpath(0, i));
        }
        return directory;
    }

    /** {@return the directory of the last name; most files are beside others, so it is looked up once in a run} */
    private RunReadings.Kept<Place> child(Place parent, Path names) {
        Optional<RunReadings.Kept<Place>> known = readings.directory(names);
        if (known.isPresent()) {
            return known.get();
        }
        RunReadings.Kept<Place> child;
        try {
            child = RunReadings.Kept.of(walk(parent, names.getFileName(), true)
                    .filter(place -> Files.isDirectory(place.path(), LinkOption.NOFOLLOW_LINKS)));
        } catch (AccessDeniedException e) {
            child = RunReadings.Kept.ofDenied();
        } catch (IOException | SecurityException e) {
            child = RunReadings.Kept.of(Optional.empty());
        }
        readings.keepDirectory(names, child);
        return child;
    }

    private Optional<Place> walk(Place start, Path path, boolean followLast) throws IOException {
        Deque<Path> names = new ArrayDeque<>();
        path.forEach(names::add);
        Path here = start.path();
        int links = start.links();
        while (!names.isEmpty()) {
            Path next = step(here, names.remove());
            BasicFileAttributes attributes =
                    Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink() && (followLast || !names.isEmpty())) {
                if (++links > MAX_LINKS) {
                    return Optional.empty();
                }
                Path target = Files.readSymbolicLink(next);
                here = target.isAbsolute() ? root : here;
                namesOf(target).forEach(names::addFirst);
            } else if (names.isEmpty() || attributes.isDirectory()) {
                here = next;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Place(here, links));
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
