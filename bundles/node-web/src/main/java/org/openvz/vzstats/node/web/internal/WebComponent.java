package org.openvz.vzstats.node.web.internal;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.PublicStatistics;
import org.openvz.vzstats.api.TransportName;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner's page, while there is a node. Its address, with a key that is new at each start, is in a file that only the node's user can
 * read. Its keys are in {@code etc/org.openvz.vzstats.node.web.cfg}, where each is commented.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.openvz.vzstats.node.web")
@Designate(ocd = WebComponent.Config.class)
public final class WebComponent {

    /** The keys of {@code etc/org.openvz.vzstats.node.web.cfg}. */
    @ObjectClassDefinition(name = "vzstats local page")
    public @interface Config {

        /** {@return the port at 127.0.0.1} */
        @AttributeDefinition(description = "The port at 127.0.0.1; 0: any that is free.", min = "0", max = "65535")
        int port() default 8182;

        /** {@return the directory of the file with the address} */
        @AttributeDefinition(description = "Where the file \"web\" with the address is; empty: data/vzstats of Karaf.")
        String data() default "";
    }

    private static final Logger LOG = LoggerFactory.getLogger(WebComponent.class);

    /** A page waits for all collectors; what takes longer than that is of no use to who looks. */
    private static final Duration TIME = Duration.ofMinutes(2);

    private static final int MAX_PORT = 65_535;

    private final Publications publications = new Publications(Clock.systemUTC());
    private final List<Upcoming> upcoming = new CopyOnWriteArrayList<>();
    private final AddressFile address;
    private final @Nullable LoopbackServer server;

    /**
     * Opens the page.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public WebComponent(
            BundleContext context,
            Config config,
            @Reference Node node,
            @Reference Consent consent,
            @Reference DataDictionary dictionary)
            throws IOException {
        if (config.port() < 0 || config.port() > MAX_PORT) {
            throw new IllegalArgumentException("port = " + config.port() + ": write a number from 0 to " + MAX_PORT);
        }
        address = new AddressFile(data(context, config.data()));
        Comparing comparing = new Comparing(node, consent, publications);
        Site site = new Site(node, consent, dictionary::current, this::next, comparing, Clock.systemUTC());
        server = open(config.port(), Gate.withNewKey(new SecureRandom()), site);
    }

    @Deactivate
    void close() throws IOException {
        if (server != null) {
            server.close();
            address.delete();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addUpcoming(Upcoming one) {
        upcoming.add(one);
    }

    void removeUpcoming(Upcoming one) {
        upcoming.remove(one);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStatistics(PublicStatistics statistics, Map<String, Object> properties) {
        publications.add(String.valueOf(properties.get(TransportName.PROPERTY)), statistics);
    }

    void removeStatistics(PublicStatistics statistics) {
        publications.remove(statistics);
    }

    private @Nullable LoopbackServer open(int port, Gate gate, Site site) throws IOException {
        LoopbackServer opened;
        try {
            opened = LoopbackServer.open(port, TIME, request -> gate.answer(request, site));
        } catch (BindException e) {
            LOG.warn(
                    "The local page is closed: port {} is taken. Choose another in org.openvz.vzstats.node.web.cfg",
                    port);
            return null;
        }
        try {
            address.write("http://127.0.0.1:" + opened.port() + gate.base());
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        LOG.info("The local page is open; its address is in the file \"web\" in the node's directory");
        return opened;
    }

    private Optional<Upcoming.Next> next() {
        return upcoming.stream().flatMap(one -> one.next().stream()).min(Comparator.comparing(Upcoming.Next::at));
    }

    private static Path data(BundleContext context, String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        String karaf = context.getProperty("karaf.data");
        return karaf == null ? context.getDataFile("web").toPath() : Path.of(karaf, "vzstats");
    }
}
