package org.openvz.vzstats.store.jdbc.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** Real databases for tests. */
final class Databases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    static {
        System.setProperty("derby.stream.error.file", "target/derby.log");
    }

    private Databases() {}

    /** A new, empty one. */
    static DataSource inMemory() {
        return named("memory:test" + NUMBER.incrementAndGet());
    }

    static void empty(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("node", "inbox", "receipt", "state", "counter", "quarantine")) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
    }

    static DataSource onDisk(Path directory) {
        return named(directory.resolve("db").toString());
    }

    /** Closes one on disk, as a stopping server would. */
    static void shutDown(Path directory) {
        EmbeddedDataSource source = new EmbeddedDataSource();
        source.setDatabaseName(directory.resolve("db").toString());
        source.setShutdownDatabase("shutdown");
        try {
            source.getConnection().close();
        } catch (SQLException e) {
            // 08006 is how Derby says that it has shut down.
            if (!"08006".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static DataSource named(String name) {
        EmbeddedDataSource source = new EmbeddedDataSource();
        source.setDatabaseName(name);
        source.setCreateDatabase("create");
        return source;
    }
}
