package org.openvz.vzstats.node.web.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.dictionary.Dictionary;

/** A node in which nothing moves: it says what it was told to, and cannot be made to do anything. */
final class StillNode implements Node, Consent {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Dictionary dictionary;
    private final Run view;

    Decision run = Decision.allow();
    Decision send = Decision.allow();
    List<Pending> pending = List.of();
    List<Sent> sent = List.of();
    List<TransportState> transports = List.of();
    Map<String, String> files = Map.of();
    List<String> troubles = List.of();
    Optional<String> starting = Optional.empty();
    /** The transport that the policies are asked about. */
    String asked = "http";

    int collected;

    StillNode(Dictionary dictionary, Run view) {
        this.dictionary = dictionary;
        this.view = view;
    }

    @Override
    public Run view() {
        if (run instanceof Decision.Deny) {
            return new Run(NOON, run, List.of(), Map.of(), Optional.empty(), Optional.empty());
        }
        return preview();
    }

    @Override
    public Run preview() {
        collected++;
        return new Run(NOON, run, view.collectors(), view.files(), Optional.empty(), Optional.empty());
    }

    @Override
    public Run run(Trigger trigger) {
        throw new AssertionError("the page runs nothing");
    }

    @Override
    public Run export(Path file, boolean replace) {
        throw new AssertionError("the page writes nothing");
    }

    @Override
    public History history() {
        return new History(sent, 0);
    }

    @Override
    public Optional<SentReport> sent(int number) {
        List<Sent> deliveries =
                sent.stream().filter(one -> one.number() == number).toList();
        return deliveries.isEmpty() ? Optional.empty() : Optional.of(new SentReport(deliveries, files));
    }

    @Override
    public Attached attach(String receipt) {
        throw new AssertionError("the page keeps nothing");
    }

    @Override
    public Status status() {
        return new Status(
                "0.1.0",
                run,
                starting,
                NOON,
                Optional.of(view),
                dictionary.topics().keySet().stream().toList(),
                Map.of(),
                2,
                Optional.of(NOON),
                Map.of(Drop.AGE, 3L),
                transports,
                sent.stream().findFirst(),
                troubles);
    }

    @Override
    public Explanation explain(String subject) {
        List<Answer> answers = new ArrayList<>();
        answers.add(new Answer("consent", new Question.Run(Trigger.PERSON), run));
        answers.add(new Answer("fleet", new Question.Send(asked), send));
        return new Explanation(
                subject,
                subject,
                Optional.empty(),
                run,
                run instanceof Decision.Deny ? Optional.of("consent") : Optional.empty(),
                answers);
    }

    @Override
    public List<String> subjects() {
        return List.copyOf(dictionary.topics().keySet());
    }

    @Override
    public List<Pending> pending() {
        return pending;
    }

    @Override
    public List<Pending> accept(Collection<String> collectors) {
        throw new AssertionError("the page accepts nothing");
    }
}
