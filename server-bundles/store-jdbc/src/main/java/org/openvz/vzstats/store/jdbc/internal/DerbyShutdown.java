package org.openvz.vzstats.store.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Properties;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes an embedded Derby by way of its driver: it has no statement for it. */
final class DerbyShutdown implements Consumer<String> {

    private static final Logger LOG = LoggerFactory.getLogger(DerbyShutdown.class);

    private final BundleContext context;

    DerbyShutdown(BundleContext context) {
        this.context = context;
    }

    @Override
    public void accept(String url) {
        try {
            Collection<ServiceReference<DataSourceFactory>> drivers = context.getServiceReferences(
                    DataSourceFactory.class, "(" + DataSourceFactory.OSGI_JDBC_DRIVER_NAME + "=derby)");
            for (ServiceReference<DataSourceFactory> driver : drivers) {
                close(url, context.getService(driver));
                context.ungetService(driver);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(String url, DataSourceFactory factory) {
        try (Connection unexpected =
                factory.createDriver(new Properties()).connect(url + ";shutdown=true", new Properties())) {
            LOG.debug("The database is open: {}", unexpected != null);
        } catch (SQLException e) {
            // So Derby says that it has closed the database, or that it was closed.
            LOG.debug("The database is closed: SQL state {}", e.getSQLState());
        }
    }
}
