package org.openvz.vzstats.itests;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.ops4j.pax.exam.CoreOptions;

/** The features in the distribution that Apache ships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockKarafIT {

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private KarafContainer karaf;

    @BeforeAll
    void start() throws Exception {
        // What our assembly carries is a Maven repository of all that its features need: the build installs nothing
        // anywhere.
        Path repository = Path.of(System.getProperty("vzstats.node"))
                .resolveSibling("assembly")
                .resolve("system");
        karaf = KarafContainer.start(
                System.getProperty("vzstats.karaf"),
                CoreOptions.systemProperty("vzstats.version").value(System.getProperty("vzstats.version")),
                KarafContainer.config("org.openvz.vzstats.node.web", "port", "0"),
                KarafContainer.config(
                        "org.ops4j.pax.url.mvn",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "file:${karaf.home}/${karaf.default.repository}@id=system.repository@snapshots, file:"
                                + repository.normalize() + "@id=vzstats@snapshots"));
    }

    @AfterAll
    void stop() {
        karaf.close();
    }

    @TestFactory
    Stream<DynamicTest> inside() throws Exception {
        return karaf.tests(InsideStockKaraf.class);
    }
}
