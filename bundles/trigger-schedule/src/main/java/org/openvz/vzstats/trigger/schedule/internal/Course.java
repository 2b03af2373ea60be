package org.openvz.vzstats.trigger.schedule.internal;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.trigger.schedule.internal.Timetable.Due;
import org.openvz.vzstats.trigger.support.Asking;
import org.openvz.vzstats.trigger.support.Asking.Answer;
import org.openvz.vzstats.trigger.support.Jitter;
import org.openvz.vzstats.trigger.support.Timer;

/**
 * Follows a timetable. It remembers up to when all is done, and so knows what is due after any downtime: all that was missed becomes one run,
 * at the node's own turn within the spread, so that nodes that come back together do not ask together.
 */
final class Course implements Timer.Step {

    /** What became due in front of our eyes, and not before this, is not missed. */
    private static final Duration LATE = Duration.ofMinutes(2);

    /** Looks at the clock at least so often: it may have been set. */
    private static final Duration LOOK = Duration.ofHours(1);

    /** So long a clock that shows a time before what is already done has to be set right. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final Timetable timetable;
    private final Duration spread;
    private final Jitter jitter;
    private final Kept kept;
    private final Node node;
    private final Time time;

    private boolean awake;
    private @Nullable Long behindSince;
    private volatile @Nullable Instant catchingUpAt;
    private @Nullable Instant failed;

    /**
     * The clock, which may be set, and the time that passes.
     *
     * @param passed as {@link System#nanoTime}
     */
    record Time(Clock clock, LongSupplier passed) {}

    /** Up to when all is done, as text, over restarts. */
    record Kept(Supplier<Optional<String>> read, Consumer<String> write) {}

    Course(Timetable timetable, Duration spread, Jitter jitter, Kept kept, Node node, Time time) {
        this.timetable = timetable;
        this.spread = spread;
        this.jitter = jitter;
        this.kept = kept;
        this.node = node;
        this.time = time;
    }

    @Override
    public Optional<Duration> take() throws InterruptedException {
        Instant now = time.clock().instant();
        Optional<Instant> known = done();
        Instant done = known.orElse(now);
        if (isBehind(now, done)) {
            return Optional.of(LOOK);
        }
        if (known.isEmpty() || done.isAfter(now)) {
            // The node is new, or the clock has been set back for good.
            keep(now);
            done = now;
        }
        Optional<Due> due = timetable.due(done, now);
        if (due.isPresent()) {
            follow(due.get(), now);
        } else {
            catchingUpAt = null;
        }
        awake = true;
        Instant then = time.clock().instant();
        return timetable.next(then).map(next -> wait(then, next.last()));
    }

    /** {@return the next run, which is a guess while the clock is wrong} */
    Optional<Upcoming.Next> next() {
        Instant now = time.clock().instant();
        Optional<Due> next = timetable.next(now);
        Instant catchingUp = catchingUpAt;
        Optional<Due> missed = done().flatMap(done -> timetable.due(done, now));
        boolean first = catchingUp != null
                && next.map(due -> due.last().isAfter(catchingUp)).orElse(true);
        Optional<Due> coming =
                catchingUp != null && first ? missed.map(due -> new Due(catchingUp, due.topics())) : next;
        return coming.map(due -> new Upcoming.Next(due.last(), due.topics().all() ? Set.of() : asked(due.topics())));
    }

    private void follow(Due due, Instant now) throws InterruptedException {
        boolean onTime =
                awake && due.last().isAfter(now.minus(LATE)) && !due.last().equals(failed);
        if (!onTime && now.isBefore(catchingUpAt(now))) {
            return;
        }
        if (ask(due.topics())) {
            keep(now);
            catchingUpAt = null;
            failed = null;
        } else {
            // With what becomes due next, or at the next turn.
            failed = due.last();
            catchingUpAt = jitter.next("catching up", now.plus(LATE), spread);
        }
    }

    private boolean ask(Topics topics) throws InterruptedException {
        Set<String> asked = asked(topics);
        // A slot whose collectors are not installed is no reason for a report.
        return asked.isEmpty()
                || Asking.ask(node, topics.all() ? Trigger.SCHEDULE : Trigger.SCHEDULE.of(asked)) != Answer.FAILED;
    }

    private Set<String> asked(Topics topics) {
        return topics.of(new HashSet<>(node.status().collectors()), timetable.named());
    }

    private Instant catchingUpAt(Instant now) {
        Instant at = catchingUpAt;
        // So far away only after the clock has been set back.
        if (at == null || at.isAfter(now.plus(spread).plus(LATE))) {
            at = jitter.next("catching up", now, spread);
            catchingUpAt = at;
        }
        return at;
    }

    private Duration wait(Instant now, Instant next) {
        Instant catchingUp = catchingUpAt;
        Instant first = catchingUp != null && catchingUp.isBefore(next) ? catchingUp : next;
        Duration wait = Duration.between(now, first);
        return wait.compareTo(LOOK) > 0 ? LOOK : wait;
    }

    private boolean isBehind(Instant now, Instant done) {
        if (!done.isAfter(now)) {
            behindSince = null;
            return false;
        }
        long passed = time.passed().getAsLong();
        long since = behindSince == null ? passed : behindSince;
        behindSince = since;
        return passed - since < PATIENCE.toNanos();
    }

    private Optional<Instant> done() {
        try {
            return kept.read().get().map(Instant::parse);
        } catch (DateTimeException e) {
            // A damaged file: as if the node were new.
            return Optional.empty();
        }
    }

    private void keep(Instant now) {
        kept.write().accept(now.toString());
    }
}
