package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.PROCESSING;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;
import static org.openvz.vzstats.store.jdbc.internal.Samples.accept;
import static org.openvz.vzstats.store.jdbc.internal.Samples.counters;
import static org.openvz.vzstats.store.jdbc.internal.Samples.processAll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.ErasedNodeException;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities.Identity;
import org.openvz.vzstats.server.api.Submission;

@EachDatabase
class JdbcHoldingsTest {

    private static final List<String> TABLES = List.of("node", "inbox", "receipt", "node_state", "quarantine");

    private final DataSource database;
    private final Store store;
    private final Identity node;
    private final UUID neighbour = UUID.randomUUID();

    JdbcHoldingsTest(Databases databases) {
        database = databases.fresh();
        store = Store.open(database);
        node = store.identities().issue();
    }

    @Test
    void showsAllThatIsHeld() {
        accept(
                store,
                NOON,
                node.id(),
                TODAY,
                "platform platform.product=openvz-7",
                "disk disk.count=ssd:2",
                "x bad why");
        processAll(store);
        accept(store, NOON.plusSeconds(5), node.id(), TODAY, "cpu cpu.model=xeon");
        accept(store, NOON, neighbour, TODAY, "cpu cpu.model=epyc");

        Holdings.Held held = store.holdings().of(node.id()).orElseThrow();

        assertEquals("openvz-7", held.platform());
        assertTrue(held.live());
        assertEquals(Optional.of(NOON), held.lastReceived());
        assertEquals(
                List.of("disk", "platform"),
                held.sections().stream().map(Holdings.Section::collector).toList());
        assertEquals(
                Map.of("disk.count", Map.of("ssd", 2L)),
                held.sections().get(0).values().byMetric());
        assertEquals(1, held.waiting().size());
        assertEquals("why", held.quarantined().get(0).reason());
        assertEquals("x bad why", held.quarantined().get(0).content());
        assertEquals(2, held.receipts().size());
        assertEquals(NOON.plusSeconds(5), held.receipts().get(0).received(), "the newest first");
        assertEquals(1, held.quarantined().get(0).revision());
        assertTrue(Duration.between(held.issued(), Instant.now()).toHours() == 0, () -> held.issued()
                .toString());
        assertEquals(held.receipts().get(0).hash(), held.chain().orElseThrow().head());
        assertEquals("", held.chain().orElseThrow().base());
        assertEquals(List.of(), held.truncated());
    }

    @Test
    void saysOfWhatItShowsNotEverything() {
        new Database(database).transact(transaction -> {
            List<Inbox.Addition> many = new ArrayList<>();
            for (int i = 0; i <= Holdings.MOST; i++) {
                Submission submission = Samples.submission(node.id(), TODAY, "cpu cpu.model=xeon");
                many.add(new Inbox.Addition(submission, Samples.receipt(submission, NOON.plusSeconds(i))));
            }
            Inbox.add(transaction, many);
            return many;
        });
        Holdings.Held held = store.holdings().of(node.id()).orElseThrow();
        assertEquals(List.of("waiting", "receipts"), held.truncated());
        assertEquals(Holdings.MOST, held.waiting().size());
        assertEquals(Holdings.MOST, held.receipts().size());
        assertEquals(NOON.plusSeconds(Holdings.MOST), held.receipts().get(0).received(), "the newest are shown");
    }

    @Test
    void nothingIsKnownOfAnUnknownNode() {
        assertEquals(Optional.empty(), store.holdings().of(UUID.randomUUID()));
        Holdings.Held unused = store.holdings().of(node.id()).orElseThrow();
        assertTrue(unused.sections().isEmpty());
        assertEquals(Optional.empty(), unused.chain());
    }

    @Test
    void anErasedNodeLeavesTheCountersAndEveryTable() {
        accept(store, NOON, neighbour, TODAY, "platform platform.product=openvz-7", "disk disk.count=ssd:3");
        processAll(store);
        Map<String, String> before = counters(store);
        accept(
                store,
                NOON,
                node.id(),
                TODAY,
                "platform platform.product=openvz-7",
                "disk disk.count=ssd:2",
                "x bad why");
        processAll(store);
        accept(store, NOON.plusSeconds(5), node.id(), TODAY, "cpu cpu.model=xeon");

        store.holdings().erase(node.id());

        assertEquals(before, counters(store));
        assertNowhere();
        assertFalse(store.identities().holds(node.id(), node.secret()));
        assertEquals(Optional.empty(), store.holdings().of(node.id()));
        assertEquals(0, processAll(store));
        assertEquals(before, counters(store));
    }

    @Test
    void aReportOfAnErasedNodeIsRefused() {
        store.holdings().erase(node.id());
        store.holdings().erase(node.id());
        assertThrows(ErasedNodeException.class, () -> accept(store, NOON, node.id(), TODAY, "cpu cpu.model=xeon"));
        assertNowhere();
    }

    @Test
    void aReportThatCameInTheVeryMomentIsDropped() {
        accept(store, NOON, neighbour, TODAY, "cpu cpu.model=epyc");
        store.holdings().erase(node.id());
        // As if it had been looked up before the erasure and written after it.
        new Database(database).transact(transaction -> {
            var submission = Samples.submission(node.id(), TODAY, "cpu cpu.model=xeon", "x bad why");
            Inbox.add(transaction, List.of(new Inbox.Addition(submission, Samples.receipt(submission, NOON))));
            return submission;
        });

        assertEquals(2, store.submissions().process(10, PROCESSING));

        assertEquals("1/1", counters(store).get("unknown cpu.model *"));
        assertNowhere();
    }

    @Test
    void aDamagedRowIsToldOfWithoutTheNode() {
        accept(store, NOON, node.id(), TODAY, "cpu cpu.model=xeon");
        processAll(store);
        new Database(database)
                .transact(transaction ->
                        transaction.update("UPDATE node_state SET sections = ?", (Object) new byte[] {1, 7, 7}));
        accept(store, NOON.plusSeconds(5), node.id(), TODAY, "cpu cpu.model=epyc");

        IllegalStateException told = assertThrows(IllegalStateException.class, () -> processAll(store));

        assertEquals(
                "What the database holds of a node cannot be read: it is damaged. Set it back to a backup",
                told.getMessage());
        assertEquals(1, store.submissions().waiting(), "nothing is lost");
    }

    private void assertNowhere() {
        for (String table : TABLES) {
            String column = table.equals("node") ? "id" : "node";
            assertEquals(
                    List.of(),
                    new Database(database)
                            .transact(transaction -> transaction.query(
                                    "SELECT " + column + " FROM " + table + " WHERE " + column + " = ?",
                                    row -> row.getString(column),
                                    node.id().toString())),
                    table);
        }
    }
}
