package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.testbed.Await;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** Runs inside the server assembly. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class InsideServer {

    @InjectBundleContext
    @SuppressWarnings("NullAway.Init") // Injected before each test.
    BundleContext context;

    @Test
    void everyBundleIsActive() throws InterruptedException {
        Await.until("every bundle is active", Duration.ofSeconds(30), () -> Wiring.notActive(context)
                .isEmpty());
    }

    @Test
    void theDictionaryHasEveryTopic(@InjectService(timeout = 20_000) DataDictionary dictionary) {
        Set<String> topics =
                new TreeSet<>(Set.of(System.getProperty("vzstats.topics", "").split(",", -1)));
        // What the server itself knows of a node.
        topics.add("node");
        assertEquals(topics, dictionary.current().topics().keySet());
    }

    @Test
    void itIsMadeOfFeaturesOnly(@InjectService(timeout = 20_000) FeaturesService features) throws Exception {
        assertTrue(features.isInstalled(features.getFeature("vzstats-server")));
        List<String> parts = Arrays.stream(features.listInstalledFeatures())
                .map(Feature::getName)
                .filter(name -> name.startsWith("vzstats-"))
                .toList();
        assertTrue(
                parts.containsAll(List.of("vzstats-store-derby", "vzstats-web", "vzstats-collectors")),
                parts.toString());
    }
}
