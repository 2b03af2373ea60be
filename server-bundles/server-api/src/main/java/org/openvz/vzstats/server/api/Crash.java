package org.openvz.vzstats.server.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A crash as it is counted: with nothing in it that is not public, however it was reported.
 *
 * @param group the same for the same crash: 40 hex digits
 * @param type {@code core}, {@code python}, {@code kerneloops}, {@code java} or {@code ruby}
 * @param component the package that crashed, or {@code other}
 * @param version of the package; empty if it is not known
 * @param os and its version, such as {@code fedora 24}
 * @param architecture such as {@code x86_64}
 * @param kernel its version; empty if it is not known
 * @param day when it happened last; empty if that is not said
 * @param count how often it happened since it was reported last
 * @param frames where, the innermost first; the same for the whole group
 */
public record Crash(
        String group,
        String type,
        String component,
        String version,
        String os,
        String architecture,
        String kernel,
        Optional<LocalDate> day,
        int count,
        List<String> frames) {

    /** The longest of its texts. */
    public static final int MAX_TEXT = 128;

    /** Keeps a copy. */
    public Crash {
        frames = List.copyOf(frames);
    }

    /** {@return whether a store can hold it, whoever made it} */
    public boolean isStorable() {
        return group.matches("[0-9a-f]{40}")
                && count > 0
                && List.of(type, component, version, os, architecture, kernel).stream()
                        .allMatch(text ->
                                text.length() <= MAX_TEXT && text.chars().allMatch(c -> c >= ' ' && c < 0x7f));
    }
}
