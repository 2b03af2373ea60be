package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;
import static org.openvz.vzstats.store.jdbc.internal.Samples.accept;
import static org.openvz.vzstats.store.jdbc.internal.Samples.processAll;
import static org.openvz.vzstats.store.jdbc.internal.Samples.receipt;
import static org.openvz.vzstats.store.jdbc.internal.Samples.result;
import static org.openvz.vzstats.store.jdbc.internal.Samples.submission;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Submission;

/** What the server says of itself. */
@EachDatabase
class JdbcJournalTest {

    private final FailingDataSource source;
    private final Store store;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final UUID node = UUID.randomUUID();

    JdbcJournalTest(Databases databases) {
        source = new FailingDataSource(databases.fresh());
        store = Store.open(source.dataSource());
    }

    @Test
    void aReportIsCountedFromTheMomentItIsDurable() {
        accept(store, now, node, TODAY, "cpu cpu.model=xeon", "x bad later");
        assertEquals(Map.of(Event.ACCEPTED, 1L), today());
        processAll(store);
        assertEquals(Map.of(Event.ACCEPTED, 1L, Event.PROCESSED, 1L, Event.QUARANTINED, 1L), today());
        store.submissions().replay(List.of("later"), section -> List.of(result("cpu cpu.model=epyc")));
        assertEquals(
                Map.of(Event.ACCEPTED, 1L, Event.PROCESSED, 1L, Event.QUARANTINED, 1L, Event.REPLAYED, 1L), today());
        assertEquals(today(), store.journal().sinceStart());
    }

    @Test
    void onTheDayItWasReceived() {
        accept(store, now.minus(2, ChronoUnit.DAYS), node, TODAY, "cpu cpu.model=xeon");
        accept(store, now.minus(2, ChronoUnit.DAYS), node, TODAY, "cpu cpu.model=xeon");
        assertEquals(2, store.submissions().waiting());
        assertEquals(
                List.of(2L),
                store.journal().days(3).stream()
                        .map(day -> day.count(Event.ACCEPTED))
                        .toList());
        store.submissions().process(1, Samples.PROCESSING);
        List<Journal.Day> days = store.journal().days(3);
        assertEquals(2, days.size(), "processed today");
        assertEquals(Map.of(Event.PROCESSED, 1L), days.get(0).counts());
        assertEquals(Map.of(Event.ACCEPTED, 2L), days.get(1).counts());
        assertTrue(store.journal().days(1).get(0).day().isAfter(days.get(1).day()));
    }

    @Test
    void anErasedNodesReportsWereTaken() {
        accept(store, now, node, TODAY, "cpu cpu.model=xeon");
        processAll(store);
        accept(store, now, node, TODAY, "cpu cpu.model=xeon");
        store.holdings().erase(node);
        assertEquals(Map.of(Event.ACCEPTED, 2L, Event.PROCESSED, 1L, Event.ERASED, 1L), today());
    }

    @Test
    void whatIsCountedInMemoryIsWrittenLater() {
        Submission submission = submission(node, TODAY);
        store.submissions().accept(submission, receipt(submission, now));
        store.submissions().accept(submission, receipt(submission, now));
        store.journal().happened(Event.REJECTED_TOO_MANY);
        store.journal().happened(Event.REJECTED_TOO_MANY);
        assertEquals(Map.of(Event.ACCEPTED, 1L), today());
        store.journal().flush();
        Map<Event, Long> all = Map.of(Event.ACCEPTED, 1L, Event.DUPLICATE, 1L, Event.REJECTED_TOO_MANY, 2L);
        assertEquals(all, today());
        assertEquals(all, store.journal().sinceStart());
        store.journal().flush();
        assertEquals(all, today());
        store.journal().happened(Event.CLONE);
        store.journal().close();
        assertEquals(1, today().get(Event.CLONE));
    }

    @Test
    void whatTheDatabaseCannotTakeNowIsKept() {
        store.journal().happened(Event.CLONE);
        source.failAt(1, false);
        store.journal().flush();
        source.heal();
        assertEquals(Map.of(), store.journal().days(9).isEmpty() ? Map.of() : today());
        store.journal().flush();
        assertEquals(Map.of(Event.CLONE, 1L), today());
    }

    @Test
    void whatTheStoreCountsItselfNobodyElseDoes() {
        assertThrows(IllegalArgumentException.class, () -> store.journal().happened(Event.ACCEPTED));
    }

    @Test
    void twoProcessesCountTogether() throws Exception {
        Store other = Store.open(source.dataSource());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch done = new CountDownLatch(2);
        for (Store one : List.of(store, other)) {
            threads.execute(() -> {
                for (int i = 0; i < 50; i++) {
                    one.journal().happened(Event.DUPLICATE);
                    one.journal().flush();
                }
                done.countDown();
            });
        }
        assertTrue(done.await(1, TimeUnit.MINUTES));
        threads.shutdown();
        store.journal().flush();
        other.journal().flush();
        assertEquals(Map.of(Event.DUPLICATE, 100L), today());
    }

    private Map<Event, Long> today() {
        return store.journal().days(1).get(0).counts();
    }
}
