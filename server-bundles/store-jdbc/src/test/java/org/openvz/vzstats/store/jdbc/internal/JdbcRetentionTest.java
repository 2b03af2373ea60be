package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;
import static org.openvz.vzstats.store.jdbc.internal.Samples.accept;
import static org.openvz.vzstats.store.jdbc.internal.Samples.processAll;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Identities.Identity;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.Retention.Bounds;
import org.openvz.vzstats.server.api.Retention.Removed;

/** What is let go of, and what is not. */
@EachDatabase
class JdbcRetentionTest {

    private static final Removed NOTHING = new Removed(0, 0, 0, 0, 0);

    private final Store store;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Bounds bounds = bounds(100, 100_000, 100);

    JdbcRetentionTest(Databases databases) {
        store = Store.open(databases.fresh());
    }

    private static Bounds bounds(long rows, long bytes, long receipts) {
        return new Bounds(
                rows,
                bytes,
                Duration.ofDays(90),
                receipts,
                Duration.ofDays(30),
                Duration.ofDays(7),
                Duration.ofDays(180),
                Duration.ofDays(730));
    }

    private Instant daysAgo(int days) {
        return now.minus(days, ChronoUnit.DAYS);
    }

    @Test
    void theQuarantineKeepsTheNewestOfTooMany() {
        UUID node = UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            accept(store, now, node, TODAY, "x" + i + " bad malformed");
        }
        processAll(store);
        assertEquals(new Removed(2, 0, 0, 0, 0), store.retention().apply(bounds(3, 100_000, 100), now));
        assertEquals(
                List.of("x2", "x3", "x4"),
                store.quarantine().oldest("malformed", 9).stream()
                        .map(QuarantineStore.Entry::collector)
                        .toList());
        assertEquals(2, store.journal().days(1).get(0).count(Event.DROPPED));
        assertEquals(2, store.journal().sinceStart().get(Event.DROPPED));
        assertEquals(NOTHING, store.retention().apply(bounds(3, 100_000, 100), now));
    }

    @Test
    void oneNodePushesNobodyElseOutOfTheQuarantine() {
        UUID other = UUID.randomUUID();
        accept(store, now, other, TODAY, "theirs bad malformed");
        UUID node = UUID.randomUUID();
        for (int i = 0; i < Quarantine.NODE_ROWS + 44; i++) {
            accept(store, now, node, TODAY, "x" + i + " bad malformed");
        }
        processAll(store);
        List<String> kept = store.quarantine().oldest("malformed", 1000).stream()
                .map(QuarantineStore.Entry::collector)
                .toList();
        assertEquals(1 + Quarantine.NODE_ROWS, kept.size());
        assertEquals(List.of("theirs", "x44", "x45"), kept.subList(0, 3));
        assertEquals(44, store.journal().days(1).get(0).count(Event.DROPPED));
        assertEquals(44, store.journal().sinceStart().get(Event.DROPPED));
    }

    @Test
    void norByBytes() {
        UUID node = UUID.randomUUID();
        accept(store, now, UUID.randomUUID(), TODAY, "theirs bad malformed");
        for (int i = 0; i < 6; i++) {
            accept(store, now, node, TODAY, "x" + i + " bad malformed " + "m".repeat(1_000_000));
        }
        processAll(store);
        assertEquals(
                List.of("theirs", "x2", "x3", "x4", "x5"),
                store.quarantine().oldest("malformed", 9).stream()
                        .map(QuarantineStore.Entry::collector)
                        .toList());
        assertTrue(store.inventory().take().quarantinedBytes() <= Quarantine.NODE_BYTES + 100);
    }

    @Test
    void theQuarantineKeepsTheNewestOfTooMuch() {
        // Of several: one alone has less room.
        List<UUID> nodes = List.of(UUID.randomUUID(), UUID.randomUUID());
        for (int i = 0; i < 500; i++) {
            accept(store, now, nodes.get(i % 2), TODAY, "x" + i + " bad malformed" + "m".repeat(40));
        }
        processAll(store);
        long bytes = store.inventory().take().quarantinedBytes();
        assertTrue(bytes > 500 * 50, "" + bytes);
        assertEquals(0, store.retention().trimQuarantine(bounds(1000, bytes, 100)));
        assertEquals(1, store.retention().trimQuarantine(bounds(1000, bytes - 1, 100)));
        store.retention().trimQuarantine(bounds(1000, 6000, 100));
        long left = store.inventory().take().quarantinedBytes();
        assertTrue(left <= 6000 && left > 5900, "" + left);
        store.retention().trimQuarantine(bounds(1000, 0, 100));
        assertEquals(0, store.inventory().take().quarantined());
    }

    @Test
    void whatIsInQuarantineForLongGoes() {
        UUID node = UUID.randomUUID();
        accept(store, daysAgo(91), node, TODAY, "x1 bad malformed");
        accept(store, daysAgo(89), node, TODAY, "x2 bad malformed");
        processAll(store);
        assertEquals(Optional.of(daysAgo(91)), store.inventory().take().oldestRaw());
        assertEquals(1, store.retention().apply(bounds, now).quarantined());
        assertEquals(Optional.of(daysAgo(89)), store.inventory().take().oldestRaw());
    }

    @Test
    void receiptsGoByAgeAndByNumber() {
        UUID node = UUID.randomUUID();
        for (int day = 40; day > 0; day -= 4) {
            accept(store, daysAgo(day), node, TODAY, "cpu cpu.model=xeon");
        }
        processAll(store);
        assertEquals(new Removed(0, 3, 0, 0, 0), store.retention().apply(bounds, now));
        assertEquals(new Removed(0, 5, 0, 0, 0), store.retention().apply(bounds(1, 1, 2), now));
        assertEquals(
                List.of(daysAgo(4), daysAgo(8)),
                store.holdings().of(node).orElseThrow().receipts().stream()
                        .map(receipt -> receipt.received())
                        .toList());
        assertEquals("1", Samples.counters(store).get("unknown"), "it still counts");
    }

    @Test
    void anIdentityThatIsNeverUsedGoes() {
        Identity unused = store.identities().issue();
        Identity waits = store.identities().issue();
        accept(store, now, waits.id(), TODAY, "cpu cpu.model=xeon");
        Identity bad = store.identities().issue();
        accept(store, now, bad.id(), TODAY, "x bad malformed");
        store.submissions().process(1, Samples.PROCESSING);
        Identity good = store.identities().issue();
        accept(store, now, good.id(), TODAY, "cpu cpu.model=xeon");
        assertEquals(NOTHING, store.retention().apply(bounds, now.plus(6, ChronoUnit.DAYS)));
        assertEquals(new Removed(0, 0, 1, 0, 0), store.retention().apply(bounds, now.plus(8, ChronoUnit.DAYS)));
        assertFalse(store.identities().holds(unused.id(), unused.secret()));
        for (Identity kept : List.of(waits, bad, good)) {
            assertTrue(store.identities().holds(kept.id(), kept.secret()));
        }
    }

    @Test
    void manyUnusedOnesGo() {
        for (int i = 0; i < 450; i++) {
            store.identities().issue();
        }
        assertEquals(
                450,
                store.retention().apply(bounds, now.plus(8, ChronoUnit.DAYS)).identities());
    }

    @Test
    void aNodeThatIsSilentForLongGoesWithItsSecret() {
        Identity node = store.identities().issue();
        accept(store, daysAgo(181), node.id(), TODAY, "cpu cpu.model=xeon", "x bad malformed");
        Identity younger = store.identities().issue();
        accept(store, daysAgo(179), younger.id(), TODAY, "cpu cpu.model=xeon");
        Identity back = store.identities().issue();
        accept(store, daysAgo(181), back.id(), TODAY, "cpu cpu.model=xeon");
        processAll(store);
        accept(store, now, back.id(), TODAY, "cpu cpu.model=xeon");
        assertEquals(0, store.retention().apply(bounds, now).nodes(), "they are still live");
        store.census().expire(daysAgo(14));
        assertEquals(1, store.retention().apply(bounds, now).nodes());
        assertFalse(store.identities().holds(node.id(), node.secret()));
        assertTrue(store.holdings().of(node.id()).isEmpty());
        assertTrue(store.identities().holds(younger.id(), younger.secret()));
        assertTrue(store.identities().holds(back.id(), back.secret()));
        assertEquals(Map.of(), Samples.counters(store));
        processAll(store);
        assertEquals("1", Samples.counters(store).get("unknown"));
    }
}
