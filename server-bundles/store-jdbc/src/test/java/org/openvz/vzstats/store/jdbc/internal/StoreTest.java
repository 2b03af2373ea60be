package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.server.api.Identities.Identity;
import org.openvz.vzstats.server.api.Identities.Standing;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.StoreState;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.Submission;

@EachDatabase
class StoreTest {

    private final Databases databases;
    private final DataSource dataSource;

    StoreTest(Databases databases) {
        this.databases = databases;
        this.dataSource = databases.fresh();
    }

    @Test
    void anIdIsHeldByItsSecretOnly() {
        Store store = Store.open(dataSource);
        Identity one = store.identities().issue();
        Identity two = store.identities().issue();

        assertEquals(4, one.id().version());
        assertEquals(43, one.secret().length());
        assertTrue(store.identities().holds(one.id(), one.secret()));
        assertFalse(store.identities().holds(one.id(), two.secret()));
        assertFalse(store.identities().holds(one.id(), ""));
        assertFalse(store.identities().holds(UUID.randomUUID(), one.secret()));
        assertEquals(Standing.WITH_SECRET, store.identities().standing(one.id()));
        assertEquals(Standing.UNKNOWN, store.identities().standing(UUID.randomUUID()));
    }

    @Test
    void anIdWithoutASecretIsHeldByNobody() {
        Store store = Store.open(dataSource);
        UUID original = UUID.randomUUID();
        Samples.accept(store, NOON, original, TODAY, "cpu cpu.model=xeon");

        assertFalse(store.identities().holds(original, ""));
        assertFalse(store.identities().holds(original, "0".repeat(64)));
        assertEquals(Standing.WITHOUT_SECRET, store.identities().standing(original));
    }

    @Test
    void aReceiptIsSignedWithTheKeyOfTheDatabase() throws Exception {
        Receipt receipt = Store.open(dataSource).signer().sign(new UUID(4, 2), "ab".repeat(32), NOON, "");
        String publicKey = Store.open(dataSource).signer().publicKey();

        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
        signature.update(
                Receipt.signed(new UUID(4, 2), "ab".repeat(32), NOON, "").getBytes(StandardCharsets.UTF_8));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(receipt.signature())));
    }

    @Test
    void derbyReadsNoMoreOfADiskForANodeThanItsPage() {
        assumeTrue(databases == Databases.DERBY, "only Derby takes its largest pages by itself");
        Store.open(dataSource);
        Database database = new Database(dataSource);

        assertEquals(List.of(8192), pages(database, "NODE_STATE"));
        assertEquals(List.of(32_768), pages(database, "INBOX"), "those are written once and read once, in their order");
    }

    /** {@return the size of the pages of a table} */
    private static List<Integer> pages(Database database, String table) {
        return database.transact(transaction -> transaction.query(
                "SELECT pagesize FROM TABLE (SYSCS_DIAG.SPACE_TABLE('" + table + "')) t WHERE isindex = 0",
                row -> row.getInt(1)));
    }

    @Test
    void processesThatOpenAtOnceShareOneKey() throws Exception {
        Schema.migrate(new Database(dataSource));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> keys = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            keys.add(threads.submit(() -> Store.open(dataSource).signer().publicKey()));
        }
        Set<String> different = new HashSet<>();
        for (Future<String> key : keys) {
            different.add(key.get(1, TimeUnit.MINUTES));
        }
        threads.shutdown();
        assertEquals(1, different.size());
    }

    @Test
    void processesThatFindAnEmptyDatabaseAtOnceMakeOneSchema() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<String>> keys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            keys.add(threads.submit(() -> Store.open(dataSource).signer().publicKey()));
        }
        Set<String> different = new HashSet<>();
        for (Future<String> key : keys) {
            different.add(key.get(2, TimeUnit.MINUTES));
        }
        threads.shutdown();
        assertEquals(1, different.size());
    }

    @Test
    void reopeningKeepsEverything(@TempDir Path directory) {
        Store store = Store.open(Databases.onDisk(directory));
        Identity identity = store.identities().issue();
        Samples.accept(store, NOON, identity.id(), TODAY, "cpu cpu.model=xeon", "x bad later");
        Samples.processAll(store);
        Samples.accept(store, NOON, identity.id(), TODAY, "cpu cpu.model=epyc");
        String key = store.signer().publicKey();
        Databases.shutDown(directory);

        Store reopened = Store.open(Databases.onDisk(directory));

        assertTrue(reopened.identities().holds(identity.id(), identity.secret()));
        assertEquals(1, reopened.submissions().waiting());
        assertEquals(1, reopened.submissions().quarantine(9).size());
        assertEquals("1/1", Samples.counters(reopened).get("unknown cpu.model xeon"));
        assertEquals(key, reopened.signer().publicKey());
        Databases.shutDown(directory);
    }

    @Test
    void anOlderSchemaIsBroughtToOurs() {
        DataSource source = databases.fresh();
        Database database = new Database(source);
        Schema.migrate(database, 1);
        String node = UUID.randomUUID().toString();
        String report = UUID.randomUUID().toString();
        database.transact(transaction -> transaction.update(
                "INSERT INTO node (id, platform, last_received, live) VALUES (?, 'unknown', 0, 0)", node));
        database.transact(transaction -> transaction.update(
                "INSERT INTO receipt (node, report, sha256, received, previous_hash, signature) VALUES (?, ?, ?, 0, '', '')",
                node,
                report,
                "0".repeat(64)));
        database.transact(transaction -> transaction.update(
                "INSERT INTO quarantine (node, report, collector, revision, made_on, received, reason, content)"
                        + " VALUES (?, ?, 'cpu', 1, '2026-03-10', 7, 'malformed', ?)",
                node,
                report,
                new byte[] {1, 2, 3}));
        Store store = Store.open(source);
        UUID id = UUID.fromString(node);
        assertEquals(1, store.holdings().of(id).orElseThrow().receipts().size());
        Submission next = Samples.submission(id, TODAY, "cpu cpu.model=xeon");
        store.submissions()
                .accept(next, new Receipt(next.report(), "0".repeat(64), NOON, "a receipt of those days", "s"));
        assertEquals(1, store.submissions().waiting());
        assertEquals(
                List.of(new QuarantineStore.Group("malformed", 1, 3, Instant.ofEpochSecond(7))),
                store.quarantine().groups());
        store.holdings().erase(id);
        assertTrue(store.holdings().of(id).isEmpty());
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        Store.open(dataSource);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO schema_version (version, applied_at) VALUES (99, 0)");
        }

        NewerSchemaException refused = assertThrows(NewerSchemaException.class, () -> Store.open(dataSource));

        assertEquals(
                "The database has schema 99, this server knows 11: install the newer server, or another database",
                refused.getMessage());
    }

    @Test
    void aMigrationThatBreaksOffIsDoneAgainInWhole() {
        boolean whole = false;
        for (int n = 1; !whole; n++) {
            FailingDataSource failing = new FailingDataSource(databases.fresh());
            failing.failAt(n, false);
            try {
                Store.open(failing.dataSource());
                whole = true;
            } catch (StoreUnavailableException e) {
                failing.heal();
                assertEquals(0, Store.open(failing.dataSource()).submissions().waiting());
            }
        }
    }

    @Test
    void openingTriesAgainUntilTheDatabaseAnswers() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<Store> opened = new CompletableFuture<>();
        FailingDataSource failing = new FailingDataSource(dataSource);
        Opening opening = new Opening(
                () -> {
                    failing.failAt(attempts.incrementAndGet() < 3 ? 1 : Integer.MAX_VALUE, false);
                    return Store.open(failing.dataSource());
                },
                opened::complete,
                Duration.ofMillis(1));

        assertEquals(0, opened.get(1, TimeUnit.MINUTES).submissions().waiting());
        assertEquals(3, attempts.get());
        opening.close();
    }

    @Test
    void itIsToldWhyThereIsNoStore() {
        FailingDataSource failing = new FailingDataSource(dataSource);
        failing.failAt(1, false);
        try (Opening opening =
                new Opening(() -> Store.open(failing.dataSource()), store -> {}, Duration.ofMinutes(9))) {
            assertEquals(StoreState.Condition.UNREACHABLE, opening.condition());
        }
        try (Opening opening = new Opening(() -> Store.open(dataSource), store -> {}, Duration.ofMinutes(9))) {
            assertEquals(StoreState.Condition.OPEN, opening.condition());
        }
        new Database(dataSource)
                .transact(tx -> tx.update("INSERT INTO schema_version (version, applied_at) VALUES (99, 0)"));
        try (Opening opening = new Opening(() -> Store.open(dataSource), store -> {}, Duration.ofMinutes(9))) {
            assertEquals(StoreState.Condition.NEWER_SCHEMA, opening.condition());
        }
    }
}
