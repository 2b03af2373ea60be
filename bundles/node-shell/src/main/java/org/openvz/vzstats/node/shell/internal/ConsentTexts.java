package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openvz.vzstats.api.Consent.Answer;
import org.openvz.vzstats.api.Consent.Described;
import org.openvz.vzstats.api.Consent.Explanation;
import org.openvz.vzstats.api.Consent.Pending;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.shell.control.Wrapped;

/** What the commands about consent print. */
final class ConsentTexts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConsentTexts() {}

    /**
     * Who decides on a collector or a metric.
     *
     * @param now what would be sent now, as JSON; empty if there is nothing of it on this host
     */
    static String explanation(Explanation explanation, Optional<JsonNode> now) {
        StringBuilder text = new StringBuilder();
        text.append(Wrapped.text(explanation.subject() + ": ", explanation.title()));
        explanation.metric().ifPresent(metric -> text.append(Wrapped.text("Why:      ", metric.why()))
                .append(Wrapped.text("Source:   ", metric.source())));
        text.append(Wrapped.text("Decided:  ", decided(explanation)));
        text.append(Wrapped.text("Now:      ", now.map(ConsentTexts::json).orElse("nothing of it on this host")));
        byPolicy(explanation.answers())
                .forEach((policy, said) -> text.append(Wrapped.text("Policy:   ", policy + " " + said)));
        return text.toString();
    }

    private static String decided(Explanation explanation) {
        return explanation.decision() instanceof Decision.Deny deny
                ? "no, by " + explanation.decidedBy().orElse("node") + ": " + Texts.denied(deny)
                : explanation.metric().isPresent() ? "it is sent" : "it runs";
    }

    private static Map<String, String> byPolicy(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        Answer::policy,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), ConsentTexts::said)));
    }

    private static String said(List<Answer> answers) {
        String denied = answers.stream()
                .flatMap(answer -> answer.decision() instanceof Decision.Deny deny
                        ? Stream.of("denies " + about(answer.question()) + ": " + Texts.denied(deny))
                        : Stream.empty())
                .collect(Collectors.joining("; "));
        return denied.isEmpty() ? "has nothing against it" : denied;
    }

    static String about(Question question) {
        if (question instanceof Question.Run) {
            return "all runs";
        }
        if (question instanceof Question.Collect collect) {
            return "the collector " + collect.collector();
        }
        if (question instanceof Question.Include) {
            return "the metric";
        }
        if (question instanceof Question.Send send) {
            return "sending by " + send.transport();
        }
        return "what is new until it is accepted";
    }

    /** What is pending, in full. */
    static String diff(List<Pending> pending) {
        if (pending.isEmpty()) {
            return "Nothing is pending: all that is collected has been accepted.\n";
        }
        StringBuilder text = new StringBuilder();
        for (Pending one : pending) {
            text.append(Wrapped.text("", revision(one) + ": " + one.title()));
            text.append(Wrapped.text("  pending: ", one.reason() + " (" + one.where() + ")"));
            if (one.added().isEmpty()) {
                text.append("  no new metric; definitions have changed\n");
            }
            for (Described metric : one.added()) {
                text.append(Wrapped.text("+ " + metric.name() + ": ", metric.title()));
                text.append(Wrapped.text("    why: ", metric.why()));
                text.append(Wrapped.text("    source: ", metric.source()));
            }
        }
        return text.append("vzstats:preview shows the values, vzstats:accept lets them leave.\n")
                .toString();
    }

    /** What has been accepted. */
    static String accepted(List<Pending> accepted) {
        return accepted.isEmpty()
                ? "Nothing was pending.\n"
                : accepted.stream()
                        .map(one -> Wrapped.text("Accepted: ", one.collector() + ", revision " + one.revision()))
                        .collect(Collectors.joining());
    }

    /** What the status says of one that is pending. */
    static String pending(Pending one) {
        return revision(one) + ", " + one.added().size() + " new metrics; see vzstats:diff";
    }

    private static String revision(Pending one) {
        return one.collector() + " revision " + one.revision()
                + (one.accepted() == 0 ? " (new)" : " (accepted: " + one.accepted() + ")");
    }

    /**
     * Finds a collector or a metric in what would be sent.
     *
     * @param files file name to its text
     */
    static Optional<JsonNode> now(Map<String, String> files, String subject) {
        int dot = subject.indexOf('.');
        String file = files.get((dot < 0 ? subject : subject.substring(0, dot)) + ".json");
        if (file == null) {
            return Optional.empty();
        }
        try {
            JsonNode section = JSON.readTree(file);
            return Optional.ofNullable(dot < 0 ? section : section.get(subject));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // A collector that calls what it shows its owner so.
        }
    }

    private static String json(JsonNode value) {
        return value.toString().replace(",\"", ", \"");
    }
}
