package org.openvz.vzstats.processing.internal;

import java.time.Clock;
import java.util.Map;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.server.api.Processor;
import org.openvz.vzstats.server.api.ProcessorFor;
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
 * batch = 64
 * </pre>
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = InboxProcessing.PID)
@Designate(ocd = InboxProcessing.Config.class)
public final class InboxProcessing {

    static final String PID = "org.openvz.vzstats.processing";

    private static final int MAX_BATCH = 10_000;

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
        int batch() default 64;
    }

    private final Processors processors = new Processors();
    private final Worker worker;

    /** Prepares the thread; it starts when the processors of now are bound. */
    @Activate
    public InboxProcessing(Config config, @Reference SubmissionStore store, @Reference DataDictionary dictionary) {
        if (config.batch() < 1 || config.batch() > MAX_BATCH) {
            throw new IllegalArgumentException("batch must be 1 to " + MAX_BATCH + ", not " + config.batch());
        }
        Rounds rounds = new Rounds(
                store,
                new SubmissionProcessing(processors, Clock.systemUTC()),
                processors,
                dictionary,
                config.batch(),
                Durations.positive("interval", config.interval()));
        worker = new Worker("vzstats processing", rounds::next);
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
