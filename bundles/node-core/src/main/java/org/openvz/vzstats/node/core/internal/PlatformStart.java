package org.openvz.vzstats.node.core.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Whether the framework, and Karaf where there is one, have started all that they are to start. Karaf says when it has installed the features it
 * boots with; by the name of that service only, so that a node needs no Karaf. It does not say when it has started what lies in its deploy
 * folder: it looks there now and then, and takes a file that it has seen unchanged, and a bundle that came before what it needs later still. So
 * that is waited for by time, where there is something.
 */
final class PlatformStart implements Supplier<Optional<String>> {

    private static final String KARAF = "org.apache.karaf.features.core";
    private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

    /** How long after its boot Karaf has taken what lies in its deploy folder: the node assembly looks there every 5 seconds. */
    private static final Duration DEPLOYED = Duration.ofSeconds(15);

    private final BundleContext context;
    private final LongSupplier nanos;
    private final AtomicReference<@Nullable Long> booted = new AtomicReference<>();

    /**
     * Looks at this framework.
     *
     * @param nanos a clock that nobody sets
     */
    PlatformStart(BundleContext context, LongSupplier nanos) {
        this.context = context;
        this.nanos = nanos;
    }

    @Override
    public Optional<String> get() {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        if (framework == null || framework.getState() != Bundle.ACTIVE || !isBeyondOwnLevel(framework)) {
            return Optional.of("the framework, which starts its bundles");
        }
        Bundle[] bundles = context.getBundles();
        if (Arrays.stream(bundles).anyMatch(bundle -> KARAF.equals(bundle.getSymbolicName())) && !hasBooted()) {
            return Optional.of("Karaf, which installs the features it boots with");
        }
        long now = nanos.getAsLong();
        booted.compareAndSet(null, now);
        Long since = booted.get();
        boolean deploying = since != null
                && now - since < DEPLOYED.toNanos()
                && (hasFilesToDeploy()
                        || Arrays.stream(bundles).anyMatch(bundle -> bundle.getState() == Bundle.INSTALLED));
        return deploying
                ? Optional.of("bundles of the deploy folder, or that wait for what they need")
                : Optional.empty();
    }

    private boolean hasFilesToDeploy() {
        String karaf = context.getProperty("karaf.base");
        if (karaf == null) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(karaf, "deploy"), "*.{jar,war,kar,xml}")) {
            return files.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return false; // There is no such folder, or nobody can read it.
        }
    }

    /** While a level is being started others of the same level may be missing; the level it begins with is over when it is active. */
    private boolean isBeyondOwnLevel(Bundle framework) {
        int level = framework.adapt(FrameworkStartLevel.class).getStartLevel();
        String first = context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL);
        return level > context.getBundle().adapt(BundleStartLevel.class).getStartLevel()
                || Integer.toString(level).equals(first == null ? "1" : first.strip());
    }

    private boolean hasBooted() {
        try {
            ServiceReference<?>[] finished = context.getAllServiceReferences(BOOT_FINISHED, null);
            return finished != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is a valid filter", e);
        }
    }
}
