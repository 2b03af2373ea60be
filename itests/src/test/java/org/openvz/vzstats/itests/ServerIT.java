package org.openvz.vzstats.itests;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.openvz.vzstats.testbed.KarafProcess;
import org.ops4j.pax.exam.CoreOptions;

/** The server assembly, as it is shipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerIT {

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafContainer server;

    @BeforeAll
    void start() throws Exception {
        server = KarafContainer.start(
                System.getProperty("vzstats.server"),
                CoreOptions.systemProperty("vzstats.topics").value(String.join(",", HostTrees.topics())),
                KarafContainer.config(
                        "org.ops4j.pax.web", "org.osgi.service.http.port", Integer.toString(KarafProcess.freePort())));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> inside() throws Exception {
        return server.tests(InsideServer.class, InsideStuckEngine.class);
    }
}
