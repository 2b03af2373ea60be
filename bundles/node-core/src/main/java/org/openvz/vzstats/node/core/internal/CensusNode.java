package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Troubled;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.openvz.vzstats.durable.files.SealedFile;
import org.openvz.vzstats.node.core.internal.Drafting.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node: policies, collectors, guard, report, outbox, in this order. One run at a time. */
final class CensusNode implements Node {

    private static final Logger LOG = LoggerFactory.getLogger(CensusNode.class);
    /** What a file is called that a person carries: in the history, and for policies. */
    private static final String EXPORT = "export";
    /** How long a person waits for a node that starts; a trigger waits as long as it takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(36_500);

    private final String version;
    private final Start start;
    private final Registered<Collector> collectors;
    private final Registered<Troubled> troubled;
    private final Policies policies;
    private final Drafting drafting;
    private final Bench bench;
    private final Path data;
    private final Outbox outbox;
    private final SentReports history;
    private final Grace grace;
    private final Delivering delivering;
    private final Clock clock;
    private final Requests requests = new Requests();

    private volatile @Nullable Run lastRun;

    CensusNode(
            String version,
            Start start,
            Registered<Collector> collectors,
            Registered<Troubled> troubled,
            Policies policies,
            Drafting drafting,
            Bench bench,
            Path data,
            Outbox outbox,
            SentReports history,
            Grace grace,
            Delivering delivering,
            Clock clock) {
        this.version = version;
        this.start = start;
        this.collectors = collectors;
        this.troubled = troubled;
        this.policies = policies;
        this.drafting = drafting;
        this.bench = bench;
        this.data = data;
        this.outbox = outbox;
        this.history = history;
        this.grace = grace;
        this.delivering = delivering;
        this.clock = clock;
    }

    @Override
    public Run view() throws InterruptedException {
        return start.await(PATIENCE) ? viewed() : nothing(starting());
    }

    private synchronized Run viewed() throws InterruptedException {
        Decision decision = policies.decide(new Question.Run(Trigger.PERSON));
        return decision instanceof Decision.Deny
                ? nothing(decision)
                : drafting.draft(decision, collector -> true, Purpose.VIEW).shown();
    }

    @Override
    public synchronized Run preview() throws InterruptedException {
        return drafting.draft(policies.decide(new Question.Run(Trigger.PERSON)), collector -> true, Purpose.PREVIEW)
                .shown();
    }

    @Override
    public Run run(Trigger trigger) throws InterruptedException {
        return start.await(trigger.isPerson() ? PATIENCE : AS_LONG_AS_IT_TAKES)
                ? requests.run(trigger, this::run)
                : nothing(starting());
    }

    private Decision starting() {
        return Decision.deny(
                "the node is starting: it waits for " + start.waitsFor().orElse("a moment"), "a policy may be missing");
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
        return queue(trigger, drafting.draft(Decision.allow(), trigger::includes, Purpose.RUN));
    }

    @Override
    public Run export(Path file, boolean replace) throws InterruptedException {
        return start.await(PATIENCE) ? exported(file, replace) : nothing(starting());
    }

    private synchronized Run exported(Path file, boolean replace) throws InterruptedException {
        Decision run = policies.decide(new Question.Run(Trigger.PERSON));
        Decision decision = run instanceof Decision.Deny ? run : policies.decide(new Question.Send(EXPORT));
        if (decision instanceof Decision.Deny) {
            return nothing(decision);
        }
        Run exported = write(file, replace, drafting.draft(decision, collector -> true, Purpose.EXPORT));
        lastRun = exported;
        return exported;
    }

    /** {@return what came of something that is done while there is no run, after which the last one is forgotten} */
    synchronized <T> T between(Delivering.Step<T> step) throws InterruptedException {
        T result = step.take();
        lastRun = null;
        return result;
    }

    private Run write(Path file, boolean replace, Draft draft) {
        Report report = draft.packed().report();
        Path directory = file.getParent();
        if (draft.isEmpty()) {
            return draft.notQueued("no collector gave anything");
        }
        if (!file.isAbsolute() || directory == null) {
            return draft.notQueued("write an absolute path of a file");
        }
        try {
            SealedFile.write(file, report.packed(), replace);
        } catch (FileAlreadyExistsException e) {
            return draft.notQueued(file + " is there already; --force replaces it");
        } catch (IOException e) {
            return draft.notQueued(file + " cannot be written: " + DurableFiles.why(directory, e));
        }
        try {
            String policy = policies.allowedBy(new Question.Send(EXPORT)) + "; a person asked for it";
            history.add(report, EXPORT, policy, "exported");
        } catch (IOException e) {
            LOG.info(
                    "An export cannot be noted in the history ({})",
                    e.getClass().getSimpleName());
        }
        LOG.info("Report {} exported", report.id());
        return draft.queued();
    }

    @Override
    public History history() {
        try {
            return history.read();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Optional<SentReport> sent(int number) {
        try {
            return history.read(number);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Attached attach(String receipt) {
        try {
            return history.attach(receipt);
        } catch (IOException e) {
            return new Attached(Optional.empty(), Optional.of("the history cannot be used: " + why(e)));
        }
    }

    private IllegalStateException unreadable(IOException e) {
        return new IllegalStateException("The history cannot be read: " + why(e), e);
    }

    private String why(IOException e) {
        return DurableFiles.why(data, e);
    }

    @Override
    public Status status() {
        Set<String> troubles = new LinkedHashSet<>();
        // Tried out: what was in the way a moment ago may be gone, and what is in the way now may not have been met.
        Stream.of(data, data.resolve("outbox"), data.resolve("history"))
                .map(DurableFiles::trouble)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(trouble -> troubles.add(trouble + "; what is collected meanwhile may be lost"));
        troubles.addAll(delivering.troubles());
        troubled.all().forEach(one -> troubles.addAll(troubles(one.service())));
        List<Outbox.Waiting> waiting = read(troubles, outbox::waiting, List.of());
        return new Status(
                version,
                policies.atAGlance().decide(new Question.Run(Trigger.PERSON)),
                start.waitsFor(),
                read(troubles, grace::sendingFrom, grace.sendingFromAtTheLatest()),
                Optional.ofNullable(lastRun),
                List.copyOf(collectors.byName().keySet()),
                benched(),
                waiting.size(),
                waiting.stream().findFirst().map(Outbox.Waiting::since),
                outbox.dropped(),
                delivering.states(),
                read(troubles, history::last, Optional.empty()),
                List.copyOf(troubles));
    }

    private static List<String> troubles(Troubled one) {
        try {
            return one.troubles();
        } catch (RuntimeException e) {
            LOG.info("{} cannot tell how it is", one.getClass().getName(), e);
            return List.of();
        }
    }

    /** Reads something that is on a disk. */
    @FunctionalInterface
    private interface OnDisk<T> {
        T read() throws IOException;
    }

    private <T> T read(Set<String> troubles, OnDisk<T> from, T otherwise) {
        try {
            return from.read();
        } catch (IOException e) {
            if (troubles.stream().noneMatch(trouble -> trouble.startsWith(data.toString()))) {
                troubles.add(data + " cannot be used: " + why(e));
            }
            return otherwise;
        }
    }

    private Map<String, Instant> benched() {
        Map<String, Instant> benched = new TreeMap<>();
        collectors.present().forEach(collector -> bench.until(collector.name(), collector.edition())
                .ifPresent(until -> benched.put(collector.name(), until)));
        return benched;
    }

    private Run queue(Trigger trigger, Draft draft) {
        if (draft.isEmpty() && draft.apart().isEmpty()) {
            return draft.notQueued("no collector gave anything");
        }
        try {
            if (trigger.isPerson()) {
                grace.end();
            }
            if (!draft.isEmpty()) {
                queue(trigger, draft.packed().report());
            }
            if (draft.apart().isPresent()) {
                queue(trigger, draft.apart().get().report());
            }
        } catch (IOException e) {
            LOG.info("A report could not be queued: {}", e.getClass().getName());
            return draft.notQueued("the report could not be written: " + DurableFiles.why(data.resolve("outbox"), e));
        }
        draft.whenQueued().forEach(CensusNode::done);
        delivering.settle();
        delivering.wake(trigger.isPerson());
        return draft.queued();
    }

    private void queue(Trigger trigger, Report report) throws IOException {
        outbox.add(report);
        LOG.info("Report {} queued, asked for by {}", report.id(), trigger.name());
    }

    private static void done(Runnable whenQueued) {
        try {
            whenQueued.run();
        } catch (RuntimeException | LinkageError e) {
            // Its bundle went away meanwhile, or has a fault: what it wanted to remember it will send again.
            LOG.info(
                    "A collector could not be told that it was queued: {}",
                    e.getClass().getName());
        }
    }

    private Run denied(Decision decision) {
        try {
            // Where only this trigger may not ask, what others have asked for still goes out.
            if (!policies.allow(new Question.Run(Trigger.PERSON))) {
                outbox.clear();
            }
        } catch (IOException e) {
            LOG.info("The outbox cannot be emptied now ({})", e.getClass().getSimpleName());
        }
        return nothing(decision);
    }

    private Run nothing(Decision decision) {
        return new Run(clock.instant(), decision, List.of(), Map.of(), Optional.empty(), Optional.empty());
    }
}
