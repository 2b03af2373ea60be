package org.openvz.vzstats.itests;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.openvz.vzstats.testbed.KarafProcess;

/** A PostgreSQL server for the servers under test, which die; it does not, and so need not wait for its disk. */
final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    static Postgres start() throws IOException {
        return new Postgres(builder().start());
    }

    /** On a port and with data that stay when it ends. */
    static Postgres at(int port, Path data) throws IOException {
        return new Postgres(builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start());
    }

    private static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Path.of(System.getProperty("vzstats.work"), "postgresql")
                        .toAbsolutePath()
                        .toFile())
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("fsync", "off");
    }

    /** Makes an empty database. */
    Postgres create(String database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return this;
    }

    /** {@return who is in the middle of a batch in a database} */
    Batches batches(String database) throws SQLException {
        return new Batches(server.getDatabase("postgres", database).getConnection());
    }

    int port() {
        return server.getPort();
    }

    /** Lets a server that was not started yet have this database. */
    KarafProcess under(KarafProcess karaf, String database) throws IOException {
        return configured(karaf.boot("vzstats-store-postgresql"), port(), database);
    }

    /** The same, by a name under which {@link Batches} knows it. */
    KarafProcess under(KarafProcess karaf, String database, String name) throws IOException {
        return configured(karaf.boot("vzstats-store-postgresql"), port(), database + "?ApplicationName=" + name);
    }

    static KarafProcess configured(KarafProcess karaf, int port, String database) throws IOException {
        String pid = "org.ops4j.datasource-vzstats";
        return karaf.configure(pid, "osgi.jdbc.driver.name", "PostgreSQL JDBC Driver")
                .configure(
                        pid,
                        "url",
                        "jdbc:postgresql://localhost:" + port + "/" + database + (database.contains("?") ? "&" : "?")
                                + "connectTimeout=5&socketTimeout=20")
                .configure(pid, "user", "postgres")
                .configure(pid, "password", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
