package org.openvz.vzstats.store.jdbc.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.Retention;
import org.openvz.vzstats.server.api.StoreState;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Offers the store in the DataSource {@code vzstats}.
 *
 * <p>Declarative Services would register the services of a component before its constructor has run, and so before the schema is
 * migrated. Nobody should find a store that is not ready, so this component registers them itself, when they are.
 */
@Component(
        service = {},
        immediate = true)
@Capability(
        namespace = "osgi.service",
        attribute =
                "objectClass:List<String>=\"org.openvz.vzstats.server.api.Census,org.openvz.vzstats.server.api.Crashes,org.openvz.vzstats.server.api.Downloads,org.openvz.vzstats.server.api.Holdings,org.openvz.vzstats.server.api.Identities,"
                        + "org.openvz.vzstats.server.api.ReceiptSigner,org.openvz.vzstats.server.api.Releases,"
                        + "org.openvz.vzstats.server.api.Journal,org.openvz.vzstats.server.api.Inventory,"
                        + "org.openvz.vzstats.server.api.QuarantineStore,org.openvz.vzstats.server.api.Retention,"
                        + "org.openvz.vzstats.server.api.StoreState,"
                        + "org.openvz.vzstats.server.api.SubmissionStore\"",
        uses = SubmissionStore.class,
        effective = "active")
public final class JdbcStore {

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final List<ServiceRegistration<?>> registrations = new CopyOnWriteArrayList<>();
    private final BundleContext context;
    private final Opening opening;
    private volatile @Nullable Store opened;

    /** Opens the store, now or as soon as the database answers. */
    @Activate
    public JdbcStore(
            BundleContext context,
            @Reference(target = "(dataSourceName=vzstats)") Map.Entry<Map<String, Object>, DataSource> dataSource) {
        this.context = context;
        Database.Gate gate = DerbyGate.of(
                        String.valueOf(dataSource.getKey().get("url")), url -> new EmbeddedDerby(context, url))
                .map(Database.Gate.class::cast)
                .orElse(Database.Gate.OPEN);
        Database database = new Database(dataSource.getValue(), gate);
        this.opening = new Opening(() -> Store.open(database), this::register, AGAIN);
        registrations.add(context.registerService(StoreState.class, opening, null));
    }

    private void register(Store store) {
        opened = store;
        registrations.add(context.registerService(Journal.class, store.journal(), null));
        registrations.add(context.registerService(Inventory.class, store.inventory(), null));
        registrations.add(context.registerService(QuarantineStore.class, store.quarantine(), null));
        registrations.add(context.registerService(Retention.class, store.retention(), null));
        registrations.add(context.registerService(Identities.class, store.identities(), null));
        registrations.add(context.registerService(SubmissionStore.class, store.submissions(), null));
        registrations.add(context.registerService(Holdings.class, store.holdings(), null));
        registrations.add(context.registerService(ReceiptSigner.class, store.signer(), null));
        registrations.add(context.registerService(Census.class, store.census(), null));
        registrations.add(context.registerService(Crashes.class, store.crashes(), null));
        registrations.add(context.registerService(Downloads.class, store.downloads(), null));
        // The last: whoever sees the statistics can also report.
        registrations.add(context.registerService(Releases.class, store.releases(), null));
    }

    @Deactivate
    void close() {
        opening.close();
        registrations.forEach(ServiceRegistration::unregister);
        Store last = opened;
        if (last != null) {
            last.close();
        }
    }
}
