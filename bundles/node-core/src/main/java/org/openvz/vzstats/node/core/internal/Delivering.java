package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Node.Drop;
import org.openvz.vzstats.api.Node.TransportState;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes reports out of the outbox to every transport present: each on its own, the oldest report first, and after a failure not before
 * its time. Sleeps when there is nothing to do.
 */
final class Delivering implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);

    /** The longest wait a transport can ask for. */
    private static final Duration MOST_ASKED = Duration.ofDays(30);

    /** A delivery may take several exchanges, each with its own time. */
    private static final Duration MOST_WAITED = Duration.ofMinutes(5);

    private final Outbox outbox;
    private final SentReports history;
    private final Stopped stopped;
    private final Registered<Transport> transports;
    private final Policies policies;
    private final Grace grace;
    private final Backoff backoff;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Timer timer;
    /** Deliveries share it, also with the question whether they may be. */
    private final ReadWriteLock going = new ReentrantReadWriteLock(true);

    private volatile boolean open;

    Delivering(
            Outbox outbox,
            SentReports history,
            Stopped stopped,
            Registered<Transport> transports,
            Policies policies,
            Grace grace,
            Backoff backoff,
            Clock clock,
            RandomGenerator random,
            Timer timer) {
        this.outbox = outbox;
        this.history = history;
        this.stopped = stopped;
        this.timer = timer;
        this.transports = transports;
        this.policies = policies;
        this.grace = grace;
        this.backoff = backoff;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Begins to deliver.
     *
     * @param after how long to wait before the first look
     */
    void open(Duration after) {
        timer.after(after, () -> {
            open = true;
            wake(false);
        });
    }

    /**
     * Looks for something to deliver.
     *
     * @param atOnce also where a failure is waited out: a person has asked
     */
    void wake(boolean atOnce) {
        if (!open) {
            return;
        }
        List<Registered.Named<Transport>> present = transports.present();
        Set<String> names = transports.byName().keySet();
        lanes.entrySet()
                .removeIf(lane ->
                        !names.contains(lane.getKey()) && lane.getValue().retire());
        for (Registered.Named<Transport> transport : present) {
            Lane lane = lane(transport.name());
            if (atOnce) {
                stopped.remove(transport.name());
            }
            // Another configuration may be another receiver.
            boolean another = lane.isStopped()
                    && stopped.answer(transport.name(), transport.edition()).isEmpty();
            if (atOnce || another) {
                lane.hurry();
            }
            schedule(transport.name(), lane);
        }
    }

    /** Lets reports go that waited for a transport only that is no longer there. Not while transports come and go at a start. */
    void settle() {
        try {
            outbox.settle(permitted());
        } catch (IOException e) {
            LOG.info("The outbox cannot be used now ({})", e.getClass().getSimpleName());
        }
    }

    /** {@return what each transport did last} */
    List<TransportState> states() {
        return transports.byName().keySet().stream()
                .map(name -> lane(name).state(name))
                .toList();
    }

    /** {@return what keeps a transport from getting reports, each in a sentence} */
    List<String> troubles() {
        Map<String, Long> called = transports.all().stream()
                .collect(Collectors.groupingBy(Registered.Named::name, TreeMap::new, Collectors.counting()));
        called.values().removeIf(number -> number == 1);
        return called.keySet().stream()
                .map(name -> "several transports are called " + name + ": only one of them gets reports")
                .toList();
    }

    /** Does something. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws InterruptedException;
    }

    /** {@return what came of something that is done while nothing is delivered; empty if a delivery does not end} */
    <T> Optional<T> between(Step<T> step) throws InterruptedException {
        if (!going.writeLock().tryLock(MOST_WAITED.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(step.take());
        } finally {
            going.writeLock().unlock();
        }
    }

    /** {@return what is known of a transport; of one that wanted no more before the node was restarted, that} */
    private Lane lane(String name) {
        return lanes.computeIfAbsent(name, unknown -> {
            Lane lane = new Lane();
            stopped.answer(name, edition(name)).ifPresent(stop -> lane.stopped(stop.answer(), stop.since()));
            return lane;
        });
    }

    private String edition(String name) {
        return transports.present().stream()
                .filter(transport -> transport.name().equals(name))
                .map(Registered.Named::edition)
                .findFirst()
                .orElse("");
    }

    private void schedule(String name, Lane lane) {
        lane.next(clock.instant()).ifPresent(turn -> timer.after(turn.delay(), () -> deliver(name, lane, turn)));
    }

    private void deliver(String name, Lane lane, Lane.Turn turn) {
        if (!lane.begin(turn)) {
            return;
        }
        boolean again = false;
        try {
            going.readLock().lockInterruptibly();
            try {
                again = deliverNext(name, lane);
            } finally {
                going.readLock().unlock();
            }
        } catch (IOException | RuntimeException e) {
            // The disk: the reports are where they were, and the next attempt finds them.
            LOG.info("The outbox cannot be used now ({})", e.getClass().getSimpleName());
            failed(lane, "the outbox cannot be used", Duration.ZERO);
            again = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (lane.end(again)) {
                schedule(name, lane);
            }
        }
    }

    /** {@return whether there may be more to do, now or later} */
    private boolean deliverNext(String name, Lane lane) throws IOException, InterruptedException {
        Transport transport = transports.byName().get(name);
        if (transport == null) {
            return false;
        }
        if (policies.decide(new Question.Send(name)) instanceof Decision.Deny) {
            if (permitted().isEmpty()) {
                // Off means silence: nothing stays queued either.
                outbox.clear();
            }
            return false;
        }
        outbox.trim();
        Optional<Outbox.Waiting> next = outbox.next(name);
        if (next.isEmpty()) {
            return false;
        }
        Instant from = grace.sendingFrom();
        Instant now = clock.instant();
        if (now.isBefore(from)) {
            lane.waitFor(Duration.between(now, from), now);
            return true;
        }
        Report report = next.get().read();
        String policy = policies.allowedBy(new Question.Send(name)) + "; the grace ended " + from;
        String edition = edition(name);
        Delivery delivery = attempt(name, transport, report);
        if (delivery instanceof Delivery.Accepted accepted) {
            // Before it leaves the outbox: it is always in one of them.
            keep(report, name, policy, accepted.receipt());
            stopped.remove(name);
        } else if (delivery instanceof Delivery.Stop stop) {
            stopped.add(name, edition, "stopped: " + stop.reason());
        }
        answered(name, lane, next.get(), delivery);
        return true;
    }

    /** {@return the transports whose having a report counts: those present through which the owner lets reports leave} */
    private Set<String> permitted() {
        Set<String> permitted = new TreeSet<>(transports.byName().keySet());
        permitted.removeIf(name -> !policies.allow(new Question.Send(name)));
        return permitted;
    }

    /** A history that cannot be written holds up no delivery. */
    private void keep(Report report, String transport, String policy, String receipt) {
        try {
            history.add(report, transport, policy, receipt);
        } catch (IOException e) {
            LOG.info(
                    "Report {} cannot be kept in the history ({})",
                    report.id(),
                    e.getClass().getSimpleName());
        }
    }

    private static Delivery attempt(String name, Transport transport, Report report) throws InterruptedException {
        try {
            Delivery delivery = transport.deliver(report);
            return delivery == null ? new Delivery.Retry("an error in the transport (no answer)", null) : delivery;
        } catch (IOException e) {
            LOG.debug("Transport {} failed", name, e);
            return new Delivery.Retry(e.getClass().getSimpleName(), null);
        } catch (RuntimeException | Error e) {
            LOG.info("Transport {} failed: {}", name, e.getClass().getName());
            return new Delivery.Retry(
                    "an error in the transport (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private void answered(String name, Lane lane, Outbox.Waiting report, Delivery delivery) throws IOException {
        if (delivery instanceof Delivery.Accepted) {
            outbox.done(report, name, permitted());
            lane.succeeded("accepted", clock.instant());
            LOG.info("Report {} delivered by {}", report.id(), name);
        } else if (delivery instanceof Delivery.Refused refused) {
            outbox.done(report, name, permitted());
            outbox.countDropped(Drop.REFUSED);
            lane.succeeded("refused: " + refused.reason(), clock.instant());
            LOG.info("Report {} refused by {}: {}", report.id(), name, refused.reason());
        } else if (delivery instanceof Delivery.Stop stop) {
            lane.stopped("stopped: " + stop.reason(), clock.instant());
            LOG.info("Transport {} wants no more reports: {}", name, stop.reason());
        } else if (delivery instanceof Delivery.Retry retry) {
            Duration after = retry.after();
            failed(lane, "retry: " + retry.reason(), after == null ? Duration.ZERO : after);
        }
    }

    /** Never sooner than asked, unless that is never; and never all at the same moment. */
    private void failed(Lane lane, String answer, Duration asked) {
        Instant now = clock.instant();
        Duration wait = backoff.after(lane.failed(answer, now), random);
        Duration bounded = asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
        lane.waitFor(bounded.compareTo(wait) > 0 ? bounded : wait, now);
    }

    @Override
    public void close() {
        timer.close();
    }
}
