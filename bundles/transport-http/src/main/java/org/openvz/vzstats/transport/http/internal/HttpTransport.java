package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.PublicStatistics;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.TransportName;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Delivers reports to a census server over HTTP. Its keys are in {@code etc/org.openvz.vzstats.transport.http.cfg}, where each is
 * commented. Without an address it delivers nothing: the reports wait in the outbox. What the same server publishes it fetches for
 * whoever asks.
 */
@Component(
        service = {Transport.class, PublicStatistics.class},
        configurationPid = "org.openvz.vzstats.transport.http")
@TransportName("http")
@Designate(ocd = HttpTransport.Config.class)
public final class HttpTransport implements Transport, PublicStatistics {

    /** The keys of {@code etc/org.openvz.vzstats.transport.http.cfg}. */
    @ObjectClassDefinition(name = "vzstats HTTP transport")
    public @interface Config {

        /** {@return the server's address} */
        @AttributeDefinition(description = "The server, such as https://stats.example.org; empty: send nothing.")
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

    private final Optional<HttpDelivery> delivery;
    private final Optional<Publication> publication;

    /**
     * Delivers to the configured server.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public HttpTransport(BundleContext context, Config config) {
        Duration time = Durations.positive("time", config.time());
        Version version = context.getBundle().getVersion();
        String agent = "vzstats/" + version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        if (config.url().isBlank()) {
            delivery = Optional.empty();
            publication = Optional.empty();
        } else {
            URI url = url(config.url());
            Web web = web(config, ProxySearch.here());
            delivery = Optional.of(delivery(url, time, agent, data(context, config.data()), web));
            publication = Optional.of(new Publication(url, time, web));
        }
    }

    @Override
    public Delivery deliver(Report report) throws IOException, InterruptedException {
        return delivery.isEmpty()
                ? new Delivery.Retry("no server is configured (url)", null)
                : delivery.get().deliver(report);
    }

    @Override
    public Optional<String> server() {
        return publication.map(Publication::url).map(URI::toString);
    }

    @Override
    public Fetched fetch() throws InterruptedException {
        return publication.isEmpty()
                ? new Unavailable("no server is configured (url)")
                : publication.get().fetch();
    }

    static HttpDelivery delivery(URI url, Duration time, String agent, Path data, Web web) {
        // One identity per destination: two servers cannot compare notes.
        String name = UUID.nameUUIDFromBytes(url.toString().getBytes(StandardCharsets.UTF_8)) + ".json";
        return new HttpDelivery(new CensusServer(url, time, agent, web), new IdentityFile(data.resolve(name)));
    }

    private static Web web(Config config, ProxySearch search) {
        return new Web(
                proxy(config.proxy(), url(config.url()), search),
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

    /** {@return the address; the same however many slashes are at its end, so that it stays one identity} */
    static URI url(String written) {
        try {
            URI url = new URI(written.strip().replaceFirst("/+$", ""));
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            boolean more = url.getRawQuery() != null || url.getRawUserInfo() != null || url.getRawFragment() != null;
            if (web && url.getHost() != null && !more) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below, without the address: it may hold a password.
        }
        throw new IllegalArgumentException("url: write the address of a server, such as https://stats.example.org");
    }

    private static Path data(BundleContext context, String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        String karaf = context.getProperty("karaf.data");
        return karaf == null ? context.getDataFile("identity").toPath() : Path.of(karaf, "vzstats", "transport-http");
    }
}
