package org.openvz.vzstats.trigger.schedule.internal;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a slot of the timetable asks for.
 *
 * @param names of topics
 * @param others whether those that no slot names are asked for, too
 * @param all whether all there are
 */
record Topics(Set<String> names, boolean others, boolean all) {

    static final Topics NONE = new Topics(Set.of(), false, false);
    static final Topics ALL = new Topics(Set.of(), false, true);
    static final Topics OTHERS = new Topics(Set.of(), true, false);

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /**
     * Reads {@code cpu}, {@code cpu, disk}, {@code others}, {@code all}, or nothing.
     *
     * @param key the configuration key, for the message
     * @throws IllegalArgumentException if there is another word; the message names the key
     */
    static Topics parse(String key, String written) {
        Set<String> words = Arrays.stream(written.strip().split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
        if (!words.stream().allMatch(word -> NAME.matcher(word).matches())) {
            throw new IllegalArgumentException(key + " = " + written + ": write names of topics, others or all");
        }
        boolean others = words.remove("others");
        boolean all = words.remove("all");
        return new Topics(Set.copyOf(words), others, all);
    }

    boolean isNone() {
        return equals(NONE);
    }

    Topics and(Topics more) {
        Set<String> both = new HashSet<>(names);
        both.addAll(more.names);
        return new Topics(Set.copyOf(both), others || more.others, all || more.all);
    }

    /**
     * {@return those of the present ones that are asked for}
     *
     * @param named by any slot
     */
    Set<String> of(Set<String> present, Set<String> named) {
        return present.stream()
                .filter(topic -> all || names.contains(topic) || (others && !named.contains(topic)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
