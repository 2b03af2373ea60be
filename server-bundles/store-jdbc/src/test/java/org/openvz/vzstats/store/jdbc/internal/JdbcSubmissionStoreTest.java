package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.PROCESSING;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;
import static org.openvz.vzstats.store.jdbc.internal.Samples.accept;
import static org.openvz.vzstats.store.jdbc.internal.Samples.counters;
import static org.openvz.vzstats.store.jdbc.internal.Samples.processAll;
import static org.openvz.vzstats.store.jdbc.internal.Samples.receipt;
import static org.openvz.vzstats.store.jdbc.internal.Samples.result;
import static org.openvz.vzstats.store.jdbc.internal.Samples.submission;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore.Quarantined;

@EachDatabase
class JdbcSubmissionStoreTest {

    private final Store store;
    private final UUID node = UUID.randomUUID();
    private final UUID neighbour = UUID.randomUUID();

    JdbcSubmissionStoreTest(Databases databases) {
        store = Store.open(databases.fresh());
    }

    @Test
    void countsTheSectionsOfANode() {
        accept(store, NOON, node, TODAY, "platform platform.product=openvz-7", "disk disk.count=ssd:2+hdd:1");
        accept(store, NOON, neighbour, TODAY, "platform platform.product=openvz-7", "disk disk.count=ssd:3");
        assertEquals(2, store.submissions().waiting());

        assertEquals(2, processAll(store));

        assertEquals(
                Map.of(
                        "openvz-7", "2",
                        "openvz-7 platform.product *", "2/2",
                        "openvz-7 platform.product openvz-7", "2/2",
                        "openvz-7 disk.count *", "2/2",
                        "openvz-7 disk.count ssd", "2/5",
                        "openvz-7 disk.count hdd", "1/1"),
                counters(store));
        assertEquals(0, store.submissions().waiting());
        assertEquals(Set.of("disk.count"), store.census().snapshot().counts());
        assertEquals(Optional.of(NOON), store.census().snapshot().dataTo());
    }

    @Test
    void twoSubmissionsOfANodeInABatchSeeEachOther() {
        accept(store, NOON, node, TODAY, "cpu cpu.model=xeon", "disk disk.count=ssd:2");
        accept(store, NOON.plusSeconds(1), node, TODAY, "cpu cpu.model=epyc", "platform platform.product=kvm");

        assertEquals(2, store.submissions().process(10, PROCESSING));

        assertEquals(
                Map.of(
                        "kvm", "1",
                        "kvm platform.product *", "1/1",
                        "kvm platform.product kvm", "1/1",
                        "kvm cpu.model *", "1/1",
                        "kvm cpu.model epyc", "1/1",
                        "kvm disk.count *", "1/1",
                        "kvm disk.count ssd", "1/2"),
                counters(store));
    }

    @Test
    void aCountOfNothingCountsAmongThoseAsked() {
        accept(store, NOON, node, TODAY, "disk disk.count=");

        processAll(store);

        assertEquals(Map.of("unknown", "1", "unknown disk.count *", "1/1"), counters(store));
        assertEquals(Set.of("disk.count"), store.census().snapshot().counts());
    }

    @Test
    void aNodeMovesToItsNewPlatformWithAllItsSections() {
        accept(store, NOON, node, TODAY, "platform platform.product=openvz-6", "cpu cpu.model=xeon");
        processAll(store);

        accept(store, NOON.plusSeconds(60), node, TODAY, "platform platform.product=openvz-7");
        processAll(store);

        assertEquals(
                Set.of(
                        "openvz-7",
                        "openvz-7 platform.product *",
                        "openvz-7 platform.product openvz-7",
                        "openvz-7 cpu.model *",
                        "openvz-7 cpu.model xeon"),
                counters(store).keySet());
    }

    @Test
    void aLateReportNeverOverwritesANewerSection() {
        accept(store, NOON, node, TODAY, "cpu cpu.model=epyc", "platform platform.product=kvm");
        accept(
                store,
                NOON.plusSeconds(5),
                node,
                TODAY.minusDays(1),
                "cpu cpu.model=xeon",
                "platform platform.product=x");

        processAll(store);

        assertEquals("1/1", counters(store).get("kvm cpu.model epyc"));
        assertEquals(Set.of("kvm"), store.census().snapshot().liveNodes().keySet());
    }

    @Test
    void aDayAheadDoesNotKeepOutTheNextReport() {
        accept(store, NOON, node, TODAY.plusYears(10), "cpu cpu.model=xeon");
        accept(store, NOON.plusSeconds(5), node, TODAY, "cpu cpu.model=epyc");

        processAll(store);

        assertEquals(
                Map.of("unknown", "1", "unknown cpu.model *", "1/1", "unknown cpu.model epyc", "1/1"), counters(store));
    }

    @Test
    void quarantineAloneMakesNobodyLive() {
        accept(store, NOON, node, TODAY, "crystal bad unknown-collector", "cpu bad wrong-value");

        processAll(store);

        assertEquals(Map.of(), counters(store));
        assertEquals(Optional.empty(), store.census().snapshot().dataTo());
        List<Quarantined> quarantine = store.submissions().quarantine(10);
        assertEquals(
                List.of("crystal", "cpu"),
                quarantine.stream().map(Quarantined::collector).toList());
        assertEquals(
                List.of("unknown-collector", "wrong-value"),
                quarantine.stream().map(Quarantined::reason).toList());
        assertEquals(node, quarantine.get(0).node());
        assertEquals("crystal bad unknown-collector".length(), quarantine.get(0).bytes());
        assertEquals(1, store.submissions().quarantine(1).size());
    }

    @Test
    void whatTheCountersCannotHoldIsNotCounted() {
        List<Observations> bad = List.of(
                counting("disk.count", "ssd", Long.MAX_VALUE),
                counting("disk.count", "ssd", -1),
                counting("disk.count", "ssd", 0),
                counting("disk.count", "*", 1),
                counting("disk.count", "", 1),
                counting("disk.count", "x".repeat(129), 1),
                counting("disk.count", "a\0b", 1),
                counting("disk.count", "\ud800", 1),
                counting("", "ssd", 1));
        for (Observations one : bad) {
            accept(store, NOON, UUID.randomUUID(), TODAY, "disk disk.count=ssd:1");
            ReceivedSection section = new ReceivedSection("disk", 1, "{}");
            int taken = store.submissions()
                    .process(1, submission -> new Processed(TODAY, List.of(new SectionResult.Accepted(section, one))));
            assertEquals(1, taken);
        }

        assertEquals(Map.of(), counters(store));
        assertEquals(
                Collections.nCopies(bad.size(), "wrong-value"),
                store.submissions().quarantine(20).stream()
                        .map(Quarantined::reason)
                        .toList());
    }

    private static Observations counting(String metric, String value, long count) {
        return new Observations(new TreeMap<>(Map.of(metric, new TreeMap<>(Map.of(value, count)))));
    }

    @Test
    void replayMovesWhatIsAcceptedNowAndKeepsTheRest() {
        for (int i = 0; i < 130; i++) {
            accept(store, NOON, UUID.randomUUID(), TODAY, "crystal bad unknown-collector", "cpu bad wrong-value");
        }
        accept(store, NOON, node, TODAY, "crystal bad unknown-collector x");
        processAll(store);

        int left = store.submissions()
                .replay(
                        List.of("unknown-collector", "newer-revision"),
                        section -> List.of(
                                section.content().endsWith("x")
                                        ? new SectionResult.Quarantined(section, "newer-revision")
                                        : result("crystal crystal.colour=blue")));

        assertEquals(130, left);
        assertEquals("130/130", counters(store).get("unknown crystal.colour blue"));
        List<Quarantined> quarantine = store.submissions().quarantine(1000);
        assertEquals(131, quarantine.size());
        assertEquals("newer-revision", quarantine.get(130).reason());
        assertEquals(0, store.submissions().replay(List.of(), section -> List.of(result("cpu cpu.model=x"))));
    }

    @Test
    void whatIsTranslatedWhenItIsReplayedLeavesAndItsBadPartsStay() {
        accept(store, NOON, node, TODAY, "texts bad unknown-collector");
        accept(store, NOON, UUID.randomUUID(), TODAY, "nothing bad unknown-collector");
        processAll(store);
        UUID report = store.submissions().quarantine(1).get(0).report();

        int left = store.submissions().replay(List.of("unknown-collector"), section -> switch (section.collector()) {
            case "texts" ->
                List.of(
                        result("cpu cpu.model=epyc"),
                        result("disk disk.count=ssd:2"),
                        result("crystal bad unknown-collector"));
            case "nothing" -> List.of();
            default -> List.of(result("crystal bad unknown-collector"));
        });

        assertEquals(2, left);
        assertEquals("1/1", counters(store).get("unknown cpu.model epyc"));
        assertEquals("1/2", counters(store).get("unknown disk.count ssd"));
        List<Quarantined> quarantine = store.submissions().quarantine(10);
        assertEquals(1, quarantine.size());
        assertEquals("crystal", quarantine.get(0).collector());
        assertEquals(node, quarantine.get(0).node());
        assertEquals(report, quarantine.get(0).report());
    }

    /** The text of a section may be megabytes; a batch of them would be all the memory there is. */
    @Test
    void aBatchHoldsNoTextOfAnotherSubmission() {
        for (int i = 0; i < 4; i++) {
            accept(store, NOON, UUID.randomUUID(), TODAY, "cpu");
        }
        List<WeakReference<String>> before = new ArrayList<>();

        store.submissions()
                .process(
                        4,
                        submission -> new Processed(
                                TODAY,
                                List.of(
                                        new SectionResult.Accepted(unheld(before), observations("cpu cpu.model=epyc")),
                                        new SectionResult.Quarantined(unheld(before), "later"))));
        assertEquals(8, before.size());
        before.clear();
        store.submissions().replay(List.of("later"), section -> {
            assertUnheld(before);
            before.add(new WeakReference<>(section.content()));
            return List.of(new SectionResult.Accepted(section, observations("cpu cpu.model=xeon")));
        });
        assertEquals(4, before.size());
    }

    private static ReceivedSection unheld(List<WeakReference<String>> before) {
        if (before.size() % 2 == 0) {
            assertUnheld(before);
        }
        String text = "text ".repeat(1_000);
        before.add(new WeakReference<>(text));
        return new ReceivedSection("cpu", 1, text);
    }

    private static void assertUnheld(List<WeakReference<String>> texts) {
        System.gc();
        assertTrue(texts.stream().allMatch(text -> text.get() == null));
    }

    private static Observations observations(String line) {
        return result(line) instanceof SectionResult.Accepted accepted
                ? accepted.observations()
                : new Observations(new TreeMap<>());
    }

    @Test
    void aReplayedSectionDoesNotOverwriteOneThatCameLaterThatDay() {
        accept(store, NOON, node, TODAY, "cpu bad wrong-value");
        accept(store, NOON.plusSeconds(60), node, TODAY, "cpu cpu.model=epyc");
        processAll(store);

        assertEquals(
                1,
                store.submissions().replay(List.of("wrong-value"), section -> List.of(result("cpu cpu.model=xeon"))));

        assertEquals("1/1", counters(store).get("unknown cpu.model epyc"));
        assertEquals(List.of(), store.submissions().quarantine(1));
    }

    @Test
    void whatTheTablesCannotHoldIsQuarantinedAndStopsNobody() {
        accept(store, NOON, node, TODAY, "cpu cpu.model=" + "x".repeat(129), "mem mem.size=_x", "net net.kind=*");
        accept(
                store,
                NOON,
                node,
                TODAY,
                "x".repeat(65) + " cpu.model=a",
                "a metric=1",
                "nul nul.is=\u0000",
                "b b.count=a:0");
        accept(store, NOON, neighbour, TODAY, "cpu cpu.model=xeon");

        assertEquals(3, processAll(store));

        assertEquals(
                Set.of("unknown", "unknown cpu.model *", "unknown cpu.model xeon"),
                counters(store).keySet());
        assertEquals(7, store.submissions().quarantine(10).size());
    }

    @Test
    void aReportTakenBeforeGetsItsReceiptAndIsNotAddedAgain() {
        Submission submission = submission(node, TODAY, "cpu cpu.model=xeon");
        Receipt first = receipt(submission, NOON);

        assertEquals(first, store.submissions().accept(submission, first));
        assertEquals(first, store.submissions().accept(submission, receipt(submission, NOON.plusSeconds(9))));
        processAll(store);
        assertEquals(first, store.submissions().accept(submission, receipt(submission, NOON.plusSeconds(99))));

        assertEquals(0, store.submissions().waiting());
        assertEquals(Optional.of(first), store.submissions().receipt(node, submission.report()));
        assertEquals(Optional.empty(), store.submissions().receipt(neighbour, submission.report()));
    }

    @Test
    void eightThreadsLoseAndDoubleNothing() throws Exception {
        List<Submission> submissions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            submissions.add(submission(new UUID(4, i % 50), TODAY, "cpu cpu.model=m" + i % 50));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Integer>> takers = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            takers.add(threads.submit(() -> {
                int taken = 0;
                for (Submission submission : submissions) {
                    store.submissions().accept(submission, receipt(submission, NOON));
                    taken += store.submissions().process(5, PROCESSING);
                }
                return taken;
            }));
        }
        int taken = 0;
        for (Future<Integer> taker : takers) {
            taken += taker.get(2, TimeUnit.MINUTES);
        }
        threads.shutdown();

        assertEquals(200, taken + processAll(store));
        assertEquals("50", counters(store).get("unknown"));
        assertEquals("50/50", counters(store).get("unknown cpu.model *"));
        assertEquals("1/1", counters(store).get("unknown cpu.model m49"));
    }

    @Test
    void aFailingProcessingLeavesAllInTheInbox() {
        accept(store, NOON, node, TODAY, "cpu cpu.model=xeon");

        assertThrows(IllegalArgumentException.class, () -> store.submissions().process(1, submission -> {
            throw new IllegalArgumentException("a bug");
        }));

        assertEquals(1, store.submissions().waiting());
        assertTrue(counters(store).isEmpty());
    }

    @Test
    void expiredNodesAndSectionsLeaveTheCounters() {
        for (int i = 0; i < 250; i++) {
            accept(store, NOON, new UUID(1, i), TODAY, "cpu cpu.model=xeon", "disk disk.count=ssd:2");
        }
        accept(
                store,
                NOON,
                node,
                TODAY,
                "cpu cpu.model=xeon",
                "disk disk.count=hdd:2",
                "platform platform.product=kvm");
        processAll(store);
        accept(store, NOON.plus(Duration.ofDays(10)), node, TODAY.plusDays(10), "disk disk.count=hdd:4");
        processAll(store);

        assertEquals(250, store.census().expire(NOON.plusSeconds(1)));
        assertEquals(0, store.census().expire(NOON.plusSeconds(1)));

        assertEquals(Map.of("kvm", "1", "kvm disk.count *", "1/1", "kvm disk.count hdd", "1/4"), counters(store));

        accept(store, NOON.plus(Duration.ofDays(20)), new UUID(1, 7), TODAY.plusDays(20), "cpu cpu.model=epyc");
        processAll(store);
        assertEquals("1/1", counters(store).get("unknown cpu.model epyc"));
        assertEquals("1", counters(store).get("unknown"));
    }
}
