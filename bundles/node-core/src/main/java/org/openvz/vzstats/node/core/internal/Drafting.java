package org.openvz.vzstats.node.core.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.report.ReportSection;

/** Makes a report of what the collectors measure and the guard lets pass; keeps nothing. */
final class Drafting {

    private final String version;
    private final Registered<Collector> collectors;
    private final DataDictionary dictionary;
    private final Policies policies;
    private final Collecting collecting;
    private final Guard guard;
    private final Clock clock;

    Drafting(
            String version,
            Registered<Collector> collectors,
            DataDictionary dictionary,
            Policies policies,
            Collecting collecting,
            Guard guard,
            Clock clock) {
        this.version = version;
        this.collectors = collectors;
        this.dictionary = dictionary;
        this.policies = policies;
        this.collecting = collecting;
        this.guard = guard;
        this.clock = clock;
    }

    /** What became of one collector. */
    private record Measured(Collector collector, CollectorResult result, Optional<ReportSection> section) {

        String name() {
            return result.collector();
        }

        Measured without(Outcome outcome, String why) {
            return new Measured(
                    collector, new CollectorResult(name(), outcome, why, result.refused()), Optional.empty());
        }
    }

    Draft draft(Decision decision) throws InterruptedException {
        Instant started = clock.instant();
        Dictionary defined = dictionary.current();
        List<Measured> measured = new ArrayList<>();
        for (Map.Entry<String, Collector> collector : collectors.byName().entrySet()) {
            measured.add(measure(collector.getKey(), collector.getValue(), defined));
        }
        measured.replaceAll(
                one -> collectors.has(one.name(), one.collector()) ? one : one.without(Outcome.REMOVED, "went away"));
        Packed packed = pack(started, measured);
        measured.replaceAll(one -> packed.leftOut().contains(one.name())
                ? one.without(Outcome.FLOODED, "the report would be too large with it")
                : one);
        return new Draft(
                started, decision, measured.stream().map(Measured::result).toList(), packed);
    }

    private Packed pack(Instant started, List<Measured> measured) {
        List<ReportSection> sections =
                measured.stream().flatMap(one -> one.section().stream()).toList();
        // The day, in UTC, so that it does not tell where the node is.
        LocalDate day = LocalDate.ofInstant(started, ZoneOffset.UTC);
        return Packed.of(UUID.randomUUID(), version, day, sections);
    }

    private Measured measure(String name, Collector collector, Dictionary defined) throws InterruptedException {
        if (policies.decide(new Question.Collect(name)) instanceof Decision.Deny deny) {
            return nothing(collector, new CollectorResult(name, Outcome.DENIED, deny.reason(), Map.of()));
        }
        Optional<Topic> topic = defined.topic(name);
        if (topic.isEmpty()) {
            return nothing(
                    collector,
                    new CollectorResult(name, Outcome.UNDEFINED, "no bundle has a metrics file for it", Map.of()));
        }
        Collecting.Collected collected = collecting.collect(name, collector);
        if (collected.outcome() != Outcome.OK) {
            return nothing(collector, collected.result(Map.of()));
        }
        Guard.Passed passed =
                guard.pass(topic.get(), collected.section(), metric -> policies.allow(new Question.Include(metric)));
        if (passed.section().section().values().isEmpty()) {
            return nothing(
                    collector, new CollectorResult(name, Outcome.EMPTY, "nothing of it may leave", passed.refused()));
        }
        return new Measured(collector, collected.result(passed.refused()), Optional.of(passed.section()));
    }

    private static Measured nothing(Collector collector, CollectorResult result) {
        return new Measured(collector, result, Optional.empty());
    }
}
