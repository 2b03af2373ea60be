package org.openvz.vzstats.server.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes sections of our topics out of one that is not: of what another client than ours says. Registered as a service with {@link
 * ProcessorFor}, which must name what it takes; only the processing asks it, from several threads. What it makes is processed as if the
 * node had sent it, and is trusted no more.
 */
@ConsumerType
public interface Translator {

    /**
     * Makes sections.
     *
     * @throws UnprocessableException if nothing can be made of it; it goes to quarantine
     */
    List<ReceivedSection> translate(ReceivedSection section) throws UnprocessableException;
}
