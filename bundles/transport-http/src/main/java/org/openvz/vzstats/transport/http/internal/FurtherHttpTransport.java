package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Erasable;
import org.openvz.vzstats.api.PublicStatistics;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.Troubled;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Delivers reports to one more server, as the {@link HttpTransport} does to the first: one for each file {@code
 * etc/org.openvz.vzstats.transport.http.further-<any>.cfg}, which has the same keys and {@code vzstats.transport.name}. It is a component of
 * its own because a name of a configuration means either one file or many.
 */
@Component(
        service = {Transport.class, Erasable.class, Troubled.class, PublicStatistics.class},
        configurationPid = "org.openvz.vzstats.transport.http.further",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HttpTransport.Config.class, factory = true)
public final class FurtherHttpTransport implements Transport, Erasable, Troubled, PublicStatistics {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    /** What the history calls other ways out. */
    private static final Set<String> TAKEN = Set.of(HttpTransport.NAME, "file", "export", "carried");

    /** The key by which the outbox, the history and the policies tell one server from another. */
    public @interface Named {

        /** {@return the transport's name} */
        String vzstats_transport_name() default "";
    }

    private final Destination destination;

    /**
     * Delivers to the configured server.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public FurtherHttpTransport(BundleContext context, HttpTransport.Config config, Named named) {
        String name = name(named.vzstats_transport_name());
        // The original client knew one server only.
        Address address = Address.of(config.url(), Optional.empty());
        destination = HttpTransport.destination(name, context, config, address, OldId.none());
    }

    static String name(String written) {
        if (!NAME.matcher(written).matches() || TAKEN.contains(written)) {
            throw new IllegalArgumentException("vzstats.transport.name: write a name of its own, such as mine");
        }
        return written;
    }

    @Override
    public Delivery deliver(Report report) throws IOException, InterruptedException {
        return destination.deliver(report);
    }

    @Override
    public List<Holder> holders() throws IOException {
        return destination.holders();
    }

    @Override
    public Optional<String> server() {
        return destination.server();
    }

    @Override
    public Fetched fetch() throws InterruptedException {
        return destination.fetch();
    }

    @Override
    public List<String> troubles() {
        return destination.troubles();
    }
}
