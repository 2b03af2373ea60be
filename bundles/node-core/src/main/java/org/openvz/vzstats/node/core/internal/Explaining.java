package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;

/** Tells the owner what may leave and who decides that, and takes the owner's word. */
final class Explaining implements Consent {

    /** What decides where no policy does. */
    private static final String NODE = "node";

    private final Registered<Collector> collectors;
    private final Registered<Transport> transports;
    private final DataDictionary dictionary;
    private final Policies policies;
    private final Revisions revisions;

    Explaining(
            Registered<Collector> collectors,
            Registered<Transport> transports,
            DataDictionary dictionary,
            Policies policies,
            Revisions revisions) {
        this.collectors = collectors;
        this.transports = transports;
        this.dictionary = dictionary;
        this.policies = policies;
        this.revisions = revisions;
    }

    @Override
    public Explanation explain(String subject) {
        int dot = subject.indexOf('.');
        String collector = dot < 0 ? subject : subject.substring(0, dot);
        Optional<Topic> topic = dictionary.current().topic(collector);
        Optional<Metric> metric = topic.flatMap(one -> one.metric(subject));
        if (topic.isEmpty() || (dot >= 0 && metric.isEmpty())) {
            throw new IllegalArgumentException("No installed bundle defines " + subject + ".");
        }
        List<Question> questions = new ArrayList<>();
        questions.add(new Question.Run(Trigger.PERSON));
        questions.add(new Question.Collect(collector));
        metric.ifPresent(one -> questions.add(new Question.Include(one.name())));
        pending(topic.get(), metric).ifPresent(questions::add);
        transports.byName().keySet().forEach(name -> questions.add(new Question.Send(name)));
        List<Answer> answers = answers(questions);
        Optional<Answer> deciding = deciding(questions, answers)
                .or(() -> unaccepted(topic.get(), metric))
                .or(() -> absent(collector));
        return new Explanation(
                subject,
                metric.map(Metric::title).orElse(topic.get().title()).english(),
                metric.map(Explaining::described),
                deciding.map(Answer::decision).orElse(Decision.allow()),
                deciding.map(Answer::policy),
                answers);
    }

    @Override
    public List<String> subjects() {
        return dictionary.current().topics().values().stream()
                .flatMap(topic -> Stream.concat(
                        Stream.of(topic.collector()), topic.metrics().stream().map(Metric::name)))
                .toList();
    }

    @Override
    public List<Pending> pending() {
        List<Topic> present = present();
        Map<String, Revisions.Standing> standing = revisions.standingAtAGlance(present);
        List<Pending> pending = new ArrayList<>();
        for (Topic topic : present) {
            Revisions.Standing one = standing.get(topic.collector());
            if (one != null && one.decision() instanceof Decision.Deny deny) {
                pending.add(new Pending(
                        topic.collector(),
                        topic.title().english(),
                        one.accepted(),
                        topic.revision(),
                        topic.metrics().stream()
                                .filter(metric -> metric.since() > one.accepted())
                                .map(Explaining::described)
                                .toList(),
                        deny.reason(),
                        deny.where()));
            }
        }
        return pending;
    }

    @Override
    public List<Pending> accept(Collection<String> named) throws IOException {
        List<Pending> pending = pending();
        TreeSet<String> unknown = new TreeSet<>(named);
        pending.forEach(one -> unknown.remove(one.collector()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Not pending: " + String.join(", ", unknown) + ". Nothing is accepted.");
        }
        List<Pending> accepted = pending.stream()
                .filter(one -> named.isEmpty() || named.contains(one.collector()))
                .toList();
        if (!accepted.isEmpty()) {
            Map<String, Integer> revision = new HashMap<>();
            accepted.forEach(one -> revision.put(one.collector(), one.revision()));
            revisions.accept(revision);
        }
        return accepted;
    }

    /** The topics of the collectors present: of what only is defined nothing leaves. */
    private List<Topic> present() {
        return collectors.present().stream()
                .flatMap(one -> dictionary.current().topic(one.name()).stream())
                .toList();
    }

    private Optional<Question> pending(Topic topic, Optional<Metric> metric) {
        return Optional.ofNullable(revisions.standing(List.of(topic)).get(topic.collector()))
                .filter(standing -> collectors.byName().containsKey(topic.collector())
                        && standing.decision() instanceof Decision.Deny
                        && metric.map(one -> one.since() > standing.accepted()).orElse(standing.accepted() == 0))
                .map(standing -> new Question.Accept(topic.collector(), topic.revision(), standing.accepted()));
    }

    /** What waits for the owner although no policy has anything against it. */
    private Optional<Answer> unaccepted(Topic topic, Optional<Metric> metric) {
        return pending(topic, metric)
                .map(question -> new Answer(
                        NODE,
                        question,
                        Objects.requireNonNull(
                                        revisions.standing(List.of(topic)).get(topic.collector()))
                                .decision()));
    }

    private List<Answer> answers(List<Question> questions) {
        Map<Question, List<Policies.Opinion>> opinions = policies.opinions(questions);
        return questions.stream()
                .flatMap(question -> opinions.getOrDefault(question, List.of()).stream()
                        .map(opinion -> new Answer(opinion.policy(), question, opinion.decision())))
                .toList();
    }

    /** The first that denies what has to be allowed; of the transports one that is allowed will do. */
    private static Optional<Answer> deciding(List<Question> questions, List<Answer> answers) {
        List<Answer> denied = answers.stream()
                .filter(answer -> answer.decision() instanceof Decision.Deny)
                .toList();
        boolean someTransport = questions.stream()
                .filter(Question.Send.class::isInstance)
                .anyMatch(question ->
                        denied.stream().noneMatch(answer -> answer.question().equals(question)));
        return denied.stream()
                .filter(answer -> !(someTransport && answer.question() instanceof Question.Send))
                .findFirst();
    }

    private Optional<Answer> absent(String collector) {
        return collectors.byName().containsKey(collector)
                ? Optional.empty()
                : Optional.of(new Answer(
                        NODE,
                        new Question.Collect(collector),
                        Decision.deny("no collector of it is installed", "the node's features")));
    }

    private static Described described(Metric metric) {
        return new Described(
                metric.name(),
                metric.title().english(),
                metric.why().english(),
                metric.source().english());
    }
}
