package org.openvz.vzstats.optout.fleet.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Question;

/**
 * One line of a policy file: {@code deny metric disk.model : our suppliers are our business}.
 *
 * @param deny whether it forbids; else it is an exception to the lines below
 * @param kind what it is about
 * @param name of the trigger, transport, collector or metric; with {@code *} at its end all that begin so
 * @param reason for the owner; may be empty
 * @param line its number in the file, from 1
 */
record Rule(boolean deny, Kind kind, String name, String reason, int line) {

    private static final Pattern WRITTEN = Pattern.compile(
            "(allow|deny)\\s+(run|send|collector|metric|accept)(?:\\s+([a-z][a-z0-9_.-]{0,99}\\*?|\\*))?(?:\\s*:\\s*(.{0,200}))?");

    /** What a rule is about. */
    enum Kind {
        RUN,
        SEND,
        COLLECTOR,
        METRIC,
        ACCEPT
    }

    /** {@return the rule that is written in this line; empty if it is none} */
    static Optional<Rule> parse(String text, int line) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
        String name = matcher.group(3) == null ? "*" : matcher.group(3);
        // "disk" is a collector, no metric: whoever writes it means more than would be forbidden.
        boolean whole = kind != Kind.METRIC || name.endsWith("*") || name.indexOf('.') > 0;
        String reason = matcher.group(4) == null ? "" : matcher.group(4).strip();
        return whole
                ? Optional.of(new Rule(matcher.group(1).equals("deny"), kind, name, reason, line))
                : Optional.empty();
    }

    boolean isAbout(Question question) {
        if (question instanceof Question.Run run) {
            return kind == Kind.RUN && matches(run.trigger().name());
        }
        if (question instanceof Question.Collect collect) {
            return kind == Kind.COLLECTOR && matches(collect.collector());
        }
        if (question instanceof Question.Include include) {
            return kind == Kind.METRIC && matches(include.metric());
        }
        if (question instanceof Question.Accept accept) {
            return kind == Kind.ACCEPT && matches(accept.collector());
        }
        // Where no run is allowed at all, what still waits does not leave either.
        boolean nothing = kind == Kind.RUN && deny && name.equals("*");
        return question instanceof Question.Send send && (nothing || (kind == Kind.SEND && matches(send.transport())));
    }

    private boolean matches(String asked) {
        return name.endsWith("*") ? asked.startsWith(name.substring(0, name.length() - 1)) : asked.equals(name);
    }
}
