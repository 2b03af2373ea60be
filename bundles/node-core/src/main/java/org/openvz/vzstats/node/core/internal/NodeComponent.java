package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.api.Erasable;
import org.openvz.vzstats.api.Forgetting;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.PolicyName;
import org.openvz.vzstats.api.Transport;
import org.openvz.vzstats.api.TransportName;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Troubled;
import org.openvz.vzstats.collector.support.Budget;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.durable.files.DurableFiles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The node as a service: follows the collectors, transports and policies that come and go, and puts the node together. Its keys are in
 * {@code etc/org.openvz.vzstats.node.cfg}, where each is commented.
 */
@Component(
        service = {Node.class, Consent.class, Forgetting.class},
        immediate = true,
        configurationPid = "org.openvz.vzstats.node")
@Designate(ocd = NodeComponent.Config.class)
public final class NodeComponent implements Node, Consent, Forgetting {

    /** The keys of {@code etc/org.openvz.vzstats.node.cfg}. */
    @ObjectClassDefinition(name = "vzstats node")
    public @interface Config {

        /** {@return the directory that is read as the host's root} */
        @AttributeDefinition(description = "Files are read, and commands looked up, beneath this directory.")
        String host_root() default "/";

        /** {@return how long to wait before the first send} */
        @AttributeDefinition(description = "How long after installation nothing is sent, so that the owner can look.")
        String grace() default "24h";

        /** {@return the directory the node keeps its files in} */
        @AttributeDefinition(description = "Where the node keeps its files; empty: data/vzstats of Karaf.")
        String data() default "";

        /** {@return what one collector may take of time} */
        @AttributeDefinition(description = "How long one collector may take in one run.")
        String collector_time() default "30s";

        /** {@return what one collector may take of processors} */
        @AttributeDefinition(
                description = "How much processor time one collector and its commands may take in one run.")
        String collector_cpu() default "10s";

        /** {@return what one collector may read} */
        @AttributeDefinition(description = "How many bytes one collector may read in one run.", min = "1")
        long collector_bytes() default 16L << 20;

        /** {@return what one command may take of time} */
        @AttributeDefinition(description = "How long one command of a collector may run.")
        String command_time() default "20s";

        /** {@return what one command may take of processors} */
        @AttributeDefinition(description = "How much processor time one command and its children may take.")
        String command_cpu() default "10s";

        /** {@return the most reports that wait} */
        @AttributeDefinition(description = "How many reports may wait for delivery.", min = "1")
        int outbox_reports() default 100;

        /** {@return the most bytes that wait} */
        @AttributeDefinition(description = "How many bytes all reports that wait may have.", min = "1")
        long outbox_bytes() default 16L << 20;

        /** {@return how long a report waits} */
        @AttributeDefinition(description = "How long a report may wait for delivery.")
        String outbox_age() default "30d";

        /** {@return how many reports are remembered} */
        @AttributeDefinition(description = "How many reports that were sent are kept for the owner.", min = "1")
        int history_reports() default 100;

        /** {@return how many bytes are remembered} */
        @AttributeDefinition(description = "How many bytes of them are kept.", min = "1")
        long history_bytes() default 32L << 20;

        /** {@return the longest wait after the first failed delivery} */
        @AttributeDefinition(
                description = "The wait after the first failed delivery; it doubles with every further one.")
        String retry_first() default "30s";

        /** {@return the longest wait at all} */
        @AttributeDefinition(description = "The longest wait between two deliveries.")
        String retry_most() default "24h";
    }

    /** How long no policy must have come or gone before the node begins. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final Registered<Collector> collectors = new Registered<>();
    private final Registered<Transport> transports = new Registered<>();
    private final Registered<OptOutPolicy> policies = new Registered<>();
    private final Registered<Erasable> erasables = new Registered<>();
    private final Registered<Troubled> troubled = new Registered<>();
    private final Start start;
    private final Timer starting = Timer.real("vzstats-start");
    private final Collecting collecting;
    private final Delivering delivering;
    private final CensusNode node;
    private final Consent consent;
    private final Forgetting forgetting;

    /**
     * Puts the node together.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public NodeComponent(BundleContext context, @Reference DataDictionary dictionary, Config config)
            throws IOException {
        Path data = data(context, config.data());
        start = new Start(new PlatformStart(context, System::nanoTime), QUIET, System::nanoTime);
        Clock clock = Clock.systemUTC();
        Policies asked = new Policies(policies::all, Policies.PATIENCE);
        Outbox outbox = new Outbox(
                data.resolve("outbox"),
                new Outbox.Bounds(
                        config.outbox_reports(),
                        config.outbox_bytes(),
                        Durations.parse("outbox.age", config.outbox_age())),
                clock);
        SentReports history =
                new SentReports(data.resolve("history"), config.history_reports(), config.history_bytes(), clock);
        Grace grace = new Grace(data, Durations.parse("grace", config.grace()), clock);
        collecting = new Collecting(
                Path.of(config.host_root()),
                new Budget(
                        Durations.parse("collector.time", config.collector_time()),
                        Durations.parse("collector.cpu", config.collector_cpu()),
                        config.collector_bytes(),
                        Durations.parse("command.time", config.command_time()),
                        Durations.parse("command.cpu", config.command_cpu())));
        Bench bench = new Bench(data, clock);
        delivering = new Delivering(
                outbox,
                history,
                new Stopped(data, clock),
                transports,
                asked,
                grace,
                new Backoff(
                        Durations.parse("retry.first", config.retry_first()),
                        Durations.parse("retry.most", config.retry_most())),
                clock,
                new SecureRandom(),
                Timer.real("vzstats-delivery"));
        Revisions revisions = new Revisions(data, asked, grace, clock);
        consent = new Explaining(collectors, transports, dictionary, asked, revisions);
        node = new CensusNode(
                version(context),
                start,
                collectors,
                troubled,
                asked,
                new Drafting(version(context), collectors, dictionary, asked, revisions, collecting, bench, clock),
                bench,
                data,
                outbox,
                history,
                grace,
                delivering,
                clock);
        forgetting = new Forgetter(erasables, asked, node, delivering, outbox, history, data, clock);
    }

    @Activate
    void start() {
        // What waited when the node stopped.
        start.whenOver(starting, () -> {
            delivering.open(Duration.ZERO);
            starting.close();
        });
    }

    @Deactivate
    void stop() {
        starting.close();
        start.stop();
        delivering.close();
        collecting.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCollector(
            ServiceReference<Collector> reference,
            @Nullable ComponentServiceObjects<Collector> services,
            Map<String, Object> properties) {
        there(services)
                .ifPresent(collector -> collectors.add(
                        id(properties), name(properties, CollectorName.PROPERTY), edition(reference), collector));
    }

    void removeCollector(Map<String, Object> properties) {
        collectors.remove(id(properties));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTransport(@Nullable ComponentServiceObjects<Transport> services, Map<String, Object> properties) {
        there(services)
                .ifPresent(transport -> transports.add(
                        id(properties),
                        name(properties, TransportName.PROPERTY),
                        configuration(properties),
                        transport));
        delivering.wake(false);
    }

    void removeTransport(Map<String, Object> properties) {
        transports.remove(id(properties));
        delivering.wake(false);
    }

    // The configuration we ship asks for one at least: Policy.cardinality.minimum.
    @Reference(name = "Policy", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPolicy(@Nullable ComponentServiceObjects<OptOutPolicy> services, Map<String, Object> properties) {
        there(services)
                .ifPresent(policy -> policies.add(id(properties), name(properties, PolicyName.PROPERTY), "", policy));
        start.policyChanged();
    }

    void removePolicy(Map<String, Object> properties) {
        policies.remove(id(properties));
        start.policyChanged();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addErasable(@Nullable ComponentServiceObjects<Erasable> services, Map<String, Object> properties) {
        there(services).ifPresent(erasable -> erasables.add(id(properties), "", "", erasable));
    }

    void removeErasable(Map<String, Object> properties) {
        erasables.remove(id(properties));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTroubled(@Nullable ComponentServiceObjects<Troubled> services, Map<String, Object> properties) {
        there(services).ifPresent(one -> troubled.add(id(properties), "", "", one));
    }

    void removeTroubled(Map<String, Object> properties) {
        troubled.remove(id(properties));
    }

    /**
     * {@return the service; empty if it has just gone}
     *
     * <p>While a Karaf starts, components are there, and then their configurations come and they are made anew. A reference to the service
     * itself would warn of each that goes between being found and being bound; the next one comes in a moment.
     */
    private static <T> Optional<T> there(@Nullable ComponentServiceObjects<T> services) {
        return services == null ? Optional.empty() : Optional.ofNullable(services.getService());
    }

    @Override
    public Run view() throws InterruptedException {
        return node.view();
    }

    @Override
    public Run preview() throws InterruptedException {
        return node.preview();
    }

    @Override
    public Run run(Trigger trigger) throws InterruptedException {
        return node.run(trigger);
    }

    @Override
    public Run export(Path file, boolean replace) throws InterruptedException {
        return node.export(file, replace);
    }

    @Override
    public History history() {
        return node.history();
    }

    @Override
    public Optional<SentReport> sent(int number) {
        return node.sent(number);
    }

    @Override
    public Attached attach(String receipt) {
        return node.attach(receipt);
    }

    @Override
    public Status status() {
        return node.status();
    }

    @Override
    public Forgotten forget(boolean hereOnly) throws InterruptedException {
        return forgetting.forget(hereOnly);
    }

    @Override
    public Explanation explain(String subject) {
        return consent.explain(subject);
    }

    @Override
    public List<String> subjects() {
        return consent.subjects();
    }

    @Override
    public List<Pending> pending() {
        return consent.pending();
    }

    @Override
    public List<Pending> accept(Collection<String> named) throws IOException {
        return consent.accept(named);
    }

    /** {@return another text after each update of the bundle} */
    private static String edition(ServiceReference<Collector> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? "gone" : bundle.getBundleId() + "-" + bundle.getLastModified();
    }

    /** {@return another text after each change of its configuration, and the same after a restart; a hash, it may hold passwords} */
    static String configuration(Map<String, Object> properties) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(properties).forEach((key, value) -> {
            if (!key.matches("(service|component|felix|objectClass)\\b.*")) {
                String written = value instanceof Object[] several ? Arrays.toString(several) : String.valueOf(value);
                text.append(key).append('=').append(written).append('\n');
            }
        });
        return DurableFiles.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static long id(Map<String, Object> properties) {
        return properties.get("service.id") instanceof Long id ? id : -1;
    }

    /** Whoever has no name, or none that can be a file's, is known by its number. */
    private static String name(Map<String, Object> properties, String property) {
        boolean named = properties.get(property) instanceof String name
                && NAME.matcher(name).matches();
        return named ? String.valueOf(properties.get(property)) : "unnamed-" + id(properties);
    }

    private static Path data(BundleContext context, String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        String karaf = context.getProperty("karaf.data");
        return karaf == null ? context.getDataFile("vzstats").toPath() : Path.of(karaf, "vzstats");
    }

    private static String version(BundleContext context) {
        Version version = context.getBundle().getVersion();
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }
}
