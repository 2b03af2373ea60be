package org.openvz.vzstats.health.rest.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Publishing;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.StoreState;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the server, whatever of it is there, and shows it by JMX as {@code org.openvz.vzstats:type=Server}. Configured by
 * {@code org.openvz.vzstats.health.cfg}:
 *
 * <pre>
 * inbox.age = 15m
 * disk.free = 268435456
 * </pre>
 */
@Component(service = Watch.class, immediate = true, configurationPid = "org.openvz.vzstats.health")
@Designate(ocd = Watch.Config.class)
public final class Watch {

    /** Where it is shown by JMX. */
    static final String NAME = "org.openvz.vzstats:type=Server";

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** The configuration. */
    @ObjectClassDefinition(name = "vzstats health", description = "When the server is ready")
    public @interface Config {

        /** {@return how long a report may wait} */
        @AttributeDefinition(name = "Inbox: age", description = "How long a report may wait to be counted: 15m")
        String inbox_age() default "15m";

        /** {@return how many bytes have to be free} */
        @AttributeDefinition(name = "Disk", description = "How many bytes have to be free on the disk", min = "0")
        long disk_free() default 256 * 1024 * 1024;
    }

    private final Health health;
    private final Sampler sampler;

    /** Begins to look. */
    @Activate
    public Watch(
            BundleContext context,
            Config config,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    StoreState store,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Inventory inventory,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Journal journal,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Releases releases,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Publishing publishing,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    DataDictionary dictionary) {
        health = health(config);
        String data = context.getProperty("karaf.data");
        Path directory = Path.of(data == null ? "." : data);
        sampler = new Sampler(() -> new Figures(
                Instant.now(),
                Optional.ofNullable(store).map(StoreState::condition),
                inventory == null ? Optional.empty() : available(inventory::take),
                journal == null ? Map.of() : journal.sinceStart(),
                releases == null
                        ? Optional.empty()
                        : available(releases::latest)
                                .flatMap(latest -> latest)
                                .map(last -> new Figures.Release(last.number(), last.generated())),
                Optional.ofNullable(publishing)
                        .map(publisher -> publisher.settings().interval()),
                dictionary == null ? 0 : dictionary.current().topics().size(),
                free(directory)));
        register();
    }

    static Health health(Config config) {
        if (config.disk_free() < 0) {
            throw new IllegalArgumentException("disk.free must be 0 or more, not " + config.disk_free());
        }
        Duration age = Durations.positive("inbox.age", config.inbox_age());
        return new Health(age, config.disk_free());
    }

    /** Something that needs the store. */
    @FunctionalInterface
    private interface Asked<T> {
        T ask();
    }

    private static <T> Optional<T> available(Asked<T> asked) {
        try {
            return Optional.of(asked.ask());
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> free(Path directory) {
        try {
            return Optional.of(Files.getFileStore(directory).getUsableSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Figures figures() {
        return sampler.get();
    }

    List<Health.Problem> problems() {
        return health.problems(figures(), Clock.systemUTC().instant());
    }

    private void register() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName(NAME);
            StandardMBean bean =
                    new StandardMBean(new ServerBean(this::figures, this::problems), ServerMXBean.class, true);
            try {
                server.registerMBean(bean, name);
            } catch (InstanceAlreadyExistsException e) {
                // The one before this is still on its way out.
                server.unregisterMBean(name);
                server.registerMBean(bean, name);
            }
        } catch (JMException e) {
            LOG.warn("No JMX: {}", e.getClass().getName());
        }
    }

    @Deactivate
    void stop() {
        sampler.close();
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            LOG.debug("It was not registered", e);
        }
    }
}
