package org.openvz.vzstats.trigger.schedule.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.NodeDouble;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.trigger.support.Jitter;

/** A host whose time goes as fast as it likes, and a node on it that writes down what it is asked for. */
final class World extends NodeDouble {

    static final List<String> COLLECTORS = List.of(
            "platform",
            "hardware",
            "network",
            "memory",
            "cpu",
            "disk",
            "vm-guests",
            "vm-settings",
            "container-contents",
            "container-settings",
            "services",
            "software",
            "clusters",
            "cgroups",
            "simfs",
            "settings",
            "scripts",
            "census",
            "weather");

    /** Whatever the zone of the host is. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    final List<Asked> asked = new ArrayList<>();
    private final Instant start;
    private final Jitter jitter;
    private final Map<String, String> keys;
    private final Clock clock = new HostClock();

    private Duration passed = Duration.ZERO;
    private Duration wrong = Duration.ZERO;
    private Optional<String> kept = Optional.empty();
    private Course course;

    /**
     * What was asked for.
     *
     * @param at the true time, whatever the clock said
     */
    record Asked(Instant at, Set<String> topics) {

        boolean asksFor(String topic) {
            return topics.isEmpty() || topics.contains(topic);
        }
    }

    World(Instant start, String seed, Map<String, String> keys) {
        this.start = start;
        this.jitter = new Jitter(seed);
        this.keys = keys;
        this.course = course();
        collectors(COLLECTORS);
    }

    Instant now() {
        return start.plus(passed);
    }

    /** The host is up until then. */
    void up(Instant until) throws InterruptedException {
        while (now().isBefore(until)) {
            Duration left = Duration.between(now(), until);
            Duration wait = course.take().orElse(left);
            // No timer is finer.
            pass(wait.isZero() ? Duration.ofMillis(1) : wait.compareTo(left) < 0 ? wait : left);
        }
    }

    /** The host is down until then, and started again. */
    void down(Instant until) {
        pass(Duration.between(now(), until));
        course = course();
    }

    /** Somebody sets the clock: so far from the right time. */
    void setClock(Duration off) {
        wrong = off;
    }

    Optional<Upcoming.Next> next() {
        return course.next();
    }

    private void pass(Duration time) {
        passed = passed.plus(time);
    }

    private Course course() {
        Schedule.Config config = Configured.with(keys);
        return new Course(
                Schedule.timetable(config, Optional.empty(), jitter),
                Durations.parse("spread", config.spread()),
                jitter,
                new Course.Kept(() -> kept, text -> kept = Optional.of(text)),
                this,
                new Course.Time(clock, () -> passed.toNanos()));
    }

    @Override
    public Run run(Trigger trigger) throws InterruptedException {
        Run run = super.run(trigger);
        if (run.report().isPresent()) {
            asked.add(new Asked(now(), trigger.topics()));
        }
        return run;
    }

    private final class HostClock extends Clock {

        @Override
        public Instant instant() {
            return now().plus(wrong);
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
