package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node: policies, collectors, guard, report, outbox, in this order. One run at a time. */
final class CensusNode implements Node {

    private static final Logger LOG = LoggerFactory.getLogger(CensusNode.class);

    private final String version;
    private final Registered<Collector> collectors;
    private final Policies policies;
    private final Drafting drafting;
    private final Bench bench;
    private final Outbox outbox;
    private final Grace grace;
    private final Delivering delivering;
    private final Clock clock;
    private final Requests requests = new Requests();

    private volatile @Nullable Run lastRun;

    CensusNode(
            String version,
            Registered<Collector> collectors,
            Policies policies,
            Drafting drafting,
            Bench bench,
            Outbox outbox,
            Grace grace,
            Delivering delivering,
            Clock clock) {
        this.version = version;
        this.collectors = collectors;
        this.policies = policies;
        this.drafting = drafting;
        this.bench = bench;
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
                : drafting.draft(decision, collector -> true, true).shown();
    }

    @Override
    public synchronized Run preview() throws InterruptedException {
        return drafting.draft(policies.decide(new Question.Run(Trigger.PERSON)), collector -> true, true)
                .shown();
    }

    @Override
    public Run run(Trigger trigger) throws InterruptedException {
        return requests.run(trigger, this::run);
    }

    /** One run for all that was asked for; each trigger needs its own permission. */
    private synchronized Run run(List<Trigger> asked) throws InterruptedException {
        Decision decision = Decision.allow();
        Optional<Trigger> allowed = Optional.empty();
        for (Trigger trigger : asked) {
            Decision one = policies.decide(new Question.Run(trigger));
            if (one instanceof Decision.Deny) {
                decision = one;
            } else {
                allowed = Optional.of(allowed.map(others -> others.and(trigger)).orElse(trigger));
            }
        }
        Run run = allowed.isEmpty() ? denied(decision) : queue(allowed.get());
        lastRun = run;
        return run;
    }

    private Run queue(Trigger trigger) throws InterruptedException {
        return queue(trigger, drafting.draft(Decision.allow(), trigger::includes, false));
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
                    benched(),
                    outbox.waiting().size(),
                    outbox.dropped(),
                    delivering.states());
        } catch (IOException e) {
            throw new IllegalStateException("the node's data directory cannot be read", e);
        }
    }

    private Map<String, Instant> benched() {
        Map<String, Instant> benched = new TreeMap<>();
        collectors.present().forEach(collector -> bench.until(collector.name(), collector.edition())
                .ifPresent(until -> benched.put(collector.name(), until)));
        return benched;
    }

    private Run queue(Trigger trigger, Draft draft) {
        if (draft.isEmpty()) {
            return draft.notQueued("no collector gave anything");
        }
        try {
            if (trigger.isPerson()) {
                grace.end();
            }
            outbox.add(draft.packed().report());
        } catch (IOException e) {
            LOG.info("A report could not be queued: {}", e.getClass().getName());
            return draft.notQueued(
                    "the report could not be written (" + e.getClass().getSimpleName() + ")");
        }
        delivering.settle();
        delivering.wake(trigger.isPerson());
        LOG.info("Report {} queued, asked for by {}", draft.packed().report().id(), trigger.name());
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
