package org.openvz.vzstats.processing.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.openvz.vzstats.server.api.Retention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of what is kept no longer, once an hour; and of what is too much in quarantine, more often: a flood fills it in no time. */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EXPIRE = Duration.ofHours(1);
    private static final Duration TRIM = Duration.ofSeconds(10);

    private final Retention retention;
    private final Retention.Bounds bounds;
    private final InstantSource clock;

    private Instant expired = Instant.MIN;
    private Instant trimmed = Instant.MIN;

    Upkeep(Retention retention, Retention.Bounds bounds, InstantSource clock) {
        this.retention = retention;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Does what is due. */
    void tend() {
        Instant now = clock.instant();
        if (expired.isAfter(now) || expired.isBefore(now.minus(EXPIRE))) {
            // Before it is done: what breaks off is tried again in an hour, not at once for ever.
            expired = now;
            trimmed = now;
            log(retention.apply(bounds, now));
        } else if (trimmed.isAfter(now) || trimmed.isBefore(now.minus(TRIM))) {
            trimmed = now;
            long dropped = retention.trimQuarantine(bounds);
            if (dropped > 0) {
                LOG.info("The quarantine was full: {} sections were dropped", dropped);
            }
        }
    }

    /** Does all of it now. */
    Retention.Removed expire() {
        return retention.apply(bounds, clock.instant());
    }

    Retention.Bounds bounds() {
        return bounds;
    }

    private static void log(Retention.Removed removed) {
        if (!removed.equals(new Retention.Removed(0, 0, 0, 0, 0))) {
            LOG.info(
                    "Kept no longer: {} quarantined sections, {} receipts, {} unused identities, {} silent nodes, {} crashes",
                    removed.quarantined(),
                    removed.receipts(),
                    removed.identities(),
                    removed.nodes(),
                    removed.crashes());
        }
    }
}
