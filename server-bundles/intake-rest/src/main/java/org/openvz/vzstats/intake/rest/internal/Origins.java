package org.openvz.vzstats.intake.rest.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Countries;
import org.openvz.vzstats.server.api.Submission;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Tells the country of a sender, as long as there is somebody who knows countries; they come and go while reports are taken. No report is
 * refused because of it: then the country is unknown.
 */
@Component(service = Origins.class)
public final class Origins {

    private final AtomicReference<@Nullable Countries> countries = new AtomicReference<>();

    @Reference(
            service = Countries.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "leave")
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
