package org.openvz.vzstats.collector.scripts.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.openvz.vzstats.dictionary.Topic;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The topic {@code scripts} as a service. What its metrics are turns out when the scripts' files are read: then their topic is registered,
 * in place of the metrics file of this bundle. Its keys are in {@code etc/org.openvz.vzstats.collector.scripts.cfg}, where each is
 * commented.
 */
@Component(immediate = true, configurationPid = "org.openvz.vzstats.collector.scripts")
@CollectorName("scripts")
@Designate(ocd = ScriptsComponent.Config.class)
public final class ScriptsComponent implements Collector {

    /** The keys of {@code etc/org.openvz.vzstats.collector.scripts.cfg}. */
    @ObjectClassDefinition(name = "vzstats collector scripts")
    public @interface Config {

        /** {@return where the scripts are, beneath the host's root} */
        @AttributeDefinition(description = "The scripts and their metrics files, beneath the node's host.root.")
        String directory() default "/usr/libexec/vzstats";

        /** {@return where there are metrics files of scripts that others run} */
        @AttributeDefinition(description = "On a server: metrics files of scripts that nodes run; empty: none.")
        String definitions() default "";
    }

    private final BundleContext context;
    private final Topic bundled;
    private final ScriptsCollector collector;
    private @Nullable Topic defined;
    private @Nullable ServiceRegistration<Topic> registration;
    private boolean closed;

    /**
     * Runs nothing yet.
     *
     * @throws IllegalArgumentException if the directory is not absolute
     */
    @Activate
    public ScriptsComponent(BundleContext context, Config config) throws IOException {
        if (!config.directory().startsWith("/")) {
            throw new IllegalArgumentException("directory = " + config.directory() + ": write an absolute path");
        }
        this.context = context;
        bundled = OwnersTopic.bundled();
        collector = new ScriptsCollector(config.directory(), bundled, this::define);
        if (!config.definitions().isBlank()) {
            define(Definitions.read(Path.of(config.definitions()), bundled));
        }
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        replace(null);
    }

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        collector.collect(host, section);
    }

    private synchronized void define(Topic topic) {
        boolean known = topic.equals(defined == null ? bundled : defined);
        if (!known && !closed) {
            defined = topic;
            // The new one first, so that there is no moment without.
            replace(context.registerService(Topic.class, topic, FrameworkUtil.asDictionary(Map.of())));
        }
    }

    private void replace(@Nullable ServiceRegistration<Topic> newer) {
        ServiceRegistration<Topic> older = registration;
        registration = newer;
        if (older != null) {
            older.unregister();
        }
    }
}
