package org.openvz.vzstats.collector.support;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a collector asked for, and this process has no right to read: told to the owner only, who may want to give it. */
final class Denied {

    /** More are not told: it is a hint, not a list of all files. */
    private static final int MOST = 8;

    /** Of these trees the third name is the system's; of others it is what somebody called his guest. */
    private static final Set<String> SYSTEM = Set.of("dev", "etc", "proc", "run", "sys", "usr", "var");

    private static final Pattern NUMBER = Pattern.compile("^\\d+$|\\d{3}");

    private final Set<String> sources = ConcurrentHashMap.newKeySet();

    void add(String path) {
        if (sources.size() < MOST) {
            sources.add(source(path));
        }
    }

    /** {@return whether this path, or one beside it, was denied} */
    boolean has(String path) {
        return !sources.isEmpty() && sources.contains(source(path));
    }

    List<String> sources() {
        return sources.stream().sorted().toList();
    }

    /** The first names; a number, such as that of a process or a container, is none. */
    private static String source(String path) {
        List<String> names = Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        int most = !names.isEmpty() && SYSTEM.contains(names.get(0)) ? 3 : 2;
        return names.stream()
                .limit(most)
                .map(name -> NUMBER.matcher(name).find() ? "*" : name)
                .collect(Collectors.joining("/", "/", ""));
    }
}
