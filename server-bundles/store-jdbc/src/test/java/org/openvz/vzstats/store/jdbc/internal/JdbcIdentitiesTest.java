package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;
import static org.openvz.vzstats.store.jdbc.internal.Samples.accept;
import static org.openvz.vzstats.store.jdbc.internal.Samples.processAll;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openvz.vzstats.server.api.Identities.Identity;
import org.openvz.vzstats.server.api.StoreUnavailableException;

@EachDatabase
@Timeout(120)
class JdbcIdentitiesTest {

    private final FailingDataSource database;
    private final Store store;

    JdbcIdentitiesTest(Databases databases) {
        database = new FailingDataSource(databases.fresh());
        store = Store.open(database.dataSource());
    }

    @Test
    void aDatabaseThatDoesNotFindANodeWhileItFailsRefusesNobody() {
        Identity node = store.identities().issue();
        String query = "SELECT secret_hash FROM node";

        database.findNothing(query, 1);
        assertTrue(store.identities().holds(node.id(), node.secret()), "it has recovered meanwhile");

        database.findNothing(query, 1);
        // A connection and the query; then another connection and what it is to write.
        database.failAt(4, false);
        assertThrows(StoreUnavailableException.class, () -> store.identities().holds(node.id(), node.secret()));
        database.heal();

        assertFalse(store.identities().holds(UUID.randomUUID(), node.secret()));
        assertTrue(store.identities().holds(node.id(), node.secret()));
    }

    @Test
    void aNodeOfTheOriginalProtocolGoesOnUnderItsIdAndIsNotCountedTwice() {
        UUID original = UUID.randomUUID();
        accept(store, NOON, original, TODAY, "platform platform.product=openvz-7", "disk disk.count=ssd:2");
        processAll(store);

        Identity granted = store.identities().issue(original);

        assertEquals(original, granted.id());
        assertTrue(store.identities().holds(original, granted.secret()));
        assertEquals(2, store.holdings().of(original).orElseThrow().sections().size());
        accept(store, NOON.plusSeconds(60), original, TODAY, "disk disk.count=ssd:3");
        processAll(store);
        assertEquals("1/3", Samples.counters(store).get("openvz-7 disk.count ssd"));
    }

    @Test
    void anUnknownIdIsGrantedToo() {
        UUID unknown = UUID.randomUUID();
        Identity granted = store.identities().issue(unknown);
        assertEquals(unknown, granted.id());
        assertTrue(store.identities().holds(unknown, granted.secret()));
    }

    @Test
    void nobodyTakesOverAnIdThatHasASecret() {
        Identity holder = store.identities().issue();

        Identity thief = store.identities().issue(holder.id());

        assertNotEquals(holder.id(), thief.id());
        assertTrue(store.identities().holds(holder.id(), holder.secret()));
        assertFalse(store.identities().holds(holder.id(), thief.secret()));
        assertTrue(store.identities().holds(thief.id(), thief.secret()), "what it got is good");
    }

    @Test
    void anErasedIdDoesNotComeBack() {
        UUID original = UUID.randomUUID();
        Identity granted = store.identities().issue(original);
        store.holdings().erase(original);

        Identity again = store.identities().issue(original);

        assertNotEquals(original, again.id());
        assertFalse(store.identities().holds(original, again.secret()));
        assertFalse(store.identities().holds(original, granted.secret()));
    }

    @Test
    void ofManyWhoWantItAtOnceOneGetsIt() throws Exception {
        UUID original = UUID.randomUUID();
        accept(store, NOON, original, TODAY, "platform platform.product=openvz-7");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Identity>> asked = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                asked.add(threads.submit(() -> store.identities().issue(original)));
            }
            int granted = 0;
            for (Future<Identity> one : asked) {
                Identity identity = one.get();
                assertTrue(store.identities().holds(identity.id(), identity.secret()));
                granted += identity.id().equals(original) ? 1 : 0;
            }
            assertEquals(1, granted);
        } finally {
            threads.shutdownNow();
        }
    }
}
