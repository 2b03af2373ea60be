package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Consent.Answer;
import org.openvz.vzstats.api.Consent.Explanation;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** Who decides what may leave, and where that is written. */
record PoliciesPage(Reader reader, Consent consent, Dictionary dictionary) {

    /** {@return what holds for all, and each topic} */
    List<Markup> all() {
        List<Markup> parts = new ArrayList<>();
        parts.add(reader.heading("h1", Word.POLICIES_TITLE));
        parts.add(reader.paragraph("intro", Word.POLICIES_INTRO));
        List<Explanation> topics =
                dictionary.topics().keySet().stream().map(consent::explain).toList();
        // What holds for all is the same in each of them.
        topics.stream().findFirst().ifPresent(one -> {
            parts.add(reader.heading("h2", Word.FOR_ALL));
            parts.add(answers(
                    one.answers(), question -> question instanceof Question.Run || question instanceof Question.Send));
        });
        parts.add(reader.heading("h2", Word.TOPICS));
        parts.add(decisions(topics));
        return parts;
    }

    /** {@return what holds for a topic, and for each of its metrics} */
    List<Markup> topic(Topic topic) {
        Explanation explanation = consent.explain(topic.collector());
        List<Markup> parts = new ArrayList<>();
        parts.add(element(
                "h1",
                text(reader.language().say(topic.title()) + " "),
                element("code", topic.collector()).of("name")));
        parts.add(back("policies", Word.POLICIES_TITLE));
        parts.add(verdict(explanation));
        parts.add(reader.heading("h2", Word.METRICS));
        parts.add(decisions(topic.metrics().stream()
                .map(metric -> consent.explain(metric.name()))
                .toList()));
        parts.add(reader.heading("h2", Word.ANSWERS));
        parts.add(answers(explanation.answers(), question -> true));
        parts.addAll(how(explanation, "collectors.deny"));
        return parts;
    }

    /** {@return what holds for a metric} */
    List<Markup> metric(Topic topic, Metric metric) {
        Explanation explanation = consent.explain(metric.name());
        Values values = new Values(reader.language());
        List<Markup> parts = new ArrayList<>();
        parts.add(element(
                "h1",
                text(reader.language().say(metric.title()) + " "),
                element("code", metric.name()).of("name")));
        parts.add(back("policies/" + topic.collector(), reader.language().say(topic.title())));
        parts.add(verdict(explanation));
        parts.addAll(new Blocks(reader).about(metric));
        parts.add(element("dl")
                .of("status")
                .and(
                        reader.row(Word.TYPE, text(values.type(metric))),
                        reader.row(Word.SINCE, text(Integer.toString(metric.since()))),
                        reader.row(
                                Word.NOW,
                                element("a", reader.say(Word.VALUE_NOW))
                                        .with("href", reader.links().to("", metric.name())))));
        parts.add(possible(metric, values));
        parts.add(reader.heading("h2", Word.ANSWERS));
        parts.add(answers(explanation.answers(), question -> true));
        parts.addAll(how(explanation, "metrics.deny"));
        return parts;
    }

    /** A grammar of names is for those who want to see it. */
    private Element possible(Metric metric, Values values) {
        String vocabulary = values.vocabulary(metric);
        return metric.pattern() == null
                ? element("p", element("b", reader.say(Word.POSSIBLE)), text(" " + vocabulary))
                        .of("why")
                : element(
                        "details",
                        element("summary", reader.say(Word.POSSIBLE)),
                        element("p", vocabulary).of("why"));
    }

    private Element back(String path, Word title) {
        return back(path, reader.say(title));
    }

    private Element back(String path, String title) {
        return element("p", reader.link(path, "← " + title));
    }

    private Element verdict(Explanation explanation) {
        return element("p", decision(explanation)).of("notice");
    }

    private Element decision(Explanation explanation) {
        if (explanation.decision() instanceof Decision.Deny deny) {
            return element(
                    "span",
                    element("strong", reader.say(Word.DENIED)).of("off"),
                    text(explanation
                                    .decidedBy()
                                    .map(by -> ", " + reader.say(Word.BY, by))
                                    .orElse("") + ": "),
                    reader.denied(deny));
        }
        return element("strong", reader.say(Word.ALLOWED)).of("on");
    }

    private Element decisions(List<Explanation> explanations) {
        return element("table")
                .of("list")
                .and(element("tbody")
                        .and(explanations.stream()
                                .map(one -> element(
                                        "tr",
                                        element("th", reader.link("policies/" + one.subject(), title(one)), text(" "))
                                                .and(element("code", one.subject())
                                                        .of("name"))
                                                .with("scope", "row"),
                                        element("td", decision(one))))
                                .toList()));
    }

    private String title(Explanation explanation) {
        String subject = explanation.subject();
        return dictionary
                .metric(subject)
                .map(Metric::title)
                .or(() -> dictionary.topic(subject).map(Topic::title))
                .map(reader.language()::say)
                .orElse(explanation.title());
    }

    /** A row for each question: who denies it, and who has nothing against it. */
    private Element answers(List<Answer> answers, Predicate<Question> which) {
        Map<Question, List<Answer>> byQuestion = answers.stream()
                .filter(answer -> which.test(answer.question()))
                .collect(Collectors.groupingBy(Answer::question, LinkedHashMap::new, Collectors.toList()));
        Element rows = element("tbody");
        for (Map.Entry<Question, List<Answer>> one : byQuestion.entrySet()) {
            rows = rows.and(element(
                    "tr",
                    element("th", question(one.getKey())).with("scope", "row"),
                    element("td").and(said(one.getValue()))));
        }
        return element("table", reader.head(Word.QUESTION, Word.ANSWERS), rows).of("list");
    }

    private List<Element> said(List<Answer> answers) {
        List<Element> said = new ArrayList<>();
        List<String> content = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer.decision() instanceof Decision.Deny deny) {
                said.add(element(
                        "p",
                        element("strong", reader.say(Word.NO)).of("off"),
                        text(", " + reader.say(Word.BY, answer.policy()) + ": "),
                        reader.denied(deny)));
            } else {
                content.add(answer.policy());
            }
        }
        if (!content.isEmpty()) {
            said.add(reader.paragraph("soft", Word.NOTHING_AGAINST, String.join(", ", content)));
        }
        return said;
    }

    private String question(Question question) {
        if (question instanceof Question.Collect collect) {
            return reader.say(Word.MAY_COLLECT, collect.collector());
        }
        if (question instanceof Question.Include include) {
            return reader.say(Word.MAY_INCLUDE, include.metric());
        }
        if (question instanceof Question.Send send) {
            return reader.say(Word.MAY_SEND, send.transport());
        }
        return reader.say(question instanceof Question.Run ? Word.MAY_RUN : Word.MAY_ACCEPT);
    }

    /** How to deny what is allowed: by the policy whose file is there on every node. */
    private List<Element> how(Explanation explanation, String key) {
        return explanation.decision() instanceof Decision.Deny
                ? List.of()
                : List.of(element(
                                "p",
                                text(reader.say(Word.HOW_TO_DENY) + " "),
                                element("code", key + " = " + explanation.subject())
                                        .of("command"),
                                text(" → "),
                                element("code", "etc/org.openvz.vzstats.consent.cfg"))
                        .of("note"));
    }
}
