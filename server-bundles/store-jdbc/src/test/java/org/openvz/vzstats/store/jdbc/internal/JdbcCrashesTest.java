package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;

@EachDatabase
class JdbcCrashesTest {

    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);

    private final Store store;
    private final Crashes crashes;
    private final UUID node = UUID.randomUUID();

    JdbcCrashesTest(Databases databases) {
        store = Store.open(databases.fresh());
        crashes = store.crashes();
    }

    @Test
    void theSameCrashOfSeveralNodesAndOfNobodyIsOneGroup() {
        report(node, crash(ONE, "qemu-kvm", "4.2-1", 2));
        report(UUID.randomUUID(), crash(ONE, "qemu-kvm", "4.10-1", 1));
        crashes.add(crash(ONE, "qemu-kvm", "4.2-1", 5), TODAY.plusDays(1));
        crashes.add(crash(TWO, "vzctl", "", 1), TODAY);

        List<Crashes.Group> groups = groups(Optional.empty(), Optional.empty());
        assertEquals(
                new Crashes.Group(
                        ONE,
                        "core",
                        "qemu-kvm",
                        TODAY,
                        TODAY.plusDays(1),
                        new Crashes.Amount(8, 2, 1),
                        List.of("4.2-1", "4.10-1"),
                        "main"),
                groups.get(0));
        assertEquals(List.of(ONE, TWO), groups.stream().map(Crashes.Group::hash).toList());
        Crashes.Detail detail = crashes.group("1111").orElseThrow();
        assertEquals(List.of("main", "start"), detail.frames());
        assertEquals(Map.of("4.2-1", 7L, "4.10-1", 1L), detail.versions());
        assertEquals(Map.of("fedora 24", 8L), detail.systems());
        assertEquals(Map.of("unknown", 3L), detail.platforms());
        assertEquals(new TreeMap<>(Map.of(TODAY, 3L, TODAY.plusDays(1), 5L)), detail.days());
        assertEquals(
                List.of(
                        new Crashes.Component("qemu-kvm", new Crashes.Amount(8, 2, 1), 1),
                        new Crashes.Component("vzctl", new Crashes.Amount(1, 0, 1), 1)),
                crashes.components(TODAY));
        assertEquals(
                List.of(new Crashes.Day(TODAY.plusDays(1), new Crashes.Amount(5, 0, 1))),
                crashes.days(TODAY.plusDays(1), List.of("qemu-kvm", "vzctl")));
        assertTrue(crashes.group("1").isEmpty(), "that could be any");
        assertTrue(crashes.group("%").isEmpty());
    }

    @Test
    void newIsWhatNoEarlierVersionHas() {
        crashes.add(crash(ONE, "vzctl", "7.0.9-1", 1), TODAY);
        crashes.add(crash(ONE, "vzctl", "7.0.10-1", 1), TODAY);
        crashes.add(crash(TWO, "vzctl", "7.0.10-2", 1), TODAY);

        assertEquals(List.of(TWO), hashes(groups(Optional.of("vzctl"), Optional.of("7.0.10"))));
        assertEquals(2, groups(Optional.of("vzctl"), Optional.of("7.0.9")).size());
        assertEquals(List.of(), groups(Optional.of("qemu-kvm"), Optional.empty()));
    }

    @Test
    void aNodeSeesWhatItReportedAndAnErasedOneLeavesNothing() {
        report(node, crash(ONE, "qemu-kvm", "4.2-1", 2), crash(TWO, "vzctl", "7.0-1", 1));
        crashes.add(crash(ONE, "qemu-kvm", "4.2-1", 5), TODAY);

        assertEquals(
                List.of(
                        new Holdings.Crashed(ONE, "qemu-kvm", TODAY, "4.2-1", "fedora 24", "x86_64", "4.5.3", 2, 1),
                        new Holdings.Crashed(TWO, "vzctl", TODAY, "7.0-1", "fedora 24", "x86_64", "4.5.3", 1, 1)),
                store.holdings().of(node).orElseThrow().crashes());

        store.holdings().erase(node);

        List<Crashes.Group> left = groups(Optional.empty(), Optional.empty());
        assertEquals(List.of(ONE), hashes(left));
        assertEquals(new Crashes.Amount(5, 0, 1), left.get(0).amount());
        assertFalse(crashes.group(TWO).isPresent());
    }

    @Test
    void aReportThatComesTwiceCountsOnce() {
        Submission submission = new Submission(node, UUID.randomUUID(), new byte[] {1});
        for (int times = 0; times < 2; times++) {
            store.submissions().accept(submission, Samples.receipt(submission, NOON));
            process(crash(ONE, "qemu-kvm", "4.2-1", 1));
        }

        assertEquals(
                new Crashes.Amount(1, 1, 0),
                groups(Optional.empty(), Optional.empty()).get(0).amount());
    }

    @Test
    void aDayThatCannotBeIsTheDayItCame() {
        for (int days : new int[] {1, -40}) {
            Crash odd = new Crash(
                    ONE, "core", "vzctl", "", "other", "x86_64", "", Optional.of(TODAY.plusDays(days)), 1, List.of());
            crashes.add(odd, TODAY);
        }

        assertEquals(TODAY, crashes.group(ONE).orElseThrow().group().first());
        assertEquals(TODAY, crashes.group(ONE).orElseThrow().group().last());
    }

    @Test
    void whoMakesUpVersionsFillsNothing() {
        for (int i = 0; i < 150; i++) {
            crashes.add(crash(ONE, "vzctl", "7.0." + i, 1), TODAY);
        }

        Crashes.Detail detail = crashes.group(ONE).orElseThrow();
        assertEquals(150, detail.group().amount().crashes());
        assertEquals(100, detail.versions().size());
        assertEquals(Map.of("fedora 24", 100L, "other", 50L), detail.systems());
    }

    @Test
    void versionsAreInThePackageManagersOrder() {
        List<String> sorted =
                Arrays.asList("1.0~rc1", "1.0", "1.0a", "1.0.1", "1.9", "1.10", "2.0-5.fc24", "2.0-10.fc24");
        List<String> mixed = new java.util.ArrayList<>(sorted);
        Collections.reverse(mixed);
        mixed.sort(Versions.ORDER);

        assertEquals(sorted, mixed);
    }

    private static Crash crash(String group, String component, String version, int count) {
        return new Crash(
                group,
                "core",
                component,
                version,
                "fedora 24",
                "x86_64",
                "4.5.3",
                Optional.empty(),
                count,
                List.of("main", "start"));
    }

    private void report(UUID from, Crash... crashed) {
        Submission submission = new Submission(from, UUID.randomUUID(), new byte[] {1});
        store.submissions().accept(submission, Samples.receipt(submission, NOON));
        process(crashed);
    }

    private void process(Crash... crashed) {
        store.submissions()
                .process(
                        10,
                        submission -> new Processed(
                                TODAY,
                                List.of(new SectionResult.Accepted(
                                        new ReceivedSection("crashes", 1, ""),
                                        new Observations(
                                                new TreeMap<>(), Collections.emptySortedSet(), List.of(crashed))))));
    }

    private List<Crashes.Group> groups(Optional<String> component, Optional<String> since) {
        return crashes.groups(new Crashes.Wanted(component, since, 10));
    }

    private static List<String> hashes(List<Crashes.Group> groups) {
        return groups.stream().map(Crashes.Group::hash).toList();
    }
}
