package org.openvz.vzstats.itests;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.karaf.options.KarafDistributionOption;
import org.ops4j.pax.exam.karaf.options.KarafExamSystemConfigurationOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** A distribution started by Pax Exam; gives the methods of an {@code Inside…} class as tests that run in it. */
final class KarafContainer implements AutoCloseable {

    private final ExamSystem system;
    private final TestContainer container;

    private KarafContainer(ExamSystem system, TestContainer container) {
        this.system = system;
        this.container = container;
    }

    /**
     * Starts a distribution.
     *
     * @param distribution its tar.gz
     * @param options what this test adds, such as edits of its configuration
     */
    static KarafContainer start(String distribution, Option... options) throws IOException {
        List<Option> all = new ArrayList<>(List.of(
                KarafDistributionOption.karafDistributionConfiguration()
                        .frameworkUrl(new File(distribution).toURI().toString())
                        .karafVersion(System.getProperty("vzstats.karaf.version"))
                        .name("vzstats")
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false),
                KarafDistributionOption.configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                KarafDistributionOption.configureSecurity().disableKarafMBeanServerBuilder(),
                KarafDistributionOption.keepRuntimeFolder(),
                new KarafExamSystemConfigurationOption(InContainer.DRIVER)));
        all.addAll(whatTestsNeed());
        all.addAll(List.of(options));
        ExamSystem system = PaxExamRuntime.createTestSystem(all.toArray(Option[]::new));
        TestContainer container = PaxExamRuntime.createContainer(system);
        container.start();
        return new KarafContainer(system, container);
    }

    /** A key of a configuration file of the distribution. */
    static Option config(String pid, String key, String value) {
        return KarafDistributionOption.editConfigurationFilePut("etc/" + pid + ".cfg", key, value);
    }

    /** {@return the test methods of these classes, each to run in the container} */
    Stream<DynamicTest> tests(Class<?>... inside) throws IOException {
        TestProbeBuilder probe = system.createProbe();
        probe.setHeader("Bundle-Activator", InContainer.class.getName());
        probe.setHeader("DynamicImport-Package", "*");
        Map<Method, TestAddress> addresses = new LinkedHashMap<>();
        for (Class<?> type : inside) {
            for (Method method :
                    AnnotationSupport.findAnnotatedMethods(type, Test.class, HierarchyTraversalMode.TOP_DOWN)) {
                addresses.put(method, probe.addTest(type, method.getName()));
            }
        }
        container.installProbe(probe.build().getStream());
        return addresses.entrySet().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.getKey().getDeclaringClass().getSimpleName() + "."
                                + test.getKey().getName(),
                        () -> container.call(test.getValue())));
    }

    @Override
    public void close() {
        container.stop();
    }

    /** From the class path of the tests: no repository has to be asked. */
    private static List<Option> whatTestsNeed() {
        List<String> names = List.of(
                "junit-jupiter-api",
                "junit-jupiter-engine",
                "junit-jupiter-params",
                "junit-platform-commons",
                "junit-platform-engine",
                "junit-platform-launcher",
                "org.osgi.test.common",
                "org.osgi.test.junit5",
                "opentest4j",
                "apiguardian-api",
                "vzstats-testbed");
        List<Option> bundles = new ArrayList<>();
        for (String name : names) {
            String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry -> new File(entry).getName().matches(Pattern.quote(name) + "-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(name + " is not on the class path of the tests"));
            bundles.add(CoreOptions.bundle(new File(jar).toURI().toString()));
        }
        return bundles;
    }
}
