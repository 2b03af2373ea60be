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
import org.openvz.vzstats.api.Erasable;
import org.openvz.vzstats.api.OldSettings;
import org.openvz.vzstats.api.PublicStatistics;
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
        service = {Transport.class, Erasable.class, Troubled.class, PublicStatistics.class},
        configurationPid = "org.openvz.vzstats.transport.http")
@TransportName(HttpTransport.NAME)
@Designate(ocd = HttpTransport.Config.class)
public final class HttpTransport implements Transport, Erasable, Troubled, PublicStatistics {

    static final String NAME = "http";

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

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

    /**
     * Delivers to the configured server.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public HttpTransport(
            BundleContext context,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    OldSettings old,
            Config config) {
        Address address = Address.of(config.url(), Optional.ofNullable(old));
        if (config.url().isBlank() && address.url().isPresent()) {
            LOG.info("Reports go to the server that the original client was told");
        }
        Path directory = data(context, config.data());
        OldId oldId = new OldId(
                () -> Optional.ofNullable(old)
                        .flatMap(settings -> settings.value(OldSettings.Key.UUID))
                        .map(UUID::fromString),
                directory);
        destination = destination(NAME, context, config, address, oldId);
    }

    @Override
    public Delivery deliver(Report report) throws IOException, InterruptedException {
        return destination.deliver(report);
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
    public List<Holder> holders() throws IOException {
        return destination.holders();
    }

    @Override
    public List<String> troubles() {
        return destination.troubles();
    }

    static Destination destination(String name, BundleContext context, Config config, Address address, OldId oldId) {
        Duration time = Durations.positive("time", config.time());
        Version version = context.getBundle().getVersion();
        String agent = "vzstats/" + version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        Optional<Web> way = address.url().map(url -> web(config, url));
        // Of servers that are configured no more an identity may be left.
        Function<URI, Web> ways = url ->
                way.filter(configured -> address.url().equals(Optional.of(url))).orElseGet(() -> web(config, url));
        Optional<String> trouble = address.trouble().or(() -> address.url().flatMap(url -> ways.apply(url)
                .trouble(url, System.getProperty("jdk.http.auth.tunneling.disabledSchemes", "Basic"))));
        return new Destination(
                name,
                new Address(address.url(), trouble),
                data(context, config.data()),
                oldId,
                url -> new CensusServer(url, time, agent, ways.apply(url)),
                url -> new Publication(url, time, ways.apply(url)));
    }

    private static Web web(Config config, URI url) {
        return new Web(
                proxy(config.proxy(), url, ProxySearch.here()),
                Optional.of(config.ca()).filter(ca -> !ca.isBlank()).map(ca -> Authorities.in(Path.of(ca.strip()))));
    }

    static Optional<HttpProxy> proxy(String written, URI server, ProxySearch search) {
        return switch (written.strip()) {
            case "auto", "" -> search.proxyFor(server);
            case "none" -> Optional.empty();
            default ->
                Optional.of(
                        HttpProxy.parse(written)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "proxy: write auto, none, or the address of an HTTP proxy, such as http://proxy:3128")));
        };
    }

    private static Path data(BundleContext context, String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        String karaf = context.getProperty("karaf.data");
        return karaf == null ? context.getDataFile("identity").toPath() : Path.of(karaf, "vzstats", "transport-http");
    }
}
