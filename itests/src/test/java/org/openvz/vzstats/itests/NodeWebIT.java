package org.openvz.vzstats.itests;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.openvz.vzstats.testbed.Work;
import org.ops4j.pax.exam.CoreOptions;

/** The owner's page, which the node assembly has but does not start, on a recorded host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeWebIT {

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafContainer node;

    @BeforeAll
    void start() throws Exception {
        Path work = Work.fresh("node-web");
        Path strangers = work.resolve("strangers");
        Strangers.weather(strangers);
        Path host = HostTrees.all().stream()
                .filter(tree -> tree.endsWith("openvz7"))
                .findFirst()
                .orElseThrow();
        node = KarafContainer.start(
                System.getProperty("vzstats.node"),
                CoreOptions.systemProperty("vzstats.strangers").value(strangers.toString()),
                KarafContainer.config("org.openvz.vzstats.node", "host.root", host.toString()),
                KarafContainer.config("org.openvz.vzstats.node.web", "port", "0"),
                // Not of itself, in the middle of a test.
                KarafContainer.config("org.openvz.vzstats.schedule", "boot", "0s"),
                KarafContainer.config("org.openvz.vzstats.schedule", "period", "0s"),
                KarafContainer.config(
                        "org.openvz.vzstats.optout.marker",
                        "path",
                        work.resolve("vzstats-disable").toString()));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @TestFactory
    Stream<DynamicTest> inside() throws Exception {
        return node.tests(InsideNodeWeb.class);
    }
}
