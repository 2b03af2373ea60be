package org.openvz.vzstats.collector.census.internal;

import java.io.IOException;
import java.util.Set;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Section;

/**
 * Tells which topics of this node sit out: {@code {"census.benched": {"other": 1, "software": 1}}}. Of the node it asks nothing else, of
 * the host nothing at all.
 */
final class CensusCollector implements Collector {

    /** The topics of this project; the name of any other is its maker's choice, and stays here. */
    private static final Set<String> TOPICS = Set.of(
            "platform",
            "hardware",
            "network",
            "memory",
            "cpu",
            "disk",
            "vm-guests",
            "vm-settings",
            "container-contents",
            "container-settings",
            "services",
            "software",
            "clusters",
            "cgroups",
            "simfs",
            "settings",
            "scripts");

    private final Bench bench;

    /** Who sits out. */
    interface Bench {

        /**
         * {@return the names of the collectors that sit out now}
         *
         * @throws IOException if the node cannot tell
         */
        Set<String> names() throws IOException;
    }

    CensusCollector(Bench bench) {
        this.bench = bench;
    }

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        Set<String> benched = bench.names();
        section.counted("census.benched");
        for (String name : benched) {
            section.count("census.benched", TOPICS.contains(name) ? name : "other", 1);
        }
    }
}
