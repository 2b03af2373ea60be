package org.openvz.vzstats.store.jdbc.internal;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Derby of this framework, reached by way of its driver: it has no statement for what is done here. */
final class EmbeddedDerby implements DerbyGate.Embedded {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDerby.class);

    private final BundleContext context;
    private final String url;

    EmbeddedDerby(BundleContext context, String url) {
        this.context = context;
        this.url = url;
    }

    @Override
    public void close() {
        forEachDriver(this::close);
    }

    private void close(Driver driver) {
        try (Connection unexpected = driver.connect(url + ";shutdown=true", new Properties())) {
            LOG.debug("The database is open: {}", unexpected != null);
        } catch (SQLException e) {
            // So Derby says that it has closed the database, or that it was closed.
            LOG.debug("The database is closed: SQL state {}", e.getSQLState());
        }
    }

    /** An engine is in the static fields of Derby's classes: a new one needs the bundle's classes anew. */
    @Override
    public void replaceEngine() {
        FrameworkWiring framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        forEachDriver(driver -> {
            Bundle derby = FrameworkUtil.getBundle(driver.getClass());
            framework.refreshBundles(List.of(derby));
        });
    }

    /** Does something with a driver. */
    @FunctionalInterface
    private interface Use {
        void of(Driver driver);
    }

    private void forEachDriver(Use use) {
        try {
            Collection<ServiceReference<DataSourceFactory>> factories = context.getServiceReferences(
                    DataSourceFactory.class, "(" + DataSourceFactory.OSGI_JDBC_DRIVER_NAME + "=derby)");
            for (ServiceReference<DataSourceFactory> reference : factories) {
                DataSourceFactory factory = context.getService(reference);
                if (factory != null) {
                    use.of(factory.createDriver(new Properties()));
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException | SQLException e) {
            throw new IllegalStateException("the driver of Derby cannot be had", e);
        }
    }
}
