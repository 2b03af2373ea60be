package org.openvz.vzstats.processing.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.server.api.Maintenance;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ProcessorFor;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.Retention;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.openvz.vzstats.server.api.Translator;
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
 * Empties the inbox as long as it is there. Configured by {@code org.openvz.vzstats.processing.cfg}:
 *
 * <pre>
 * interval = 1s
 * batch = 256
 * quarantine.rows = 100000
 * quarantine.bytes = 268435456
 * quarantine.age = 90d
 * receipts.rows = 20000000
 * receipts.age = 90d
 * identities.unused = 7d
 * nodes.silent = 180d
 * crashes.age = 730d
 * </pre>
 */
@Component(service = Maintenance.class, immediate = true, configurationPid = InboxProcessing.PID)
@Designate(ocd = InboxProcessing.Config.class)
public final class InboxProcessing implements Maintenance {

    static final String PID = "org.openvz.vzstats.processing";

    /** Of more rows Derby would lock whole tables. */
    private static final int MAX_BATCH = 500;

    /** The configuration. */
    @ObjectClassDefinition(name = "vzstats processing", description = "Turns submissions into counters")
    public @interface Config {

        /** {@return the interval} */
        @AttributeDefinition(
                name = "Interval",
                description = "How long to wait before an empty inbox is looked at again: 500ms, 1s, 2m")
        String interval() default "1s";

        /** {@return the batch} */
        @AttributeDefinition(
                name = "Batch",
                description = "The most submissions of one transaction",
                min = "1",
                max = "" + MAX_BATCH)
        int batch() default 256;

        /** {@return the most sections in quarantine} */
        @AttributeDefinition(name = "Quarantine: sections", description = "Of more the oldest are dropped", min = "0")
        long quarantine_rows() default 100_000;

        /** {@return the most bytes in quarantine} */
        @AttributeDefinition(name = "Quarantine: bytes", description = "Of more the oldest are dropped", min = "0")
        long quarantine_bytes() default 256 * 1024 * 1024;

        /** {@return how long a section stays in quarantine} */
        @AttributeDefinition(name = "Quarantine: age", description = "How long a section may stay in quarantine: 90d")
        String quarantine_age() default "90d";

        /** {@return the most receipts} */
        @AttributeDefinition(name = "Receipts", description = "Of more the oldest are deleted", min = "0")
        long receipts_rows() default 20_000_000;

        /** {@return how long receipts are kept} */
        @AttributeDefinition(name = "Receipts: age", description = "How long receipts are kept: 90d")
        String receipts_age() default "90d";

        /** {@return how long an unused identity is kept} */
        @AttributeDefinition(
                name = "Unused identities",
                description = "How long an identity is kept under which nothing is reported: 7d")
        String identities_unused() default "7d";

        /** {@return how long a silent node is kept} */
        @AttributeDefinition(
                name = "Silent nodes",
                description = "How long a node that no longer reports is kept, with its secret; it counts no more"
                        + " long before that: 180d")
        String nodes_silent() default "180d";

        /** {@return how long a crash is remembered} */
        @AttributeDefinition(name = "Crashes", description = "How long it is remembered what crashed on a day: 730d")
        String crashes_age() default "730d";
    }

    private final Processors processors = new Processors();
    private final SubmissionStore store;
    private final QuarantineStore quarantine;
    private final SubmissionProcessing processing;
    private final Upkeep upkeep;
    private final Worker worker;

    /** Prepares the thread; it starts when the processors of now are bound. */
    @Activate
    public InboxProcessing(
            Config config,
            @Reference SubmissionStore store,
            @Reference QuarantineStore quarantine,
            @Reference Retention retention,
            @Reference DataDictionary dictionary) {
        if (config.batch() < 1 || config.batch() > MAX_BATCH) {
            throw new IllegalArgumentException("batch must be 1 to " + MAX_BATCH + ", not " + config.batch());
        }
        this.store = store;
        this.quarantine = quarantine;
        processing = new SubmissionProcessing(processors, Clock.systemUTC());
        upkeep = new Upkeep(retention, bounds(config), Clock.systemUTC());
        Rounds rounds = new Rounds(
                store,
                processing,
                processors,
                dictionary,
                upkeep,
                config.batch(),
                Durations.positive("interval", config.interval()));
        worker = new Worker("vzstats processing", rounds::next);
    }

    private static Retention.Bounds bounds(Config config) {
        return new Retention.Bounds(
                notNegative("quarantine.rows", config.quarantine_rows()),
                notNegative("quarantine.bytes", config.quarantine_bytes()),
                Durations.positive("quarantine.age", config.quarantine_age()),
                notNegative("receipts.rows", config.receipts_rows()),
                Durations.positive("receipts.age", config.receipts_age()),
                Durations.positive("identities.unused", config.identities_unused()),
                Durations.positive("nodes.silent", config.nodes_silent()),
                Durations.positive("crashes.age", config.crashes_age()));
    }

    private static long notNegative(String key, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(key + " must be 0 or more, not " + number);
        }
        return number;
    }

    @Override
    public int replay(List<String> reasons) {
        return store.replay(reasons, processing);
    }

    @Override
    public boolean replay(long id) {
        return quarantine.replay(id, processing);
    }

    @Override
    public Retention.Bounds bounds() {
        return upkeep.bounds();
    }

    @Override
    public Retention.Removed expire() {
        return upkeep.expire();
    }

    @Activate
    void start() {
        worker.start();
    }

    @Deactivate
    void stop() {
        worker.close();
    }

    @Reference(
            service = Processor.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeProcessor")
    void addProcessor(Processor processor, Map<String, Object> properties) {
        if (properties.get(ProcessorFor.PROPERTY) instanceof String collector) {
            processors.add(collector, processor);
        }
    }

    void removeProcessor(Processor processor) {
        processors.remove(processor);
    }

    @Reference(
            service = Translator.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeTranslator")
    void addTranslator(Translator translator, Map<String, Object> properties) {
        if (properties.get(ProcessorFor.PROPERTY) instanceof String collector) {
            processors.addTranslator(collector, translator);
        }
    }

    void removeTranslator(Translator translator) {
        processors.removeTranslator(translator);
    }
}
