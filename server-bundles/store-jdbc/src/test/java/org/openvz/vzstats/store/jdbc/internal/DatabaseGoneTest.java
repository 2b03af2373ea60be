package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.Submission;

/** A database on another machine goes away and comes back: the store says so, and goes on by itself. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Databases.class,
        names = {"POSTGRESQL", "MARIADB"})
@Timeout(120)
class DatabaseGoneTest {

    private final Wire wire;
    private final BasicDataSource database;
    private final UUID node = UUID.randomUUID();

    DatabaseGoneTest(Databases databases) throws IOException {
        wire = new Wire(databases.port());
        database = databases.freshThrough(wire.port(), Duration.ofSeconds(2));
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        wire.close();
    }

    @Test
    void cutAndMended() {
        Store store = Store.open(database);
        Samples.accept(store, NOON, node, TODAY, "cpu cpu.model=xeon");

        wire.cut();

        assertThrows(StoreUnavailableException.class, () -> store.submissions().waiting());
        assertThrows(StoreUnavailableException.class, () -> Samples.processAll(store));
        wire.mend();
        assertEquals(1, Samples.processAll(store));
        assertEquals("1/1", Samples.counters(store).get("unknown cpu.model xeon"));
    }

    @Test
    void cutInTheMiddleOfABatch() {
        Store store = Store.open(database);
        Samples.accept(store, NOON, node, TODAY, "cpu cpu.model=xeon");

        assertThrows(StoreUnavailableException.class, () -> store.submissions().process(1, submission -> {
            wire.cut();
            return Samples.PROCESSING.process(submission);
        }));

        wire.mend();
        // The database gives up what the lost connection had claimed as soon as it sees that it is lost.
        int taken = 0;
        while (taken == 0) {
            taken = Samples.processAll(store);
        }
        assertEquals(1, taken);
        assertEquals("1/1", Samples.counters(store).get("unknown cpu.model xeon"));
    }

    @Test
    void silentInTheMiddleOfABatch() {
        Store store = Store.open(database);
        Samples.accept(store, NOON, node, TODAY, "cpu cpu.model=xeon");

        // Not for ever: the configuration bounds how long an answer may take.
        assertThrows(StoreUnavailableException.class, () -> store.submissions().process(1, submission -> {
            wire.silence();
            return Samples.PROCESSING.process(submission);
        }));

        wire.mend();
        Submission next = Samples.submission(node, TODAY, "cpu cpu.model=epyc");
        store.submissions().accept(next, Samples.receipt(next, NOON.plusSeconds(1)));
        int taken = 0;
        while (taken < 2) {
            taken += Samples.processAll(store);
        }
        assertEquals("1/1", Samples.counters(store).get("unknown cpu.model epyc"));
        assertEquals("1", Samples.counters(store).get("unknown"));
    }

    @Test
    void thereOnlyLater() throws Exception {
        wire.cut();
        CompletableFuture<Store> opened = new CompletableFuture<>();
        Opening opening = new Opening(() -> Store.open(database), opened::complete, Duration.ofMillis(50));
        assertFalse(opened.isDone());
        wire.mend();
        assertEquals(0, opened.get(1, TimeUnit.MINUTES).submissions().waiting());
        opening.close();
    }
}
