package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final Optional<String> DEPLOYING =
            Optional.of("bundles of the deploy folder, or that wait for what they need");

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final AtomicLong nanos = new AtomicLong();

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
                        "2",
                        "karaf.base",
                        directory.toString()));
        framework.init();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }

    @Test
    void aFrameworkWithoutKarafHasStartedWhenItIsActive() throws Exception {
        assertEquals(FRAMEWORK, start(framework).get());
        Bundle node = install("node");
        framework.start();
        node.start();
        assertEquals(Optional.empty(), start(node).get());
    }

    @Test
    void whileTheLevelOfTheNodeIsBeingStartedAPolicyOfTheSameLevelMayBeMissing() throws Exception {
        Bundle node = install("node");
        framework.start();
        node.start();
        PlatformStart start = start(node);
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
        install("org.apache.karaf.features.core").start();
        framework.start();
        node.start();
        PlatformStart start = start(node);
        assertEquals(KARAF, start.get());
        ServiceRegistration<BootFinished> booted =
                framework.getBundleContext().registerService(BootFinished.class, new BootFinished() {}, null);
        assertEquals(Optional.empty(), start.get());
        booted.unregister();
        assertEquals(KARAF, start.get());
    }

    @Test
    void aBundleThatCameBeforeWhatItNeedsIsWaitedForForAWhile() throws Exception {
        Bundle node = install("node");
        Bundle early = install("early", "com.example.missing");
        framework.start();
        node.start();
        PlatformStart start = start(node);
        assertEquals(DEPLOYING, start.get());
        early.uninstall();
        assertEquals(Optional.empty(), start.get());

        install("never", "com.example.missing");
        assertEquals(DEPLOYING, start.get());
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());
        assertEquals(Optional.empty(), start.get(), "but not for ever");
    }

    @Test
    void whatLiesInTheDeployFolderIsWaitedForForAWhile() throws Exception {
        Bundle node = install("node");
        framework.start();
        node.start();
        PlatformStart start = start(node);
        assertEquals(Optional.empty(), start.get(), "there is no such folder");
        Path deploy = Files.createDirectory(directory.resolve("deploy"));
        Files.createFile(deploy.resolve("README"));
        assertEquals(Optional.empty(), start.get());
        Files.createFile(deploy.resolve("policy.jar"));
        assertEquals(DEPLOYING, start.get());
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());
        assertEquals(Optional.empty(), start.get());
    }

    private PlatformStart start(Bundle bundle) {
        return new PlatformStart(bundle.getBundleContext(), nanos::get);
    }

    private Bundle install(String name, String... imports) throws Exception {
        return framework
                .getBundleContext()
                .installBundle(jar(name, imports).toUri().toString());
    }

    private Path jar(String name, String... imports) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        if (imports.length > 0) {
            manifest.getMainAttributes().putValue(Constants.IMPORT_PACKAGE, String.join(",", imports));
        }
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }
}
