package org.openvz.vzstats.collector.crashes.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The topic {@code crashes} as a service. Its key is in {@code etc/org.openvz.vzstats.collector.crashes.cfg}, where it is commented; where the
 * node's data is it learns from the node's own configuration.
 */
@Component(configurationPid = {"org.openvz.vzstats.node", "org.openvz.vzstats.collector.crashes"})
@CollectorName("crashes")
public final class CrashesComponent implements Collector {

    /** A key of this topic and one of the node: a metatype is of one file only, so there is none here. */
    public @interface Config {

        /** {@return the directory the node keeps its files in} */
        String data() default "";

        /** {@return the most reports of one day} */
        int per_day() default 10;
    }

    private static final int MOST_PER_DAY = 60;

    private final CrashesCollector collector;

    /**
     * Reads nothing yet.
     *
     * @throws IllegalArgumentException if a key has no sensible value; the message names it
     */
    @Activate
    public CrashesComponent(BundleContext context, Config config) {
        if (config.per_day() < 0 || config.per_day() > MOST_PER_DAY) {
            throw new IllegalArgumentException("per.day = " + config.per_day() + ": write 0 to " + MOST_PER_DAY);
        }
        SentCrashes sent = new SentCrashes(data(context, config.data()).resolve("collectors"));
        collector = new CrashesCollector(sent, config.per_day(), InstantSource.system());
    }

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        collector.collect(host, section);
    }

    private static Path data(BundleContext context, String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        String karaf = context.getProperty("karaf.data");
        return karaf == null ? context.getDataFile("vzstats").toPath() : Path.of(karaf, "vzstats");
    }
}
