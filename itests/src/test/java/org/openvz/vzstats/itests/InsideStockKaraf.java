package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openvz.vzstats.api.Node;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.osgi.util.tracker.ServiceTracker;

/** Runs inside a Karaf that has never heard of vzstats. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class InsideStockKaraf {

    private static final EnumSet<FeaturesService.Option> QUIETLY = EnumSet.noneOf(FeaturesService.Option.class);

    @InjectBundleContext
    @SuppressWarnings("NullAway.Init") // Injected before each test.
    BundleContext context;

    @Test
    void theFeatureIsInstalledAndItCollects(@InjectService(timeout = 20_000) FeaturesService features)
            throws Exception {
        features.addRepository(URI.create(
                "mvn:org.openvz.vzstats/vzstats-features/" + System.getProperty("vzstats.version") + "/xml/features"));
        Wiring before = new Wiring(context);
        features.installFeature("vzstats-node", QUIETLY);
        assertEquals(List.of(), before.changed(), "nobody else is re-wired");
        Node node = node();
        assertTrue(node.view().files().containsKey("platform.json"));

        features.installFeatures(Set.of("vzstats-collectors"), QUIETLY);
        assertTrue(node.view().files().keySet().containsAll(Set.of("cpu.json", "disk.json", "memory.json")));
        assertEquals(List.of(), before.changed(), "nobody else is re-wired");
        assertEquals(List.of(), Wiring.notActive(context));
    }

    private Node node() throws InterruptedException {
        ServiceTracker<Node, Node> tracker = new ServiceTracker<>(context, Node.class, null);
        tracker.open();
        tracker.waitForService(20_000);
        ServiceReference<Node> node = tracker.getServiceReference();
        return context.getService(node);
    }
}
