package org.openvz.vzstats.node.core.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.collector.support.RunReadings;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.report.ReportSection;

/** Makes a report of what the collectors measure and the guard lets pass; keeps nothing. */
final class Drafting {

    private static final String NO_FILE = "no bundle has a metrics file for it";
    private static final String PENDING = "new; vzstats:diff shows it, vzstats:accept accepts it";

    private final String version;
    private final Registered<Collector> collectors;
    private final DataDictionary dictionary;
    private final Policies policies;
    private final Revisions revisions;
    private final Collecting collecting;
    private final Bench bench;
    private final Clock clock;

    Drafting(
            String version,
            Registered<Collector> collectors,
            DataDictionary dictionary,
            Policies policies,
            Revisions revisions,
            Collecting collecting,
            Bench bench,
            Clock clock) {
        this.version = version;
        this.collectors = collectors;
        this.dictionary = dictionary;
        this.policies = policies;
        this.revisions = revisions;
        this.collecting = collecting;
        this.bench = bench;
        this.clock = clock;
    }

    /** What a report is made for. */
    enum Purpose {
        /** To be sent. */
        RUN,
        /** To be carried by a person: without what leaves apart from the census. */
        EXPORT,
        /** For the owner to look at: what would be sent now. */
        VIEW,
        /** For the owner to look at: what would be sent if it were allowed, and accepted. */
        PREVIEW
    }

    /** What one collector measured, before the guard has seen it. */
    private record Measured(Collector collector, Collecting.Collected collected) {

        String name() {
            return collected.section().collector();
        }
    }

    /** What became of one collector. */
    private record Judged(Measured measured, CollectorResult result, Optional<ReportSection> section) {

        Judged without(Outcome outcome, String why) {
            return new Judged(
                    measured,
                    new CollectorResult(measured.name(), outcome, why, result.refused(), result.needsRoot()),
                    Optional.empty());
        }
    }

    /**
     * Makes a report.
     *
     * @param asked whether a collector is asked for
     */
    Draft draft(Decision decision, Predicate<String> asked, Purpose purpose) throws InterruptedException {
        Instant started = clock.instant();
        RunReadings readings = new RunReadings();
        Map<String, Integer> known = accepted(dictionary.current(), purpose);
        List<Measured> measured = new ArrayList<>();
        for (Registered.Named<Collector> collector : collectors.present()) {
            boolean carried = purpose != Purpose.EXPORT || !isApart(dictionary.current(), collector.name());
            if (carried && asked.test(collector.name())) {
                measured.add(new Measured(collector.service(), measure(collector, known, readings, purpose)));
            }
        }
        // After all of them: what commands said in this run names the guests.
        Guard guard = new Guard(new PersonalData(collecting.names(readings)));
        // Also after all of them: a collector may have found out only now what its metrics are.
        Dictionary defined = dictionary.current();
        Map<String, Integer> accepted = accepted(defined, purpose);
        Map<Question, Decision> decisions = policies.decide(metrics(measured));
        List<Judged> judged = new ArrayList<>();
        measured.forEach(one -> judged.add(judge(one, defined, accepted, guard, decisions)));
        judged.replaceAll(
                one -> collectors.has(one.measured().name(), one.measured().collector())
                        ? one
                        : one.without(Outcome.REMOVED, "went away"));
        Packed packed = pack(started, judged, name -> !isApart(defined, name));
        Packed apart = pack(started, judged, name -> isApart(defined, name));
        judged.replaceAll(one -> packed.leftOut().contains(one.measured().name())
                        || apart.leftOut().contains(one.measured().name())
                ? one.without(Outcome.FLOODED, "the report would be too large with it")
                : one);
        return new Draft(
                started,
                decision,
                judged.stream().map(Judged::result).toList(),
                packed,
                Optional.of(apart).filter(one -> !Draft.isEmpty(one)),
                beside(judged),
                whenQueued(judged));
    }

    private static boolean isApart(Dictionary defined, String collector) {
        return defined.topic(collector).filter(Topic::apart).isPresent();
    }

    private static List<Runnable> whenQueued(List<Judged> judged) {
        return judged.stream()
                .filter(one -> one.section().isPresent())
                .flatMap(one -> one.measured().collected().whenQueued().stream())
                .toList();
    }

    /** {@return for each topic present the revision up to which its metrics may be in the report} */
    private Map<String, Integer> accepted(Dictionary defined, Purpose purpose) {
        List<Topic> topics = collectors.present().stream()
                .flatMap(one -> defined.topic(one.name()).stream())
                .toList();
        Map<String, Integer> accepted = new TreeMap<>();
        if (purpose == Purpose.PREVIEW) {
            topics.forEach(topic -> accepted.put(topic.collector(), topic.revision()));
        } else {
            Map<String, Revisions.Standing> standing =
                    purpose == Purpose.VIEW ? revisions.standing(topics) : revisions.settle(topics);
            standing.forEach((collector, one) -> accepted.put(collector, one.accepted()));
        }
        return accepted;
    }

    private static List<Question> metrics(List<Measured> measured) {
        return measured.stream()
                .flatMap(one -> one.collected().section().values().keySet().stream())
                .<Question>map(Question.Include::new)
                .toList();
    }

    private static SortedMap<String, String> beside(List<Judged> judged) {
        SortedMap<String, String> beside = new TreeMap<>();
        judged.stream().filter(one -> one.result().outcome() != Outcome.REMOVED).forEach(one -> one.measured()
                .collected()
                .shown()
                .forEach((name, text) -> beside.put(one.measured().name() + "/" + name + " (never sent)", text)));
        return beside;
    }

    private Packed pack(Instant started, List<Judged> judged, Predicate<String> which) {
        List<ReportSection> sections = judged.stream()
                .filter(one -> which.test(one.measured().name()))
                .flatMap(one -> one.section().stream())
                .toList();
        // The day, in UTC, so that it does not tell where the node is.
        LocalDate day = LocalDate.ofInstant(started, ZoneOffset.UTC);
        return Packed.of(UUID.randomUUID(), version, day, sections);
    }

    private Collecting.Collected measure(
            Registered.Named<Collector> collector, Map<String, Integer> accepted, RunReadings readings, Purpose purpose)
            throws InterruptedException {
        String name = collector.name();
        if (policies.decide(new Question.Collect(name)) instanceof Decision.Deny deny) {
            return Collecting.nothing(name, Outcome.DENIED, deny.reason());
        }
        if (dictionary.current().topic(name).isEmpty()) {
            return Collecting.nothing(name, Outcome.UNDEFINED, NO_FILE);
        }
        if (accepted.getOrDefault(name, 0) == 0) {
            return Collecting.nothing(name, Outcome.PENDING, PENDING);
        }
        Optional<Instant> benched = bench.until(name, collector.edition());
        if (benched.isPresent()) {
            return Collecting.nothing(name, Outcome.BENCHED, "went over its budget, sits out until " + benched.get());
        }
        boolean preview = purpose == Purpose.VIEW || purpose == Purpose.PREVIEW;
        Section.Builder section = new Section.Builder(name, preview);
        Collecting.Collected collected = collecting.collect(name, collector.service(), section, readings);
        // A preview keeps nothing, and does more than a run.
        if (collected.outcome().isOverBudget() && !preview) {
            bench.add(name, collector.edition());
        }
        return collected;
    }

    private Judged judge(
            Measured measured,
            Dictionary defined,
            Map<String, Integer> accepted,
            Guard guard,
            Map<Question, Decision> decisions) {
        Collecting.Collected collected = measured.collected();
        Optional<Topic> topic = defined.topic(measured.name());
        if (collected.outcome() != Outcome.OK) {
            return new Judged(measured, collected.result(Map.of()), Optional.empty());
        }
        if (topic.isEmpty()) {
            CollectorResult undefined = new CollectorResult(measured.name(), Outcome.UNDEFINED, NO_FILE, Map.of());
            return new Judged(measured, undefined, Optional.empty());
        }
        int revision = accepted.getOrDefault(measured.name(), 0);
        Guard.Passed passed = guard.pass(
                topic.get(),
                revision,
                collected.section(),
                metric -> decisions.get(new Question.Include(metric)) instanceof Decision.Allow);
        if (passed.section().section().values().isEmpty()) {
            CollectorResult nothing = new CollectorResult(
                    measured.name(), Outcome.EMPTY, "nothing of it may leave", passed.refused(), collected.needsRoot());
            return new Judged(measured, nothing, Optional.empty());
        }
        return new Judged(measured, collected.result(passed.refused()), Optional.of(passed.section()));
    }
}
