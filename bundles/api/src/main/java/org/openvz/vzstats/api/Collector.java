package org.openvz.vzstats.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads one topic of a host. It is registered as a service with {@link CollectorName}; its bundle carries a metrics file that
 * defines every metric it may give.
 *
 * <p>Only a run asks a collector: clients never look one up, they ask {@link Node}. A run calls it on a thread of its own,
 * interrupts it when its time is over, and calls it once at a time.
 */
@ConsumerType
public interface Collector {

    /**
     * Reads the topic. A source that is absent is the normal case and leaves its metrics out.
     *
     * @param host what may be read of the host, within this collector's budget
     * @param section takes the values; what the data dictionary does not know is refused later by the guard
     * @throws IOException if a source that is there cannot be read; the section is left out of the report
     */
    void collect(Host host, Section.Builder section) throws IOException;
}
