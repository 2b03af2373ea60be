package org.openvz.vzstats.itests;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.WrappedTestContainerException;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Lives in the probe bundle: runs one method of an {@code Inside…} class with the real Jupiter engine, in the container. */
public final class InContainer implements BundleActivator, ProbeInvokerFactory {

    /** The name by which Pax Exam finds this. */
    static final String DRIVER = "jupiter";

    @Override
    public void start(BundleContext context) {
        context.registerService(ProbeInvokerFactory.class, this, FrameworkUtil.asDictionary(Map.of("driver", DRIVER)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }

    @Override
    public ProbeInvoker createProbeInvoker(Object bundleContext, String expression) {
        String[] classAndMethod = expression.split(";", -1);
        return arguments -> run(classAndMethod[0], classAndMethod[1]);
    }

    private static void run(String className, String methodName) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(InContainer.class.getClassLoader());
        try {
            Class<?> type = Class.forName(className);
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            launcher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectMethod(type, method(type, methodName)))
                                    .build(),
                            listener);
            check(listener.getSummary(), className + "." + methodName);
        } catch (ClassNotFoundException e) {
            throw new TestContainerException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void check(TestExecutionSummary summary, String test) {
        if (summary.getTestsSucceededCount() != 1) {
            Throwable failure = summary.getFailures().isEmpty()
                    ? new IllegalStateException("no test ran: " + test)
                    : summary.getFailures().get(0).getException();
            throw new WrappedTestContainerException(String.valueOf(failure), failure);
        }
    }

    /** Nothing found by itself: a bundle has no class path to search. */
    private static Launcher launcher() {
        return LauncherFactory.create(LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build());
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
    }
}
