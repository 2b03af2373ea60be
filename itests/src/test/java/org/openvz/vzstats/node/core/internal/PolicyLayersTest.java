package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutPolicy;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.optout.consent.internal.ConsentPolicy;
import org.openvz.vzstats.optout.container.internal.ContainerPolicy;
import org.openvz.vzstats.optout.environment.internal.EnvironmentPolicy;
import org.openvz.vzstats.optout.fleet.internal.FleetPolicy;
import org.openvz.vzstats.optout.marker.internal.MarkerComponent;

/** The policies we ship, in every pair and either order: whichever denies decides, and says where that is written. */
class PolicyLayersTest {

    private static final List<String> EVERYTHING = List.of("marker", "environment", "container", "fleet", "consent");
    private static final List<String> SINGLE = List.of("fleet", "consent");
    private static final Question RUN = new Question.Run(Trigger.SCHEDULE);
    private static final Question SEND = new Question.Send("http");

    @TempDir
    Path directory = Path.of("set by JUnit");

    /** Two layers, in the order in which they are asked, and which of them deny. */
    private record Pair(String first, boolean firstDenies, String second, boolean secondDenies) {

        static Stream<Pair> of(List<String> layers) {
            List<Pair> pairs = new ArrayList<>();
            for (String first : layers) {
                for (String second : layers) {
                    for (int state = 0; state < 4 && !first.equals(second); state++) {
                        pairs.add(new Pair(first, (state & 1) != 0, second, (state & 2) != 0));
                    }
                }
            }
            return pairs.stream();
        }

        @Override
        public String toString() {
            return said(first, firstDenies) + ", " + said(second, secondDenies);
        }

        private static String said(String layer, boolean denies) {
            return layer + (denies ? " denies" : " allows");
        }

        String deciding() {
            return firstDenies ? first : secondDenies ? second : "";
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPairOnRunsAndSends() {
        return Pair.of(EVERYTHING)
                .map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> {
                    Policies policies = policies(pair, "deny run : moratorium\n", Map.of("consent", "no"));
                    for (Question question : List.of(RUN, SEND)) {
                        decided(pair, policies, question);
                    }
                    assertTrue(policies.allow(new Question.Collect("disk")), "a preview is still possible");
                    assertTrue(policies.allow(new Question.Include("disk.model")));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyPairOnCollectorsMetricsAndRevisions() {
        return Pair.of(SINGLE)
                .map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> {
                    Policies policies = policies(
                            pair,
                            "deny collector disk\ndeny metric disk.model\ndeny accept disk\n",
                            Map.of("collectors.deny", "disk", "metrics.deny", "disk.model", "accept", "none"));
                    for (Question question : List.of(
                            new Question.Collect("disk"),
                            new Question.Include("disk.model"),
                            new Question.Accept("disk", 1, 0))) {
                        decided(pair, policies, question);
                    }
                    assertTrue(policies.allow(RUN));
                    assertTrue(policies.allow(new Question.Include("disk.size")));
                }));
    }

    private static void decided(Pair pair, Policies policies, Question question) {
        Map<String, String> where = Map.of(
                "marker", "vzstats-disable",
                "environment", "DO_NOT_TRACK",
                "container", "user_beancounters",
                "fleet", "vzstats-policy.conf:",
                "consent", "org.openvz.vzstats.consent.cfg");
        Decision decision = policies.decide(question);
        if (pair.deciding().isEmpty()) {
            assertEquals(Decision.allow(), decision);
        } else {
            String written = where.getOrDefault(pair.deciding(), "");
            assertTrue(assertInstanceOf(Decision.Deny.class, decision).where().contains(written), decision.toString());
        }
    }

    private Policies policies(Pair pair, String fleet, Map<String, String> consent) throws Exception {
        Registered<OptOutPolicy> layers = new Registered<>();
        layers.add(1, pair.first(), "", layer(pair.first(), pair.firstDenies(), fleet, consent));
        layers.add(2, pair.second(), "", layer(pair.second(), pair.secondDenies(), fleet, consent));
        return new Policies(layers::all, Policies.PATIENCE);
    }

    private OptOutPolicy layer(String name, boolean denies, String fleet, Map<String, String> consent)
            throws Exception {
        Path root = Files.createTempDirectory(directory, name);
        Map<String, String> rooted = Map.of("host.root", root.toString());
        return switch (name) {
            case "marker" -> {
                write(denies, root.resolve("etc/vz/vzstats-disable"), "");
                yield new MarkerComponent(config(MarkerComponent.Config.class, rooted));
            }
            case "environment" -> {
                Constructor<EnvironmentPolicy> constructor = EnvironmentPolicy.class.getDeclaredConstructor(Map.class);
                constructor.setAccessible(true);
                yield constructor.newInstance(denies ? Map.of("DO_NOT_TRACK", "1") : Map.of());
            }
            case "container" -> {
                write(denies, root.resolve("proc/user_beancounters"), "Version: 2.5\n  101:  kmemsize  1\n");
                yield new ContainerPolicy(config(ContainerPolicy.Config.class, rooted));
            }
            case "fleet" -> {
                write(denies, root.resolve("etc/vz/vzstats-policy.conf"), fleet);
                yield new FleetPolicy(config(FleetPolicy.Config.class, rooted));
            }
            default -> new ConsentPolicy(config(ConsentPolicy.Config.class, denies ? consent : Map.of()), Map.of());
        };
    }

    private static void write(boolean really, Path file, String content) throws IOException {
        if (really) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        }
    }

    /** A configuration as DS would give it: what is not set has its default. */
    private static <A> A config(Class<A> type, Map<String, String> values) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    String key = method.getName().replace("$", "").replace('_', '.');
                    String value = values.get(key);
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    return method.getReturnType().isArray() ? new String[] {value} : value;
                });
        return type.cast(proxy);
    }
}
