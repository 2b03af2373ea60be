package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import org.apache.karaf.features.FeaturesService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.testbed.Await;
import org.openvz.vzstats.testbed.ServerClient;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** Runs inside a server assembly whose database is Derby. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class InsideSwap {

    @InjectBundleContext
    @SuppressWarnings("NullAway.Init") // Injected before each test.
    BundleContext context;

    @Test
    void derbyIsSwappedForPostgresql(@InjectService(timeout = 20_000) FeaturesService features) throws Exception {
        Path file = Path.of(System.getProperty("karaf.etc"), "org.ops4j.datasource-vzstats.cfg");
        Await.until("the store is there", ServerClient.START, () -> store() != null);
        Files.delete(file);
        Await.until("without a database there is no store", ServerClient.SOON, () -> store() == null);

        features.installFeature("vzstats-store-postgresql", EnumSet.noneOf(FeaturesService.Option.class));
        assertTrue(Files.readString(file).contains("jdbc:postgresql:"), "the feature brings its own file");
        Files.writeString(
                file,
                "\nurl = jdbc:postgresql://localhost:" + System.getProperty("vzstats.postgresql")
                        + "/census\nuser = postgres\n",
                StandardOpenOption.APPEND);
        Await.until("the store is there again", ServerClient.START, () -> store() != null);

        features.uninstallFeature("vzstats-store-derby", EnumSet.noneOf(FeaturesService.Option.class));
        assertFalse(features.isInstalled(features.getFeature("vzstats-store-derby")));
        ServiceReference<Identities> store = store();
        assertTrue(store != null, "Derby is not missed");
        Identities identities = context.getService(store);
        Identities.Identity issued = identities.issue();
        assertTrue(identities.holds(issued.id(), issued.secret()));
        assertEquals(List.of(), Wiring.notActive(context));
    }

    private @Nullable ServiceReference<Identities> store() {
        return context.getServiceReference(Identities.class);
    }
}
