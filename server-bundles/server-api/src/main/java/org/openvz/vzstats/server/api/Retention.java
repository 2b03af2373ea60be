package org.openvz.vzstats.server.api;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** Lets go of what has been kept long enough, and of the oldest of what has become too much. */
@ProviderType
public interface Retention {

    /**
     * Lets go, in small transactions; what is done stays done when it breaks off.
     *
     * @throws StoreUnavailableException if it broke off
     */
    Removed apply(Bounds bounds, Instant now);

    /**
     * Keeps the quarantine to its numbers of rows and bytes, and no more than that: for a moment in which it may be growing.
     *
     * @return how many sections were dropped
     * @throws StoreUnavailableException if it broke off
     */
    long trimQuarantine(Bounds bounds);

    /**
     * What is kept.
     *
     * @param quarantineRows the most sections in quarantine
     * @param quarantineBytes the most bytes in quarantine
     * @param quarantineAge how long a section stays in quarantine
     * @param receiptRows the most receipts
     * @param receiptAge how long receipts are kept
     * @param unusedAge how long an identity is kept under which nothing was ever reported
     * @param silentAge how long a node is kept that no longer reports, with its secret
     * @param crashAge how long it is remembered what crashed on a day
     */
    record Bounds(
            long quarantineRows,
            long quarantineBytes,
            Duration quarantineAge,
            long receiptRows,
            Duration receiptAge,
            Duration unusedAge,
            Duration silentAge,
            Duration crashAge) {}

    /**
     * What has gone.
     *
     * @param quarantined sections out of the quarantine
     * @param receipts receipts
     * @param identities identities that were never used
     * @param nodes nodes that no longer report
     * @param crashes what crashed on a day
     */
    record Removed(long quarantined, long receipts, long identities, long nodes, long crashes) {}
}
