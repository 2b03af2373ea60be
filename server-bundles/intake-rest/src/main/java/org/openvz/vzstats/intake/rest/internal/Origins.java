package org.openvz.vzstats.intake.rest.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Countries;
import org.openvz.vzstats.server.api.Submission;

/**
 * Tells the country of a sender, as long as there is somebody who knows countries; they come and go while reports are taken. No report is
 * refused because of it: then the country is unknown.
 */
final class Origins {

    private final AtomicReference<@Nullable Countries> countries = new AtomicReference<>();

    void use(Countries now) {
        countries.set(now);
    }

    void leave(Countries gone) {
        countries.compareAndSet(gone, null);
    }

    /** {@return the country of an address; empty if it is not known, or if this is no address} */
    Optional<String> of(String address) {
        Countries now = countries.get();
        if (now == null) {
            return Optional.empty();
        }
        try {
            return Proxies.address(address).flatMap(now::of).filter(Submission::isCountry);
        } catch (RuntimeException | LinkageError e) {
            // Its bundle is being swapped, or has a fault. Its message may well name the address.
            return Optional.empty();
        }
    }
}
