package org.openvz.vzstats.optout.fleet.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;

/**
 * What a policy file says: of its lines that are about a question the first decides, and what no line is about is allowed. A file with a
 * line nobody can read forbids everything: nobody knows what it was to forbid.
 */
final class Rules {

    private final String file;
    private final List<Rule> rules;
    private final Optional<Decision> everything;

    private Rules(String file, List<Rule> rules, Optional<Decision> everything) {
        this.file = file;
        this.rules = List.copyOf(rules);
        this.everything = everything;
    }

    /**
     * Reads rules.
     *
     * @param file where they are written, for the owner
     */
    static Rules parse(String text, String file) {
        List<Rule> rules = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Optional<Rule> rule = Rule.parse(line, number);
            if (rule.isEmpty()) {
                return forbidding("a line of the fleet policy cannot be understood", file + ":" + number);
            }
            rules.add(rule.get());
        }
        return new Rules(file, rules, Optional.empty());
    }

    /** {@return no opinion} */
    static Rules none(String file) {
        return new Rules(file, List.of(), Optional.empty());
    }

    /** {@return rules that forbid everything} */
    static Rules forbidding(String reason, String where) {
        return new Rules(where, List.of(), Optional.of(Decision.deny(reason, where)));
    }

    Decision decide(Question question) {
        return everything.orElseGet(() -> rules.stream()
                .filter(rule -> rule.isAbout(question))
                .findFirst()
                .map(this::decision)
                .orElse(Decision.allow()));
    }

    private Decision decision(Rule rule) {
        String reason = rule.reason().isEmpty() ? "forbidden by the fleet policy" : rule.reason();
        return rule.deny() ? Decision.deny(reason, file + ":" + rule.line()) : Decision.allow();
    }
}
