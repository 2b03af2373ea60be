package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openvz.vzstats.testbed.Await;
import org.osgi.framework.BundleContext;
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
        // The configuration comes a moment after the bundle: whoever has asked the first node asks the next.
        Await.until("it collects", Duration.ofSeconds(60), () -> view().containsKey("platform.json"));

        features.installFeatures(Set.of("vzstats-collectors"), QUIETLY);
        assertTrue(view().keySet().containsAll(Set.of("cpu.json", "disk.json", "memory.json")));
        features.installFeature("vzstats-node-web", QUIETLY);
        Path address = Path.of(System.getProperty("karaf.data"), "vzstats", "web");
        Await.until("the local page is open", Duration.ofSeconds(20), () -> Files.exists(address));
        assertEquals(List.of(), before.changed(), "nobody else is re-wired");
        assertEquals(List.of(), Wiring.notActive(context));
    }

    /**
     * What the node would send. By reflection: when this class is loaded there is no such interface yet, and that is the point.
     */
    private Map<String, String> view() throws ReflectiveOperationException, InterruptedException {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, "org.openvz.vzstats.api.Node", null);
        tracker.open();
        try {
            Object node = tracker.waitForService(20_000);
            Class<?> type = node.getClass().getClassLoader().loadClass("org.openvz.vzstats.api.Node");
            Object run = type.getMethod("view").invoke(node);
            Map<String, String> files = new TreeMap<>();
            ((Map<?, ?>) run.getClass().getMethod("files").invoke(run))
                    .forEach((name, text) -> files.put(String.valueOf(name), String.valueOf(text)));
            return files;
        } finally {
            tracker.close();
        }
    }
}
