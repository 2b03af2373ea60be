package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.report.ReportFiles;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.report.ReportWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node: policies, collectors, guard, report, outbox, in this order. One run at a time. */
final class CensusNode implements Node {

    private static final Logger LOG = LoggerFactory.getLogger(CensusNode.class);

    private final String version;
    private final Registered<Collector> collectors;
    private final DataDictionary dictionary;
    private final Policies policies;
    private final Collecting collecting;
    private final Guard guard;
    private final Outbox outbox;
    private final Grace grace;
    private final Delivering delivering;
    private final Clock clock;

    private volatile @Nullable Run lastRun;

    CensusNode(
            String version,
            Registered<Collector> collectors,
            DataDictionary dictionary,
            Policies policies,
            Collecting collecting,
            Guard guard,
            Outbox outbox,
            Grace grace,
            Delivering delivering,
            Clock clock) {
        this.version = version;
        this.collectors = collectors;
        this.dictionary = dictionary;
        this.policies = policies;
        this.collecting = collecting;
        this.guard = guard;
        this.outbox = outbox;
        this.grace = grace;
        this.delivering = delivering;
        this.clock = clock;
    }

    @Override
    public synchronized Run view() throws InterruptedException {
        Decision decision = policies.decide(new Question.Run(Trigger.PERSON));
        return decision instanceof Decision.Deny
                ? nothing(decision)
                : collect(decision).shown();
    }

    @Override
    public synchronized Run preview() throws InterruptedException {
        return collect(policies.decide(new Question.Run(Trigger.PERSON))).shown();
    }

    @Override
    public synchronized Run run(Trigger trigger) throws InterruptedException {
        Decision decision = policies.decide(new Question.Run(trigger));
        Run run = decision instanceof Decision.Deny ? denied(decision) : queue(trigger, collect(decision));
        lastRun = run;
        return run;
    }

    @Override
    public Status status() {
        try {
            return new Status(
                    version,
                    policies.decide(new Question.Run(Trigger.PERSON)),
                    grace.sendingFrom(),
                    Optional.ofNullable(lastRun),
                    List.copyOf(collectors.byName().keySet()),
                    outbox.waiting().size(),
                    outbox.dropped(),
                    delivering.states());
        } catch (IOException e) {
            throw new IllegalStateException("the node's data directory cannot be read", e);
        }
    }

    /** What a run came to before it is packed. */
    private record Draft(Instant started, Decision decision, List<CollectorResult> results, ReportFiles files) {

        Run shown() {
            return new Run(started, decision, results, files.byName(), Optional.empty(), Optional.empty());
        }

        Run queued() {
            String id = files.report().toString();
            return new Run(started, decision, results, files.byName(), Optional.of(id), Optional.empty());
        }

        Run notQueued(String problem) {
            return new Run(started, decision, results, files.byName(), Optional.empty(), Optional.of(problem));
        }
    }

    private Draft collect(Decision decision) throws InterruptedException {
        Instant started = clock.instant();
        Dictionary defined = dictionary.current();
        List<CollectorResult> results = new ArrayList<>();
        List<ReportSection> sections = new ArrayList<>();
        for (Map.Entry<String, Collector> collector : collectors.byName().entrySet()) {
            results.add(collect(collector.getKey(), collector.getValue(), defined, sections));
        }
        // The day, in UTC, so that it does not tell where the node is.
        LocalDate day = LocalDate.ofInstant(started, ZoneOffset.UTC);
        return new Draft(started, decision, results, ReportFiles.of(UUID.randomUUID(), version, day, sections));
    }

    private CollectorResult collect(String name, Collector collector, Dictionary defined, List<ReportSection> sections)
            throws InterruptedException {
        if (policies.decide(new Question.Collect(name)) instanceof Decision.Deny deny) {
            return new CollectorResult(name, Outcome.DENIED, deny.reason(), Map.of());
        }
        Optional<Topic> topic = defined.topic(name);
        if (topic.isEmpty()) {
            return new CollectorResult(name, Outcome.UNDEFINED, "no bundle has a metrics file for it", Map.of());
        }
        Collecting.Collected collected = collecting.collect(name, collector);
        if (!collectors.has(name, collector)) {
            return new CollectorResult(name, Outcome.REMOVED, "went away during the run", Map.of());
        }
        if (collected.outcome() != Outcome.OK) {
            return collected.result(Map.of());
        }
        Guard.Passed passed =
                guard.pass(topic.get(), collected.section(), metric -> policies.allow(new Question.Include(metric)));
        Section kept = passed.section().section();
        if (kept.values().isEmpty()) {
            return new CollectorResult(name, Outcome.EMPTY, "nothing of it may leave", passed.refused());
        }
        sections.add(passed.section());
        return collected.result(passed.refused());
    }

    private Run queue(Trigger trigger, Draft draft) {
        if (draft.files().byName().size() == 1) {
            return draft.notQueued("no collector gave anything");
        }
        try {
            Report report = ReportWriter.pack(draft.files());
            if (trigger.equals(Trigger.PERSON)) {
                grace.end();
            }
            outbox.add(report);
        } catch (IOException e) {
            LOG.info("A report could not be queued: {}", e.getClass().getName());
            return draft.notQueued(
                    "the report could not be written (" + e.getClass().getSimpleName() + ")");
        }
        delivering.wake(trigger.equals(Trigger.PERSON));
        LOG.info("Report {} queued, asked for by {}", draft.files().report(), trigger.name());
        return draft.queued();
    }

    private Run denied(Decision decision) {
        try {
            outbox.clear();
        } catch (IOException e) {
            LOG.info("The outbox cannot be emptied now ({})", e.getClass().getSimpleName());
        }
        return nothing(decision);
    }

    private Run nothing(Decision decision) {
        return new Run(clock.instant(), decision, List.of(), Map.of(), Optional.empty(), Optional.empty());
    }
}
