package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Durations;
        service = {Transport.class, Erasable.class, Troubled.class, PublicStatistics.class},
        configurationPid = "org.openvz.vzstats.transport.http")
@TransportName(HttpTransport.NAME)
@Designate(ocd = HttpTransport.Config.class)
public final class HttpTransport implements Transport, Erasable, Troubled, PublicStatistics {

    static final String NAME = "http";

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.TransportName;
import org.openvz.vzstats.api.Troubled;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers reports to a census server over HTTP. Its keys are in {@code etc/org.openvz.vzstats.transport.http.cfg}, where each is
 * commented. Without an address it delivers nothing: the reports wait in the outbox. What the same server publishes it fetches for
 * whoever asks.
 */
@Component(
    private final Destination destination;
    private final Optional<Publication> publication;

    /** The keys of {@code etc/org.openvz.vzstats.transport.http.cfg}. */
    @ObjectClassDefinition(name = "vzstats HTTP transport")
    public @interface Config {

        /** {@return the server's address} */
        @AttributeDefinition(
                description = "The server, such as https://stats.example.org; none: send nothing;"
                        + " empty: the one the original client was told, if any.")
        String url() default "";

        /** {@return the file of the authorities to trust} */
        @AttributeDefinition(
                description =
                        "A file of PEM certificates that the server's must be signed by; empty: those Java trusts.")
        String ca() default "";

        /** {@return the proxy} */
        @AttributeDefinition(
                description = "http://user:password@host:port, none, or auto: as this host reaches the web.")
        String proxy() default "auto";

        /** {@return how long one exchange may take} */
        @AttributeDefinition(description = "How long one exchange with the server may take.")
        String time() default "60s";

        /** {@return the directory the identities are kept in} */
        @AttributeDefinition(description = "Where the identity is kept; empty: data/vzstats/transport-http of Karaf.")
        String data() default "";
    }

    private final Destination destination;
        Duration time = Durations.positive("time", config.time());
        publication = address.url().map(url -> new Publication(url, time, web(config, url, ProxySearch.here())));

    /**
     * Delivers to the configured server.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public Optional<String> server() {
        return publication.map(Publication::url).map(URI::toString);
    }

    @Override
    public Fetched fetch() throws InterruptedException {
        return publication.isEmpty()
                ? new Unavailable("no server is configured (url)")
                : publication.get().fetch();
    }

    @Override
    public List<Holder> holders() throws IOException {
        return destination.holders();
    }

    @Override
    public Delivery deliver(Report report) throws IOException, InterruptedException {
        return destination.deliver(report);
    }

    @Override
