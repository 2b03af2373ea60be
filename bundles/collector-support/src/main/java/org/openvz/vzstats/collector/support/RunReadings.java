package org.openvz.vzstats.collector.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What was read in one run, which is of one moment: what several collectors ask for is read once, and a command that hung or flooded is
 * not run again. Any thread may use it.
 */
public final class RunReadings {

    /** More is not kept, and read again. */
    private static final long MAX_CHARACTERS = 32L << 20;

    /** Longer files are those of one topic. */
    private static final int MAX_FILE = 128 << 10;

    /** For what else it takes to keep something, about. */
    private static final int OVERHEAD = 128;

    private final Map<List<String>, Kept<String>> outputs = new ConcurrentHashMap<>();
    private final Map<String, Kept<String>> files = new ConcurrentHashMap<>();
    private final Map<String, Kept<List<String>>> lists = new ConcurrentHashMap<>();
    private final Map<Path, Kept<RootedPaths.Place>> directories = new ConcurrentHashMap<>();
    private final AtomicLong characters = new AtomicLong();

    /**
     * What one look gave.
     *
     * @param found as the host gives it
     * @param denied whether there is nothing found only because this process has no right to look
     */
    record Kept<T>(Optional<T> found, boolean denied) {

        static <T> Kept<T> of(Optional<T> found) {
            return new Kept<>(found, false);
        }

        static <T> Kept<T> ofDenied() {
            return new Kept<>(Optional.empty(), true);
        }
    }

    /** {@return what commands wrote in this run, in no order} */
    public Stream<String> texts() {
        return outputs.values().stream().flatMap(output -> output.found().stream());
    }

    /** {@return what this command gave; empty if it has not run} */
    Optional<Kept<String>> output(List<String> command) {
        return Optional.ofNullable(outputs.get(command));
    }

    void keepOutput(List<String> command, Optional<String> output) {
        if (mayKeep(output.map(String::length).orElse(0))) {
            outputs.put(List.copyOf(command), Kept.of(output));
        }
    }

    /** {@return the text of this file; empty if it is not known} */
    Optional<Kept<String>> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    void keepFile(String path, Kept<String> text) {
        int length = text.found().map(String::length).orElse(0);
        if (length <= MAX_FILE && mayKeep(path.length() + length)) {
            files.put(path, text);
        }
    }

    /** {@return the names in this directory; empty if they are not known} */
    Optional<Kept<List<String>>> list(String directory) {
        return Optional.ofNullable(lists.get(directory));
    }

    void keepList(String directory, Kept<List<String>> names) {
        int count = names.found().map(List::size).orElse(0);
        if (mayKeep(directory.length() + (long) OVERHEAD * count)) {
            lists.put(directory, names);
        }
    }

    /** {@return where the links of this directory lead; empty if it is not known} */
    Optional<Kept<RootedPaths.Place>> directory(Path names) {
        return Optional.ofNullable(directories.get(names));
    }

    void keepDirectory(Path names, Kept<RootedPaths.Place> place) {
        if (mayKeep(2L * OVERHEAD)) {
            directories.put(names, place);
        }
    }

    private boolean mayKeep(long length) {
        return characters.addAndGet(length + OVERHEAD) <= MAX_CHARACTERS;
    }
}
