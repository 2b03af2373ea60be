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

/** The node assembly, as it is shipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeIT {

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafContainer node;

    @BeforeAll
    void start() throws Exception {
        Path work = Work.fresh("node");
        Path strangers = work.resolve("strangers");
        Strangers.weather(strangers);
        Strangers.carrier(strangers);
        Strangers.forbidding(strangers);
        for (String hostile : new String[] {"throwing", "hanging", "flooding"}) {
            Strangers.hostile(strangers, hostile);
        }
        Path file = work.resolve("report.tar.gz");
        node = KarafContainer.start(
                System.getProperty("vzstats.node"),
                CoreOptions.systemProperty("vzstats.strangers").value(strangers.toString()),
                CoreOptions.systemProperty("vzstats.file").value(file.toString()),
                CoreOptions.systemProperty("vzstats.topics").value(String.join(",", HostTrees.census())),
                KarafContainer.config("org.openvz.vzstats.node", "collector.time", "2s"),
                // Not of itself, in the middle of a test.
                KarafContainer.config("org.openvz.vzstats.schedule", "boot", "0s"),
                KarafContainer.config("org.openvz.vzstats.schedule", "period", "0s"),
                KarafContainer.config("org.openvz.vzstats.transport.file", "path", file.toString()),
                // Whether this machine has a /vz must not matter.
                KarafContainer.config("org.openvz.vzstats.transport.file", "output", ""),
                CoreOptions.systemProperty("vzstats.policy")
                        .value(work.resolve("vzstats-policy.conf").toString()),
                KarafContainer.config(
                        "org.openvz.vzstats.optout.fleet",
                        "path",
                        work.resolve("vzstats-policy.conf").toString()),
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
        return node.tests(InsideNode.class);
    }
}
