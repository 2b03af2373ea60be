package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Node.TransportState;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes reports out of the outbox to every transport present: each on its own, the oldest report first, and after a failure not before
 * its time. Sleeps when there is nothing to do.
 */
final class Delivering implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);

    private final Outbox outbox;
    private final Registered<Transport> transports;
    private final Policies policies;
    private final Grace grace;
    private final Backoff backoff;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "vzstats-delivery");
        thread.setDaemon(true);
        return thread;
    });

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

    /** What is known of one transport. Guarded by itself. */
    private static final class Lane {
        private boolean delivering;
        private boolean wokenMeanwhile;
        private boolean stopped;
        private int failures;
        private String lastAnswer = "";
        private @Nullable Instant lastAttempt;
        private @Nullable Instant nextAttempt;
        private @Nullable ScheduledFuture<?> timed;
    }

    /**
     * Looks for something to deliver.
     *
     * @param atOnce also where a failure is waited out: a person has asked
     */
    void wake(boolean atOnce) {
        Set<String> present = transports.byName().keySet();
        lanes.keySet().retainAll(present);
        try {
            outbox.settle(present);
        } catch (IOException e) {
            LOG.info("The outbox cannot be used now ({})", e.getClass().getSimpleName());
        }
        for (String name : present) {
            Lane lane = lanes.computeIfAbsent(name, unknown -> new Lane());
            synchronized (lane) {
                if (atOnce) {
                    lane.nextAttempt = null;
                    lane.stopped = false;
                }
                schedule(name, lane);
            }
        }
    }

    /** {@return what each transport did last} */
    List<TransportState> states() {
        List<TransportState> states = new ArrayList<>();
        for (String name : transports.byName().keySet()) {
            Lane lane = lanes.computeIfAbsent(name, unknown -> new Lane());
            synchronized (lane) {
                states.add(new TransportState(
                        name,
                        lane.lastAnswer,
                        Optional.ofNullable(lane.lastAttempt),
                        Optional.ofNullable(lane.nextAttempt)));
            }
        }
        return states;
    }

    /** Called with the lane's lock. */
    private void schedule(String name, Lane lane) {
        lane.wokenMeanwhile = lane.delivering;
        if (lane.delivering || lane.stopped) {
            return;
        }
        ScheduledFuture<?> timed = lane.timed;
        if (timed != null) {
            timed.cancel(false);
        }
        Instant next = lane.nextAttempt;
        long wait = next == null
                ? 0
                : Math.max(0, Duration.between(clock.instant(), next).toMillis());
        try {
            lane.timed = timer.schedule(() -> deliver(name, lane), wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The node stops; {} delivers no more", name, e);
        }
    }

    private void deliver(String name, Lane lane) {
        synchronized (lane) {
            if (lane.delivering || lane.stopped) {
                return;
            }
            lane.delivering = true;
        }
        boolean again = true;
        try {
            again = deliverNext(name, lane);
        } catch (IOException | RuntimeException e) {
            // The disk: the reports are where they were, and the next attempt finds them.
            LOG.info("The outbox cannot be used now ({})", e.getClass().getSimpleName());
            failed(lane, "the outbox cannot be used", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            again = false;
        } finally {
            synchronized (lane) {
                lane.delivering = false;
                if (again || lane.wokenMeanwhile) {
                    schedule(name, lane);
                }
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
            // Off means silence: nothing stays queued either.
            outbox.clear();
            return false;
        }
        Optional<Outbox.Waiting> next = outbox.next(name);
        if (next.isEmpty()) {
            return false;
        }
        Instant from = grace.sendingFrom();
        if (clock.instant().isBefore(from)) {
            synchronized (lane) {
                lane.nextAttempt = from;
            }
            return true;
        }
        answered(name, lane, next.get(), attempt(name, transport, next.get()));
        return true;
    }

    private static Delivery attempt(String name, Transport transport, Outbox.Waiting report)
            throws IOException, InterruptedException {
        var read = report.read();
        try {
            return transport.deliver(read);
        } catch (IOException e) {
            LOG.debug("Transport {} failed", name, e);
            return new Delivery.Retry(e.getClass().getSimpleName(), null);
        } catch (RuntimeException e) {
            LOG.info("Transport {} failed: {}", name, e.getClass().getName());
            return new Delivery.Retry(
                    "an error in the transport (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private void answered(String name, Lane lane, Outbox.Waiting report, Delivery delivery) throws IOException {
        if (delivery instanceof Delivery.Accepted) {
            outbox.done(report, name, transports.byName().keySet());
            succeeded(lane, "accepted");
            LOG.info("Report {} delivered by {}", report.id(), name);
        } else if (delivery instanceof Delivery.Refused refused) {
            outbox.done(report, name, transports.byName().keySet());
            outbox.countDropped(1);
            succeeded(lane, "refused: " + refused.reason());
            LOG.info("Report {} refused by {}: {}", report.id(), name, refused.reason());
        } else if (delivery instanceof Delivery.Retry retry) {
            failed(lane, "retry: " + retry.reason(), retry.after());
        } else if (delivery instanceof Delivery.Stop stop) {
            LOG.info("Transport {} wants no more reports: {}", name, stop.reason());
            synchronized (lane) {
                lane.stopped = true;
                lane.lastAnswer = "stopped: " + stop.reason();
                lane.lastAttempt = clock.instant();
                lane.nextAttempt = null;
            }
        }
    }

    private void succeeded(Lane lane, String answer) {
        synchronized (lane) {
            lane.failures = 0;
            lane.lastAnswer = answer;
            lane.lastAttempt = clock.instant();
            lane.nextAttempt = null;
        }
    }

    private void failed(Lane lane, String answer, @Nullable Duration after) {
        synchronized (lane) {
            lane.failures++;
            Duration wait = backoff.after(lane.failures, random);
            lane.lastAnswer = answer;
            lane.lastAttempt = clock.instant();
            // Never sooner than asked, and never all at the same moment.
            lane.nextAttempt = clock.instant().plus(after == null || after.compareTo(wait) < 0 ? wait : after);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
