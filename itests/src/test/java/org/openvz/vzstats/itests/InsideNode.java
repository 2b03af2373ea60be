package org.openvz.vzstats.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Node.CollectorResult;
import org.openvz.vzstats.api.Node.Outcome;
import org.openvz.vzstats.api.OptOutSwitch;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.testbed.Await;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** Runs inside the node assembly. Each test leaves the node as it found it. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class InsideNode {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final EnumSet<FeaturesService.Option> QUIETLY = EnumSet.noneOf(FeaturesService.Option.class);

    @InjectBundleContext
    @SuppressWarnings("NullAway.Init") // Injected before each test.
    BundleContext context;

    @InjectService(timeout = 20_000)
    @SuppressWarnings("NullAway.Init")
    Node node;

    @InjectService(timeout = 20_000)
    @SuppressWarnings("NullAway.Init")
    FeaturesService features;

    @Test
    void everyBundleIsActive() throws InterruptedException {
        Await.until("every bundle is active", Duration.ofSeconds(30), () -> Wiring.notActive(context)
                .isEmpty());
    }

    @Test
    void everyTopicOfThisMachineIsInTheReport() throws Exception {
        Node.Run run = node.view();
        assertEquals(
                Set.of(System.getProperty("vzstats.topics", "").split(",", -1)),
                results(run).keySet(),
                run.collectors().toString());
        for (CollectorResult result : run.collectors()) {
            assertTrue(EnumSet.of(Outcome.OK, Outcome.EMPTY).contains(result.outcome()), result.toString());
            assertEquals(result.outcome() == Outcome.OK, run.files().containsKey(result.collector() + ".json"));
        }
        assertTrue(run.files().keySet().containsAll(Set.of("cpu.json", "disk.json", "memory.json", "platform.json")));
    }

    @Test
    void aCollectorIsTakenOutAndPutInWhileAllElseGoesOn() throws Exception {
        Wiring before = new Wiring(context);
        features.uninstallFeature("vzstats-collector-disk", QUIETLY);
        assertFalse(node.view().files().containsKey("disk.json"));
        assertEquals(List.of(), before.changed());
        features.installFeature("vzstats-collector-disk", QUIETLY);
        assertTrue(node.view().files().containsKey("disk.json"));
        assertEquals(List.of(), before.changed());
    }

    @Test
    void anyBundleAsksForWhatItLikes() throws Exception {
        Node.Run run = node.run(new Trigger("mine", Set.of("cpu", "absent")));
        assertEquals(
                Set.of("cpu.json", "manifest.json", "platform.json"),
                run.files().keySet());
    }

    @Test
    void theTriggersAreTakenOutAndPutInWhileAllElseGoesOn() throws Exception {
        Wiring before = new Wiring(context);
        for (String trigger : List.of("schedule", "install", "boot", "package")) {
            features.uninstallFeature("vzstats-trigger-" + trigger, QUIETLY);
            features.installFeature("vzstats-trigger-" + trigger, QUIETLY);
        }
        assertEquals(List.of(), before.changed());
        assertEquals(List.of(), Wiring.notActive(context));
    }

    @Test
    void aStrangersCollectorIsInTheReportAndOnlyItsDefinedValues() throws Exception {
        Bundle weather = install("weather.jar");
        try {
            Node.Run run = node.view();
            assertEquals(
                    """
                    {
                      "weather.clouds" : {
                        "cumulus" : 3,
                        "other" : 1
                      },
                      "weather.sky" : "cloudy",
                      "weather.temperature" : 10
                    }
                    """,
                    run.files().get("weather.json"));
            assertEquals(
                    Map.of("weather.clouds", 1, "unknown", 1),
                    result(results(run), "weather").refused());
        } finally {
            weather.uninstall();
        }
        assertFalse(node.view().files().containsKey("weather.json"));
    }

    @Test
    void collectorsThatThrowHangOrFloodEndOnTheirOwnAccount() throws Exception {
        List<Bundle> hostile = List.of(install("throwing.jar"), install("hanging.jar"), install("flooding.jar"));
        try {
            Node.Run run = node.run(Trigger.PERSON);
            assertTrue(
                    run.files().keySet().containsAll(Set.of("cpu.json", "disk.json", "memory.json", "platform.json")));
            assertTrue(run.report().isPresent());
            Map<String, CollectorResult> results = results(run);
            assertEquals(Outcome.FAILED, result(results, "throwing").outcome());
            assertFalse(result(results, "throwing").detail().contains("alice"), "the exception's message is kept");
            assertEquals(Outcome.TIMED_OUT, result(results, "hanging").outcome());
            assertEquals(Outcome.FLOODED, result(results, "flooding").outcome());
            Node.Run shown = node.status().lastRun().orElseThrow();
            assertEquals(results, results(shown), "the status names them");
        } finally {
            for (Bundle bundle : hostile) {
                bundle.uninstall();
            }
        }
    }

    @Test
    void httpGoesOutFileComesIn() throws Exception {
        Path file = Path.of(System.getProperty("vzstats.file"));
        Files.deleteIfExists(file);
        features.installFeature("vzstats-transport-file", QUIETLY);
        features.uninstallFeature("vzstats-transport-http", QUIETLY);
        try {
            Node.Run run = node.run(Trigger.PERSON);
            Await.until("the report is the file", SOON, () -> Files.exists(file));
            assertTrue(run.report().isPresent());
            assertEquals(List.of("file"), transports());
            Await.until("nothing waits any more", SOON, () -> node.status().waiting() == 0);
        } finally {
            features.installFeature("vzstats-transport-http", QUIETLY);
            features.uninstallFeature("vzstats-transport-file", QUIETLY);
        }
        assertEquals(List.of("http"), transports());
    }

    @Test
    void aStrangersTransportCarries() throws Exception {
        Bundle carrier = install("carrier.jar");
        try {
            String report = node.run(Trigger.PERSON).report().orElseThrow();
            Path carried = Path.of(System.getProperty("karaf.data"), "carrier", report + ".tar.gz");
            Await.until("the stranger has it", SOON, () -> Files.exists(carried));
        } finally {
            carrier.uninstall();
        }
    }

    @Test
    void theMarkerStopsEverything(@InjectService(timeout = 20_000) OptOutSwitch marker) throws Exception {
        node.run(Trigger.PERSON);
        Path file = Path.of(marker.disable());
        try {
            assertTrue(Files.exists(file));
            Node.Run run = node.run(Trigger.PERSON);
            assertInstanceOf(Decision.Deny.class, run.decision());
            assertEquals(List.of(), run.collectors(), "nothing is collected");
            assertEquals(Map.of(), node.view().files());
            assertEquals(List.of(), reportsOnDisk());
        } finally {
            marker.enable();
        }
        assertFalse(Files.exists(file));
        assertTrue(node.run(Trigger.PERSON).report().isPresent());
    }

    @Test
    void aStrangersPolicySilencesTheNodeUntilItIsTakenOut() throws Exception {
        assertTrue(node.run(Trigger.PERSON).report().isPresent());
        Bundle forbidding = install("forbidding.jar");
        try {
            Node.Run run = node.run(Trigger.PERSON);
            assertEquals(Decision.deny("the strangers said so", "com.example.forbidding"), run.decision());
            assertEquals(List.of(), run.collectors(), "nothing is collected");
            assertEquals(run.decision(), node.status().decision());
            assertEquals(List.of(), reportsOnDisk());
        } finally {
            forbidding.uninstall();
        }
        assertTrue(node.run(Trigger.PERSON).report().isPresent());
    }

    @Test
    void aFleetPolicyCountsWhileItsBundleIsThereAndIsExplained(@InjectService(timeout = 20_000) Consent consent)
            throws Exception {
        Path file = Path.of(System.getProperty("vzstats.policy"));
        Files.writeString(file, "deny metric platform.kernel : it says too much\ndeny collector disk\n");
        try {
            assertEquals(Outcome.DENIED, result(results(node.view()), "disk").outcome());
            assertFalse(node.view().files().getOrDefault("platform.json", "").contains("platform.kernel\""));
            Consent.Explanation explanation = consent.explain("platform.kernel");
            assertEquals(Decision.deny("it says too much", file + ":1"), explanation.decision());
            assertEquals("fleet", explanation.decidedBy().orElseThrow());
            assertEquals(
                    Set.of("consent", "container", "environment", "fleet", "marker"),
                    explanation.answers().stream().map(Consent.Answer::policy).collect(Collectors.toSet()));
            features.uninstallFeature("vzstats-optout-fleet", QUIETLY);
            assertTrue(node.view().files().containsKey("disk.json"));
            features.installFeature("vzstats-optout-fleet", QUIETLY);
            assertFalse(node.view().files().containsKey("disk.json"));
            Files.writeString(file, "deny everything, please\n");
            assertEquals(
                    Decision.deny("a line of the fleet policy cannot be understood", file + ":1"),
                    node.run(Trigger.PERSON).decision());
        } finally {
            Files.delete(file);
        }
        assertTrue(node.view().files().containsKey("disk.json"));
    }

    @Test
    void whatIsInstalledOnARunningNodeWaitsWhereItsOwnerWantsToBeAsked(
            @InjectService(timeout = 20_000) Consent consent,
            @InjectService(timeout = 20_000) ConfigurationAdmin settings)
            throws Exception {
        node.run(Trigger.PERSON);
        Configuration configuration = settings.getConfiguration("org.openvz.vzstats.consent", "?");
        Dictionary<String, Object> before = configuration.getProperties();
        Dictionary<String, Object> asking = configuration.getProperties();
        asking.put("accept", "none");
        configuration.update(asking);
        Bundle weather = install("weather.jar");
        try {
            Await.until("it is pending", SOON, () -> consent.pending().size() == 1);
            Consent.Pending pending = consent.pending().get(0);
            assertEquals("weather", pending.collector());
            assertEquals(3, pending.added().size());
            assertTrue(pending.where().matches(".*org\\.openvz\\.vzstats\\.consent\\.cfg:\\d+"), pending.where());
            for (Node.Run run : List.of(node.view(), node.run(Trigger.PERSON))) {
                assertEquals(Outcome.PENDING, result(results(run), "weather").outcome());
                assertFalse(run.files().containsKey("weather.json"));
            }
            assertTrue(node.preview().files().containsKey("weather.json"));
            consent.accept(List.of("weather"));
            assertTrue(node.run(Trigger.PERSON).files().containsKey("weather.json"));
        } finally {
            weather.uninstall();
            configuration.update(before);
        }
    }

    @Test
    void withoutAnyPolicyThereIsNoNode() throws Exception {
        List<Bundle> policies = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.openvz.vzstats.optout."))
                .toList();
        for (Bundle policy : policies) {
            assertNotNull(context.getServiceReference(Node.class), "there as long as one is there");
            policy.stop();
        }
        try {
            assertNull(context.getServiceReference(Node.class));
        } finally {
            for (Bundle policy : policies) {
                policy.start();
            }
        }
        Await.until("the node is back", SOON, () -> context.getServiceReference(Node.class) != null);
    }

    private Bundle install(String jar) throws BundleException {
        Path file = Path.of(System.getProperty("vzstats.strangers"), jar);
        Bundle bundle = context.installBundle(file.toUri().toString());
        bundle.start();
        return bundle;
    }

    private List<String> transports() {
        return node.status().transports().stream()
                .map(Node.TransportState::transport)
                .toList();
    }

    private static Map<String, CollectorResult> results(Node.Run run) {
        return run.collectors().stream().collect(Collectors.toMap(CollectorResult::collector, Function.identity()));
    }

    private static CollectorResult result(Map<String, CollectorResult> results, String collector) {
        CollectorResult result = results.get(collector);
        assertNotNull(result, collector);
        return result;
    }

    private static List<String> reportsOnDisk() throws IOException {
        Path outbox = Path.of(System.getProperty("karaf.data"), "vzstats", "outbox");
        String[] names = outbox.toFile().list((directory, name) -> !name.equals("dropped"));
        return names == null ? List.of() : Arrays.asList(names);
    }
}
