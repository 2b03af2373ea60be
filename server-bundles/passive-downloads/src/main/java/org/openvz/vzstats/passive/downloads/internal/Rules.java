package org.openvz.vzstats.passive.downloads.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openvz.vzstats.server.api.Downloads;

/**
 * What counts as a download of what: a request that got all of a file which one of the rules knows, the first that does, by a program that is
 * no robot. A part of a file (206) does not count: who takes up a download where it broke off has been counted, or gets no more than a part.
 */
final class Rules {

    private static final int REMEMBERED = 65_536;

    private final List<Rule> rules;
    private final List<String> robots;
    /** Everybody asks for the same files, and comes with the same programs. */
    private final Map<String, Optional<Downloads.Item>> items = new HashMap<>();

    private final Map<String, Boolean> agents = new HashMap<>();

    Rules(List<Rule> rules, List<String> robots) {
        this.rules = List.copyOf(rules);
        this.robots = robots.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * Reads rules.
     *
     * @param properties those whose key begins with {@code rule.} are rules, in the order of their keys
     * @param robots words that the names of robots have, separated by commas
     * @throws IllegalArgumentException if one is none; the message says how it is written
     */
    static Rules parse(Map<String, ?> properties, String robots) {
        List<Rule> rules = new TreeMap<>(properties)
                .entrySet().stream()
                        .filter(property -> property.getKey().startsWith("rule."))
                        .map(property -> Rule.parse(property.getKey(), String.valueOf(property.getValue())))
                        .toList();
        return new Rules(
                rules,
                Stream.of(robots.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    /** {@return what is at a path} */
    Optional<Downloads.Item> item(String path) {
        if (items.size() >= REMEMBERED) {
            items.clear();
        }
        return items.computeIfAbsent(path, asked -> rules.stream()
                .flatMap(rule -> rule.match(asked).stream())
                .findFirst());
    }

    boolean isRobot(String agent) {
        if (agents.size() >= REMEMBERED) {
            agents.clear();
        }
        return agents.computeIfAbsent(agent, program -> {
            String name = program.toLowerCase(Locale.ROOT);
            return robots.stream().anyMatch(name::contains);
        });
    }
}
