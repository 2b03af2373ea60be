package org.openvz.vzstats.health.rest.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Says whether the server does what it is for.
 *
 * @param inboxAge how long a report may wait
 * @param diskFree how many bytes have to be free
 */
record Health(Duration inboxAge, long diskFree) {

    /** After so long without a look at the server something hangs. */
    private static final Duration STALE = Duration.ofSeconds(30);
    /** A release is renewed hourly, whatever its interval. */
    private static final Duration RENEWED = Duration.ofHours(1);

    /**
     * A reason not to be ready.
     *
     * @param check what was looked at, in a word
     * @param why what is wrong, in fixed words
     */
    record Problem(String check, String why) {}

    /** {@return what is wrong; nothing if the server is ready} */
    List<Problem> problems(Figures figures, Instant now) {
        if (figures.at().equals(Instant.EPOCH)) {
            return List.of(new Problem("start", "The server has just been started."));
        }
        List<Problem> problems = new ArrayList<>();
        store(figures, now, problems);
        if (figures.inboxAge().compareTo(inboxAge) > 0) {
            problems.add(new Problem("inbox", "Reports wait to be counted for longer than they should."));
        }
        if (figures.release()
                .filter(release -> release.age(now).compareTo(allowed(figures)) > 0)
                .isPresent()) {
            problems.add(new Problem("release", "The statistics are older than they should be."));
        }
        if (figures.topics() == 0) {
            problems.add(new Problem("dictionary", "No topic is installed: no report would be understood."));
        }
        if (figures.diskFree().filter(free -> free < diskFree).isPresent()) {
            problems.add(new Problem("disk", "The disk is almost full."));
        }
        return List.copyOf(problems);
    }

    private static void store(Figures figures, Instant now, List<Problem> problems) {
        if (figures.store().isEmpty()) {
            problems.add(new Problem("database", "No store is installed."));
            return;
        }
        switch (figures.store().get()) {
            case UNREACHABLE -> problems.add(new Problem("database", "The database does not answer."));
            case NEWER_SCHEMA ->
                problems.add(new Problem(
                        "migrations", "The database is of a newer server: install that one, or another database."));
            case UNUSABLE -> problems.add(new Problem("database", "The database cannot be used; the log says why."));
            case OPEN -> {
                boolean stale = Duration.between(figures.at(), now).compareTo(STALE) > 0;
                if (stale || figures.stock().isEmpty()) {
                    problems.add(new Problem("database", "The database does not answer."));
                }
            }
        }
    }

    private static Duration allowed(Figures figures) {
        Duration interval = figures.interval().orElse(RENEWED);
        return (interval.compareTo(RENEWED) > 0 ? interval : RENEWED).multipliedBy(2);
    }
}
