package org.openvz.vzstats.release.internal;

import java.time.Duration;
import java.time.Instant;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Releases;

/** The steps of the server's own round, each by itself. In the package of what makes a release, since nobody else may call it. */
public final class PlainRelease {

    private final Census census;
    private final Crashes crashes;
    private final Downloads downloads;
    private final Releases releases;
    private final ReleaseMaker maker;

    /** Makes releases of these counters, no cell of which is of fewer than k nodes. */
    public PlainRelease(Census census, Crashes crashes, Downloads downloads, Releases releases, int k) {
        this.census = census;
        this.crashes = crashes;
        this.downloads = downloads;
        this.releases = releases;
        this.maker = new ReleaseMaker(new PublicationRules(k), Duration.ofHours(1), Duration.ofDays(14));
    }

    /**
     * What a round has taken.
     *
     * @param left how many nodes no longer count
     * @param expire seconds of letting go of those
     * @param snapshot seconds of reading the counters
     * @param make seconds of the documents, compared with the last release
     * @param publish seconds of writing them
     * @param live how many nodes do
     * @param release what was published
     */
    public record Round(
            int left,
            double expire,
            double snapshot,
            double make,
            double publish,
            long live,
            Releases.Release release) {

        /** {@return seconds of all of it} */
        public double seconds() {
            return expire + snapshot + make + publish;
        }
    }

    /** Lets go of those that have not reported since, and publishes. */
    public Round publish(Instant now, Instant since) {
        long begin = System.nanoTime();
        int left = census.expire(since);
        long expired = System.nanoTime();
        Census.Snapshot snapshot = upTo(now, census.snapshot());
        long taken = System.nanoTime();
        long number = releases.latest().map(Releases.Info::number).orElse(0L) + 1;
        Releases.Release release =
                maker.make(number, now, snapshot, maker.figures(crashes, downloads, now), releases.basis());
        long made = System.nanoTime();
        if (!releases.publish(release)) {
            throw new IllegalStateException("nobody else publishes here");
        }
        releases.prune(48);
        long published = System.nanoTime();
        return new Round(
                left,
                seconds(begin, expired),
                seconds(expired, taken),
                seconds(taken, made),
                seconds(made, published),
                snapshot.liveNodes().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                release);
    }

    /** A node that is put into the store for a while has the time of its last report, which may be yet to come. */
    private static Census.Snapshot upTo(Instant now, Census.Snapshot snapshot) {
        return new Census.Snapshot(
                snapshot.dataTo().map(to -> to.isAfter(now) ? now : to),
                snapshot.liveNodes(),
                snapshot.counters(),
                snapshot.counts());
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
