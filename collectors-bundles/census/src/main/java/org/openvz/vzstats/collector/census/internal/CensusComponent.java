package org.openvz.vzstats.collector.census.internal;

import java.io.IOException;
import java.util.Set;
import org.openvz.vzstats.api.Collector;
import org.openvz.vzstats.api.CollectorName;
import org.openvz.vzstats.api.Host;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Section;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The topic {@code census} as a service. The node follows its collectors, so the node itself is got only while it asks: nobody waits for
 * the other to be made. Where there is no node, on a server, the bundle is no more than its metrics file.
 */
@Component
@CollectorName("census")
public final class CensusComponent implements Collector {

    private final BundleContext context;
    private final ServiceReference<Node> reference;
    private final CensusCollector collector = new CensusCollector(this::benched);

    /** Gets nothing yet. */
    @Activate
    public CensusComponent(BundleContext context, @Reference ServiceReference<Node> reference) {
        this.context = context;
        this.reference = reference;
    }

    @Override
    public void collect(Host host, Section.Builder section) throws IOException {
        collector.collect(host, section);
    }

    private Set<String> benched() throws IOException {
        Node node = context.getService(reference);
        try {
            return NodeBench.of(node);
        } finally {
            if (node != null) {
                context.ungetService(reference);
            }
        }
    }
}
