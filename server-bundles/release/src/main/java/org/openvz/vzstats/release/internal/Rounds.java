package org.openvz.vzstats.release.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Releases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done each interval: let go of those who no longer report, and publish if there is news or the last release is old. */
final class Rounds implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** Without news a release says for how long there has been none: it is renewed hourly. A little less, since clocks are adjusted. */
    private static final Duration OLD = Duration.ofMinutes(59);

    /** So many stay beside the last one of each day, for those who are still reading them. */
    private static final int KEPT = 48;

    private final Census census;
    private final Crashes crashes;
    private final Downloads downloads;
    private final Releases releases;
    private final ReleaseMaker maker;
    private final Duration window;
    private final Clock clock;

    private @Nullable String lastFailure;

    Rounds(
            Census census,
            Crashes crashes,
            Downloads downloads,
            Releases releases,
            ReleaseMaker maker,
            Duration window,
            Clock clock) {
        this.census = census;
        this.crashes = crashes;
        this.downloads = downloads;
        this.releases = releases;
        this.maker = maker;
        this.window = window;
        this.clock = clock;
    }

    /** One round. A failure is told once, and the next round tries again: one that got out would end the schedule. */
    @Override
    public synchronized void run() {
        try {
            round();
            lastFailure = null;
        } catch (RuntimeException | Error e) {
            // Errors too: the store is being swapped, or memory is short.
            String failure = e.toString();
            if (!failure.equals(lastFailure)) {
                LOG.warn("No release this time", e);
            }
            lastFailure = failure;
        }
    }

    /**
     * One round, for a person: what fails is for them to see.
     *
     * @return whether there is a new release
     */
    synchronized boolean now() {
        return round();
    }

    private boolean round() {
        Instant now = clock.instant();
        census.expire(now.minus(window));
        Census.Snapshot snapshot = census.snapshot();
        Figures beside = maker.figures(crashes, downloads, now);
        Optional<Releases.Info> last = releases.latest();
        if (last.isPresent() && !isDue(last.get(), maker.fingerprint(snapshot, beside), now)) {
            return false;
        }
        long number = last.map(Releases.Info::number).orElse(0L) + 1;
        // If another process was faster, its release is as good.
        boolean published = releases.publish(maker.make(number, now, snapshot, beside, releases.basis()));
        if (published) {
            LOG.info("Release {} is published", number);
            releases.prune(KEPT);
        }
        return published;
    }

    private boolean isDue(Releases.Info last, String fingerprint, Instant now) {
        return !last.fingerprint().equals(fingerprint)
                || !now.isBefore(last.generated().plus(OLD));
    }
}
