package org.openvz.vzstats.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Delivers reports somewhere. Registered as a service with {@link TransportName}. Only the outbox asks it, one report at a time,
 * on a thread it interrupts when the node stops.
 */
@ConsumerType
public interface Transport {

    /**
     * Delivers one report. It may be called again with the same report: a delivery whose answer was lost is repeated.
     *
     * @return what became of it; the report stays in the outbox unless it was accepted or refused
     * @throws IOException if it could not be delivered now; the outbox tries again later
     * @throws InterruptedException if the node stops
     */
    Delivery deliver(Report report) throws IOException, InterruptedException;
}
