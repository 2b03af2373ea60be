package org.openvz.vzstats.optout.consent.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;

/**
 * What the distribution has chosen and what the owner has answered. A key that cannot be understood forbids everything: nobody knows what it
 * was to forbid.
 */
final class Consent implements OptOutPolicy {

    private static final Pattern COLLECTOR = Pattern.compile("[a-z][a-z0-9-]{0,39}\\*?|\\*");
    private static final Pattern METRIC =
            Pattern.compile("[a-z][a-z0-9-]{0,39}\\.[a-z0-9_]{0,60}\\*?|[a-z][a-z0-9-]{0,39}\\*|\\*");

    private final Answers answers;
    private final Function<String, String> where;
    private final Optional<Decision> unreadable;

    /**
     * What is written.
     *
     * @param byDefault {@code opt-out} or {@code opt-in}
     * @param consent {@code unset}, {@code yes} or {@code no}
     * @param accept {@code all}, {@code new} or {@code none}
     * @param collectors that are denied; with {@code *} at the end all that begin so
     * @param metrics that are denied, in the same way
     */
    record Answers(String byDefault, String consent, String accept, List<String> collectors, List<String> metrics) {

        /** Takes lists as they are written: with commas. */
        Answers {
            byDefault = byDefault.strip();
            consent = consent.strip();
            accept = accept.strip();
            collectors = split(collectors);
            metrics = split(metrics);
        }

        private static List<String> split(List<String> written) {
            return written.stream()
                    .flatMap(one -> Arrays.stream(one.strip().split("[\\s,]+")))
                    .filter(one -> !one.isEmpty())
                    .toList();
        }
    }

    /**
     * Answers as it is written.
     *
     * @param where says for a key where it is written
     */
    Consent(Answers answers, Function<String, String> where) {
        this.answers = answers;
        this.where = where;
        this.unreadable = choice("default", answers.byDefault(), "opt-out", "opt-in")
                .or(() -> choice("consent", answers.consent(), "unset", "yes", "no"))
                .or(() -> choice("accept", answers.accept(), "all", "new", "none"))
                .or(() -> names("collectors.deny", answers.collectors(), COLLECTOR, "a collector, such as disk"))
                .or(() -> names("metrics.deny", answers.metrics(), METRIC, "a metric, such as disk.model"));
    }

    @Override
    public Decision decide(Question question) {
        if (unreadable.isPresent()) {
            return unreadable.get();
        }
        if (question instanceof Question.Collect collect) {
            return denied("collectors.deny", answers.collectors(), collect.collector());
        }
        if (question instanceof Question.Include include) {
            return denied("metrics.deny", answers.metrics(), include.metric());
        }
        return question instanceof Question.Accept accept ? accepted(accept) : consented();
    }

    private Decision consented() {
        if (answers.consent().equals("no")) {
            return Decision.deny("the owner has not consented (consent = no)", where.apply("consent"));
        }
        return answers.byDefault().equals("opt-in") && answers.consent().equals("unset")
                ? Decision.deny("nobody has consented yet: write consent = yes to take part", where.apply("consent"))
                : Decision.allow();
    }

    private Decision accepted(Question.Accept accept) {
        boolean isNew = accept.accepted() == 0;
        boolean unasked = answers.accept().equals("all") || (answers.accept().equals("new") && isNew);
        return unasked
                ? Decision.allow()
                : Decision.deny(
                        isNew ? "what is new waits for the owner" : "what has grown waits for the owner",
                        where.apply("accept"));
    }

    private Decision denied(String key, List<String> denied, String asked) {
        return denied.stream()
                .filter(one ->
                        one.endsWith("*") ? asked.startsWith(one.substring(0, one.length() - 1)) : asked.equals(one))
                .findFirst()
                .map(one -> Decision.deny("listed as " + one + " in " + key, where.apply(key)))
                .orElse(Decision.allow());
    }

    private Optional<Decision> choice(String key, String value, String... choices) {
        return List.of(choices).contains(value)
                ? Optional.empty()
                : Optional.of(Decision.deny(
                        key + " = " + value + " is none of " + String.join(", ", choices), where.apply(key)));
    }

    private Optional<Decision> names(String key, List<String> names, Pattern pattern, String what) {
        return names.stream()
                .filter(name -> !pattern.matcher(name).matches())
                .findFirst()
                .map(name -> Decision.deny(key + ": " + name + " is not " + what, where.apply(key)));
    }
}
