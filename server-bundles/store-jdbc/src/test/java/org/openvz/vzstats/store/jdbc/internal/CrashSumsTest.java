package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;

/** Many reports of many groups come to the sums that are known of them. */
class CrashSumsTest {

    private static final int REPORTS = 10_000;
    private static final int GROUPS = 500;
    private static final int NODES = 100;
    private static final int PER_SUBMISSION = 20;

    private final Store store = Store.open(Databases.DERBY.fresh());
    private final Random random = new Random(20_261_122);
    private final Map<String, Long> crashes = new TreeMap<>();
    private final Map<String, Set<UUID>> nodes = new TreeMap<>();
    private final Map<String, Long> byComponent = new TreeMap<>();

    @Test
    void tenThousandReportsOfFiveHundredGroups() {
        List<UUID> senders = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            senders.add(UUID.randomUUID());
        }
        for (int i = 0; i < REPORTS / PER_SUBMISSION; i++) {
            UUID node = senders.get(random.nextInt(NODES));
            List<Crash> reports = new ArrayList<>();
            for (int k = 0; k < PER_SUBMISSION; k++) {
                reports.add(crash(node, (i * PER_SUBMISSION + k) % GROUPS));
            }
            Submission submission = new Submission(node, UUID.randomUUID(), new byte[] {1});
            store.submissions().accept(submission, Samples.receipt(submission, NOON));
            store.submissions()
                    .process(
                            10,
                            taken -> new Processed(
                                    TODAY,
                                    List.of(new SectionResult.Accepted(
                                            new ReceivedSection("crashes", 1, ""),
                                            new Observations(
                                                    new TreeMap<>(), Collections.emptySortedSet(), reports)))));
        }

        List<Crashes.Group> groups =
                store.crashes().groups(new Crashes.Wanted(Optional.empty(), Optional.empty(), Integer.MAX_VALUE));

        assertEquals(GROUPS, groups.size());
        for (Crashes.Group group : groups) {
            long nodesOfGroup = nodes.getOrDefault(group.hash(), Set.of()).size();
            assertEquals(new Crashes.Amount(crashes.getOrDefault(group.hash(), 0L), nodesOfGroup, 0), group.amount());
        }
        assertTrue(groups.get(0).amount().crashes()
                >= groups.get(GROUPS - 1).amount().crashes());
        Map<String, Long> counted = new TreeMap<>();
        store.crashes()
                .components(TODAY)
                .forEach(one -> counted.put(one.name(), one.amount().crashes()));
        assertEquals(byComponent, counted);
        assertEquals(
                byComponent.values().stream().mapToLong(Long::longValue).sum(),
                store.crashes().days(TODAY, counted.keySet()).get(0).amount().crashes());
        senders.forEach(store.holdings()::erase);
        assertEquals(List.of(), store.crashes().components(TODAY));
        assertEquals(List.of(), store.crashes().groups(new Crashes.Wanted(Optional.empty(), Optional.empty(), 10)));
    }

    private Crash crash(UUID node, int number) {
        String group = "%040x".formatted(number);
        String component = "component" + number % 7;
        int count = 1 + random.nextInt(3);
        crashes.merge(group, (long) count, Long::sum);
        byComponent.merge(component, (long) count, Long::sum);
        nodes.computeIfAbsent(group, first -> new HashSet<>()).add(node);
        return new Crash(
                group,
                "core",
                component,
                "1." + random.nextInt(5),
                "fedora 24",
                "x86_64",
                "4.5.3",
                Optional.empty(),
                count,
                List.of("function" + number));
    }
}
