package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/** A database of schema 8, with a row for each section, becomes one with a row for each node, and nothing of it is lost. */
@EachDatabase
class StateMigrationTest {

    private static final int NODES = 5;

    private final DataSource source;
    private final Database database;

    StateMigrationTest(Databases databases) {
        source = databases.fresh();
        database = new Database(source);
        Schema.migrate(database, 8);
        for (int node = 0; node < NODES; node++) {
            add(node);
        }
    }

    /** As a server of that schema has written it. */
    private void add(int number) {
        String node = id(number).toString();
        database.transact(transaction -> transaction.update(
                "INSERT INTO node (id, platform, last_received, live) VALUES (?, 'openvz-7', ?, 1)",
                node,
                NOON.getEpochSecond()));
        state(node, "platform", 0, "{\"byMetric\":{\"platform.product\":{\"openvz-7\":1}},\"counts\":[]}");
        count("live", "*", 1, 0);
        count("platform.product", "*", 1, 0);
        count("platform.product", "openvz-7", 1, 1);
        if (number % 2 == 0) {
            state(
                    node,
                    "disk",
                    number,
                    "{\"byMetric\":{\"disk.bus\":{},\"disk.count\":{\"hdd\":3,\"ssd\":1}},\"counts\":[\"disk.bus\",\"disk.count\"]}");
            count("disk.bus", "*", 1, 1);
            count("disk.count", "*", 1, 1);
            count("disk.count", "hdd", 1, 3);
            count("disk.count", "ssd", 1, 1);
        }
    }

    private void state(String node, String collector, int age, String observations) {
        database.transact(transaction -> transaction.update(
                "INSERT INTO state (node, collector, made_on, received, revision, observations) VALUES (?, ?, ?, ?, 4, ?)",
                node,
                collector,
                TODAY.minusDays(age).toString(),
                NOON.minus(Duration.ofDays(age)).getEpochSecond(),
                observations));
    }

    private void count(String metric, String value, long nodes, long total) {
        database.transact(transaction -> {
            Deltas.Key key = new Deltas.Key("openvz-7", metric, value);
            CounterTable.apply(transaction, new TreeMap<>(Map.of(key, new Deltas.Change(nodes, total))));
            return key;
        });
    }

    private static UUID id(int node) {
        return new UUID(4, node);
    }

    @Test
    void whatNodesSaidIsWhatTheySayNow() {
        Store store = Store.open(source);

        assertHeld(store);
        assertFalse(database.<Boolean>transact(transaction -> transaction.hasTable("state")));
        Map<String, String> before = Samples.counters(store);
        assertEquals("5", before.get("openvz-7"));
        assertEquals("3/9", before.get("openvz-7 disk.count hdd"));
        store.holdings().erase(id(0));
        assertEquals("2/6", Samples.counters(store).get("openvz-7 disk.count hdd"));
        Samples.accept(store, NOON, id(2), TODAY, "disk disk.count=hdd:1");
        Samples.processAll(store);
        assertEquals("2/4", Samples.counters(store).get("openvz-7 disk.count hdd"));
        store.census().expire(NOON.minus(Duration.ofDays(3)));
        assertEquals("1/1", Samples.counters(store).get("openvz-7 disk.count hdd"));
        assertEquals("4", Samples.counters(store).get("openvz-7"));
        store.census().expire(NOON.plusSeconds(1));
        assertEquals(Map.of(), Samples.counters(store));
    }

    @Test
    void oneThatBreaksOffGoesOn() {
        Schema.migrate(database, 9);
        boolean whole = false;
        for (int n = 1; !whole; n++) {
            FailingDataSource failing = new FailingDataSource(source);
            failing.failAt(n, n % 2 == 0);
            try {
                StateMigration.run(new Database(failing.dataSource()), 2);
                whole = true;
            } catch (StoreUnavailableException e) {
                StateMigration.run(database, 2);
                assertEquals(NODES, count("node_state"), "broke off at " + n);
                database.transact(transaction -> transaction.update("DELETE FROM node_state"));
            }
        }
        assertHeld(Store.open(source));
    }

    @Test
    void severalDoItAtOnce() throws Exception {
        for (int node = NODES; node < 230; node++) {
            add(node);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Store>> opening = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            opening.add(threads.submit(() -> Store.open(source)));
        }
        for (Future<Store> store : opening) {
            assertHeld(store.get(2, TimeUnit.MINUTES));
        }
        threads.shutdown();
        assertEquals(230, count("node_state"));
    }

    private int count(String table) {
        return database.transact(transaction -> transaction
                .first("SELECT COUNT(*) AS n FROM " + table, row -> row.getInt("n"))
                .orElseThrow());
    }

    private static void assertHeld(Store store) {
        for (int node = 0; node < NODES; node++) {
            Holdings.Held held = store.holdings().of(id(node)).orElseThrow();
            Holdings.Section last = held.sections().get(held.sections().size() - 1);
            assertEquals("platform", last.collector());
            assertEquals(4, last.revision());
            assertEquals(
                    Map.of("platform.product", Map.of("openvz-7", 1L)),
                    last.values().byMetric());
            assertEquals(node % 2 == 0 ? 2 : 1, held.sections().size());
            if (node % 2 == 0) {
                Holdings.Section disk = held.sections().get(0);
                assertEquals(TODAY.minusDays(node), disk.day());
                assertEquals(NOON.minus(Duration.ofDays(node)), disk.received());
                assertEquals(
                        Map.of("disk.bus", Map.of(), "disk.count", Map.of("hdd", 3L, "ssd", 1L)),
                        disk.values().byMetric());
                assertEquals(2, disk.values().counts().size());
            }
        }
    }
}
