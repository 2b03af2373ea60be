package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Delivery;
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

    private final Outbox outbox;
    private final Registered<Transport> transports;
    private final Policies policies;
    private final Grace grace;
    private final Backoff backoff;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Delivering::thread);
    /** One at most for each transport: none waits for another. */
    private final ExecutorService threads = Executors.newCachedThreadPool(Delivering::thread);

    private volatile boolean open;

    Delivering(
            Outbox outbox,
            Registered<Transport> transports,
            Policies policies,
            Grace grace,
            Backoff backoff,
            Clock clock,
            RandomGenerator random) {
        this.outbox = outbox;
        this.transports = transports;
        this.policies = policies;
        this.grace = grace;
        this.backoff = backoff;
        this.clock = clock;
        this.random = random;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "vzstats-delivery");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins to deliver.
     *
     * @param after how long to wait for the policies of a node that starts: what they forbid must not slip out before they are there
     */
    void open(Duration after) {
        later(after, () -> {
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
        Set<String> present = transports.byName().keySet();
        lanes.entrySet()
                .removeIf(lane ->
                        !present.contains(lane.getKey()) && lane.getValue().retire());
        for (String name : present) {
            Lane lane = lane(name);
            if (atOnce) {
                lane.hurry();
            }
            schedule(name, lane);
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

    private Lane lane(String name) {
        return lanes.computeIfAbsent(name, unknown -> new Lane());
    }

    private void schedule(String name, Lane lane) {
        lane.next(clock.instant())
                .ifPresent(turn -> later(turn.delay(), () -> threads.execute(() -> deliver(name, lane, turn))));
    }

    private void later(Duration wait, Runnable task) {
        try {
            // Rounded up: what is due at its time is not looked at a moment before.
            long millis = wait.isZero() ? 0 : wait.toMillis() + 1;
            var unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The node stops and delivers no more", e);
        }
    }

    private void deliver(String name, Lane lane, Lane.Turn turn) {
        if (!lane.begin(turn)) {
            return;
        }
        boolean again = false;
        try {
            again = deliverNext(name, lane);
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
        answered(name, lane, next.get(), attempt(name, transport, next.get()));
        return true;
    }

    /** {@return the transports whose having a report counts: those present through which the owner lets reports leave} */
    private Set<String> permitted() {
        Set<String> permitted = new TreeSet<>(transports.byName().keySet());
        permitted.removeIf(name -> !policies.allow(new Question.Send(name)));
        return permitted;
    }

    private static Delivery attempt(String name, Transport transport, Outbox.Waiting report)
            throws IOException, InterruptedException {
        Report read = report.read();
        try {
            Delivery delivery = transport.deliver(read);
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
            outbox.countDropped(1);
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
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
