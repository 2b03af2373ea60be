package org.openvz.vzstats.server.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns one kind of section into values. Registered as a service with {@link ProcessorFor}; only the processing asks it, from several
 * threads.
 */
@ConsumerType
public interface Processor {

    /**
     * Makes values of a section.
     *
     * @throws UnprocessableException if nothing can be made of it; it goes to quarantine
     */
    Observations process(ReceivedSection section) throws UnprocessableException;
}
