package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Observations;

class NodeStateTest {

    private final Deltas deltas = new Deltas();

    @Test
    void whatIsSaidAgainIsRenewedAndCountsNothing() {
        NodeState first = NodeState.unknown("n", deltas);
        first.take("disk", said(0), values("disk.model", 3));
        assertTrue(first.isChanged());
        Deltas none = new Deltas();
        NodeState again = NodeState.known(
                "n", new NodeState.Standing("unknown", said(0).received(), true), List.copyOf(first.sections()), none);
        again.take("disk", said(1), values("disk.model", 3));
        assertTrue(again.isRenewed());
        assertFalse(again.isChanged());
        assertEquals(Map.of(), none.changes());
        again.take("disk", said(0), values("disk.model", 2));
        assertFalse(again.isChanged(), "it is older");
        again.take("disk", said(1), values("disk.model", 2));
        assertTrue(again.isChanged());
    }

    @Test
    void aNodeThatSaysTooMuchLosesTheOldestOfIt() {
        int values = PackedSections.MOST / 300;
        NodeState node = NodeState.unknown("n", deltas);
        node.take("a", said(0), values("a.model", values));
        node.take("b", said(1), values("b.model", values));
        node.take("c", said(2), values("c.model", values));
        assertEquals(
                List.of("b", "c"),
                node.sections().stream().map(StoredSection::collector).toList());
        assertTrue(
                deltas.changes().keySet().stream().noneMatch(key -> key.metric().equals("a.model")),
                "it counts no more");
    }

    private static StoredSection.Said said(int seconds) {
        return new StoredSection.Said(TODAY, NOON.getEpochSecond() + seconds, 1);
    }

    private static Observations values(String metric, int number) {
        SortedMap<String, Long> values = new TreeMap<>();
        for (int i = 0; i < number; i++) {
            values.put(String.format("%0120d", i), 1L);
        }
        return new Observations(new TreeMap<>(Map.of(metric, values)));
    }
}
