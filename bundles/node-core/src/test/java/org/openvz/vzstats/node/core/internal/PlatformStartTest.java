package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.karaf.features.BootFinished;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** In a real framework. */
@Timeout(60)
class PlatformStartTest {

    private static final Optional<String> FRAMEWORK = Optional.of("the framework, which starts its bundles");
    private static final Optional<String> KARAF = Optional.of("Karaf, which installs the features it boots with");

    @TempDir
    Path directory = Path.of("set by JUnit");

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private Framework framework;

    @BeforeEach
    void make() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("storage").toString(),
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "2"));
        framework.init();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }

    @Test
    void aFrameworkWithoutKarafHasStartedWhenItIsActive() throws Exception {
        assertEquals(FRAMEWORK, new PlatformStart(framework.getBundleContext()).get());
        Bundle node = install("node");
        framework.start();
        node.start();
        assertEquals(Optional.empty(), new PlatformStart(node.getBundleContext()).get());
    }

    @Test
    void whileTheLevelOfTheNodeIsBeingStartedAPolicyOfTheSameLevelMayBeMissing() throws Exception {
        Bundle node = install("node");
        framework.start();
        node.start();
        PlatformStart start = new PlatformStart(node.getBundleContext());
        FrameworkStartLevel levels = framework.adapt(FrameworkStartLevel.class);
        levels.setStartLevel(5);
        Await.until("the level is reached", () -> levels.getStartLevel() == 5);
        node.adapt(BundleStartLevel.class).setStartLevel(5);
        assertEquals(FRAMEWORK, start.get());
        levels.setStartLevel(6);
        Await.until("it is beyond", () -> start.get().isEmpty());
    }

    @Test
    void karafIsWaitedForUntilItSaysThatItHasBooted() throws Exception {
        Bundle node = install("node");
        install("org.apache.karaf.features.core");
        framework.start();
        node.start();
        PlatformStart start = new PlatformStart(node.getBundleContext());
        assertEquals(KARAF, start.get());
        ServiceRegistration<BootFinished> booted =
                framework.getBundleContext().registerService(BootFinished.class, new BootFinished() {}, null);
        assertEquals(Optional.empty(), start.get());
        booted.unregister();
        assertEquals(KARAF, start.get());
    }

    private Bundle install(String name) throws Exception {
        return framework.getBundleContext().installBundle(jar(name).toUri().toString());
    }

    private Path jar(String name) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }
}
