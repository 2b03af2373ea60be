package org.openvz.vzstats.node.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node.TransportState;

/** What is known of one transport: what it answered last, and when it may be asked again. It is asked by one thread at a time. */
final class Lane {

    /** Of several turns that were given out only the last counts. */
    private long lastTurn;

    private boolean delivering;
    private boolean wokenMeanwhile;
    private boolean hurriedMeanwhile;
    private boolean stopped;
    private int failures;
    private String lastAnswer = "";
    private @Nullable Instant lastAttempt;
    private @Nullable Instant nextAttempt;
    private Duration longestWait = Duration.ZERO;

    /**
     * Leave to look for something to deliver.
     *
     * @param delay how long to wait before it
     */
    record Turn(long number, Duration delay) {}

    /** {@return the next turn; none while one is taken, which then looks again, or while the transport wants nothing} */
    synchronized Optional<Turn> next(Instant now) {
        wokenMeanwhile = delivering;
        if (delivering || stopped) {
            return Optional.empty();
        }
        Duration wait = nextAttempt == null ? Duration.ZERO : Duration.between(now, nextAttempt);
        if (wait.isNegative()) {
            wait = Duration.ZERO;
        }
        // A clock that was set back does not make it longer.
        return Optional.of(new Turn(++lastTurn, wait.compareTo(longestWait) > 0 ? longestWait : wait));
    }

    /** {@return whether this turn still counts; if so it must {@link #end}} */
    synchronized boolean begin(Turn turn) {
        if (delivering || stopped || turn.number() != lastTurn) {
            return false;
        }
        delivering = true;
        hurriedMeanwhile = false;
        return true;
    }

    /** {@return whether there is to be another turn} */
    synchronized boolean end(boolean again) {
        delivering = false;
        if (hurriedMeanwhile) {
            hurry();
        }
        return again || wokenMeanwhile;
    }

    /** A person has asked: waits no longer, and begins again where the transport wanted nothing. */
    synchronized void hurry() {
        hurriedMeanwhile = delivering;
        nextAttempt = null;
        stopped = false;
    }

    /** {@return whether it could be given up, and no turn counts any more} */
    synchronized boolean retire() {
        lastTurn++;
        return !delivering;
    }

    synchronized void succeeded(String answer, Instant now) {
        failures = 0;
        lastAnswer = answer;
        lastAttempt = now;
        nextAttempt = null;
    }

    /** {@return how many failures in a row there are} */
    synchronized int failed(String answer, Instant now) {
        lastAnswer = answer;
        lastAttempt = now;
        return ++failures;
    }

    synchronized void stopped(String answer, Instant now) {
        stopped = true;
        lastAnswer = answer;
        lastAttempt = now;
        nextAttempt = null;
    }

    /** {@return whether its transport wanted no more} */
    synchronized boolean isStopped() {
        return stopped;
    }

    synchronized void waitFor(Duration wait, Instant now) {
        nextAttempt = now.plus(wait);
        longestWait = wait;
    }

    synchronized TransportState state(String name) {
        return new TransportState(name, lastAnswer, Optional.ofNullable(lastAttempt), Optional.ofNullable(nextAttempt));
    }
}
