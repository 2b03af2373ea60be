package org.openvz.vzstats.collector.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses texts of keys and values. What is neither is left out; of a key that is there twice the last assignment counts, or the first
 * line of a block.
 */
public final class KeyValues {

    private KeyValues() {}

    /**
     * Parses assignments as a shell reads them, such as {@code /etc/os-release} and {@code /etc/vz/vz.conf}: comments, quotes and
     * escapes, no expansion.
     *
     * @return the values by key; without those whose quotes are not closed
     */
    public static Map<String, String> assignments(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().map(String::strip).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && isName(line.substring(0, equals))) {
                ShellWord.parse(line.substring(equals + 1))
                        .ifPresent(value -> values.put(line.substring(0, equals), value));
            }
        });
        return Collections.unmodifiableMap(values);
    }

    /**
     * Parses blocks of {@code key : value} lines with an empty line between them, such as {@code /proc/cpuinfo}; a text without empty
     * lines, such as {@code /proc/meminfo}, is one block.
     *
     * @return at least one block, unless there is no such line
     */
    public static List<Map<String, String>> blocks(String text) {
        List<Map<String, String>> blocks = new ArrayList<>();
        Map<String, String> block = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            if (line.isBlank() && !block.isEmpty()) {
                blocks.add(Collections.unmodifiableMap(block));
                block = new LinkedHashMap<>();
            } else if (colon > 0) {
                block.putIfAbsent(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        if (!block.isEmpty()) {
            blocks.add(Collections.unmodifiableMap(block));
        }
        return List.copyOf(blocks);
    }

    private static boolean isName(String key) {
        return key.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)))
                && !Character.isDigit(key.charAt(0));
    }
}
