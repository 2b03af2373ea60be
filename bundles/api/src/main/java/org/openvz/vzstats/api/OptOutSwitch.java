package org.openvz.vzstats.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** An opt-out policy that the owner can set by command. */
@ConsumerType
public interface OptOutSwitch {

    /**
     * Forbids everything, at once and until {@link #enable()}.
     *
     * @return where it is written, for the owner to see
     * @throws IOException if it cannot be written; nothing has changed then
     */
    String disable() throws IOException;

    /**
     * Takes back what {@link #disable()} wrote. Other policies may still deny.
     *
     * @return where it was written
     * @throws IOException if it cannot be removed; everything is still forbidden then
     */
    String enable() throws IOException;
}
