package org.openvz.vzstats.itests;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.openvz.vzstats.testbed.KarafProcess;
import org.ops4j.pax.exam.CoreOptions;

/** The database of a running server is swapped, as the README says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseSwapIT {

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private Postgres postgres;

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafContainer server;

    @BeforeAll
    void start() throws Exception {
        postgres = Postgres.start().create("census");
        server = KarafContainer.start(
                System.getProperty("vzstats.server"),
                CoreOptions.systemProperty("vzstats.postgresql").value(Integer.toString(postgres.port())),
                KarafContainer.config(
                        "org.ops4j.pax.web", "org.osgi.service.http.port", Integer.toString(KarafProcess.freePort())));
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        postgres.close();
    }

    @TestFactory
    Stream<DynamicTest> inside() throws Exception {
        return server.tests(InsideSwap.class);
    }
}
