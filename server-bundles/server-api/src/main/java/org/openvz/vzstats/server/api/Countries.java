package org.openvz.vzstats.server.api;

import java.net.InetAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Tells the country of an address. Asked by the intake at the moment of receipt, from many threads, and by nobody else. */
@ConsumerType
public interface Countries {

    /**
     * Looks an address up, here and at once: nobody else is asked. The address is neither kept nor logged.
     *
     * @return the country by its two letters of ISO 3166, such as {@code DE}; empty if it is not known
     */
    Optional<String> of(InetAddress address);
}
