package org.openvz.vzstats.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a delivery. Reasons are fixed texts: they are shown in the status, so they carry no address and no path. */
public sealed interface Delivery {

    /**
     * The receiver has it, durably.
     *
     * @param receipt what the receiver answered, such as the server's JSON receipt
     */
    record Accepted(String receipt) implements Delivery {}

    /**
     * Not now.
     *
     * @param reason why, in a few words
     * @param after how long the receiver asked to wait, or null to leave it to the outbox
     */
    record Retry(String reason, @Nullable Duration after) implements Delivery {}

    /**
     * The receiver will never take this report. It is dropped and counted.
     *
     * @param reason why, in a few words
     */
    record Refused(String reason) implements Delivery {}

    /**
     * The receiver wants no report any more. Nothing is sent to it until the node is told to start again.
     *
     * @param reason why, in a few words
     */
    record Stop(String reason) implements Delivery {}
}
