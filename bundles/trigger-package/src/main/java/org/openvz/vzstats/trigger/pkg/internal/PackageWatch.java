package org.openvz.vzstats.trigger.pkg.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.trigger.support.Asking;
import org.openvz.vzstats.trigger.support.Asking.Answer;
import org.openvz.vzstats.trigger.support.Jitter;
import org.openvz.vzstats.trigger.support.Memory;
import org.openvz.vzstats.trigger.support.Timer;

/**
 * Looks now and then whether the package database was written, reads it once it rests, and asks for a report when a package that matters has
 * changed since the last one. While the owner does not allow runs it looks at nothing.
 */
final class PackageWatch implements Timer.Step {

    private static final String NAME = "packages";
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Packages packages;
    private final Node node;
    private final Memory memory;
    private final Turns turns;

    private String written = "";
    private String read = "";
    private @Nullable Change change;

    /**
     * When it looks and asks.
     *
     * @param spread within which time all nodes ask whose packages were updated together
     */
    record Turns(Duration poll, Duration spread, Jitter jitter, Clock clock) {}

    /** What will be asked for. */
    private record Change(String versions, Instant at) {}

    PackageWatch(Packages packages, Node node, Memory memory, Turns turns) {
        this.packages = packages;
        this.node = node;
        this.memory = memory;
        this.turns = turns;
    }

    @Override
    public Optional<Duration> take() throws InterruptedException {
        if (node.status().decision() instanceof Decision.Allow) {
            look();
            ask();
        }
        return Optional.of(wait(change));
    }

    private void look() {
        String state = packages.state();
        boolean rests = state.equals(written);
        written = state;
        if (rests && !state.equals(read)) {
            Optional<String> versions = packages.versions();
            read = state;
            versions.ifPresent(this::compare);
        }
    }

    private void compare(String versions) {
        Optional<String> known = memory.read(NAME);
        if (known.isEmpty()) {
            memory.write(NAME, versions);
        }
        boolean changed = known.isPresent() && !known.get().equals(versions);
        Instant now = turns.clock().instant();
        change = changed ? new Change(versions, turns.jitter().next("package", now, turns.spread())) : null;
    }

    private void ask() throws InterruptedException {
        Change due = change;
        Instant now = turns.clock().instant();
        // So far away only after the clock has been set back.
        if (due == null
                || (due.at().isAfter(now)
                        && !due.at().isAfter(now.plus(turns.spread()).plus(AGAIN)))) {
            return;
        }
        if (Asking.ask(node, Trigger.PACKAGE) == Answer.FAILED) {
            change = new Change(due.versions(), now.plus(AGAIN));
        } else {
            memory.write(NAME, due.versions());
            change = null;
        }
    }

    private Duration wait(@Nullable Change coming) {
        if (coming == null) {
            return turns.poll();
        }
        Duration left = Duration.between(turns.clock().instant(), coming.at());
        return left.isNegative() || left.compareTo(turns.poll()) > 0 ? turns.poll() : left;
    }
}
