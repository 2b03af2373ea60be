package org.openvz.vzstats.node.core.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The start of a node, in which it collects and sends nothing: the first policy makes a node, and the one that forbids it may come a moment
 * later. It is over when the platform has put in all it is to put in, and for a while no policy has come or gone.
 */
final class Start {

    /** How often it looks; it stops once the start is over. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Supplier<Optional<String>> platform;
    private final Duration quiet;
    private final LongSupplier nanos;
    private final CountDownLatch over = new CountDownLatch(1);

    private volatile long changed;
    private volatile boolean stopped;

    /**
     * Begins it.
     *
     * @param platform what it still puts in; empty once all is there
     * @param quiet how long no policy must have come or gone
     * @param nanos a clock that nobody sets
     */
    Start(Supplier<Optional<String>> platform, Duration quiet, LongSupplier nanos) {
        this.platform = platform;
        this.quiet = quiet;
        this.nanos = nanos;
        this.changed = nanos.getAsLong();
    }

    /** A policy has come or gone. */
    void policyChanged() {
        changed = nanos.getAsLong();
    }

    /** Looks until it is over, and does this then. */
    void whenOver(Timer timer, Runnable then) {
        if (stopped) {
            return;
        }
        if (waitsFor().isPresent()) {
            timer.after(LOOK, () -> whenOver(timer, then));
        } else {
            over.countDown();
            then.run();
        }
    }

    /** {@return whether it is over, if need be after waiting so long} */
    boolean await(Duration patience) throws InterruptedException {
        return over.await(patience.toNanos(), TimeUnit.NANOSECONDS) && !stopped;
    }

    /** The node stops, such as for a new configuration: nobody waits for this one any more. */
    void stop() {
        stopped = true;
        over.countDown();
    }

    /** {@return what it waits for; empty once it is over, for good} */
    Optional<String> waitsFor() {
        if (over.getCount() == 0) {
            return Optional.empty();
        }
        Optional<String> awaited = platform.get();
        if (awaited.isPresent()) {
            // What comes last may be a policy.
            policyChanged();
            return awaited;
        }
        return nanos.getAsLong() - changed < quiet.toNanos()
                ? Optional.of("policies that may still come")
                : Optional.empty();
    }
}
