package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Processed;
import org.openvz.vzstats.server.api.Submission;

/** The country goes with a report, and nothing else of where it came from. */
@EachDatabase
class CountryTest {

    private final DataSource dataSource;
    private final UUID node = UUID.randomUUID();

    CountryTest(Databases databases) {
        this.dataSource = databases.fresh();
    }

    @Test
    void itIsWhatTheProcessingIsTold() {
        Store store = Store.open(dataSource);
        accept(store, Optional.of("DE"));
        accept(store, Optional.empty());
        assertEquals(
                List.of(Optional.empty(), Optional.of("DE")),
                store.holdings().of(node).orElseThrow().waiting().stream()
                        .map(waiting -> waiting.submission().country())
                        .toList(),
                "what is held is shown");

        List<Optional<String>> told = new ArrayList<>();
        store.submissions().process(10, submission -> {
            told.add(submission.country());
            return new Processed(TODAY, List.of());
        });
        assertEquals(List.of(Optional.of("DE"), Optional.empty()), told);
    }

    @Test
    void anUnknownOneIsCountedOnceForEachReport() {
        Store store = Store.open(dataSource);
        accept(store, Optional.of("DE"));
        Submission unknown = accept(store, Optional.empty());
        store.submissions().accept(unknown, Samples.receipt(unknown, NOON));
        assertEquals(
                Map.of(Event.ACCEPTED, 2L, Event.COUNTRY_UNKNOWN, 1L, Event.DUPLICATE, 1L),
                store.journal().sinceStart());
    }

    @Test
    void asAMetricItMovesExpiresAndIsErasedLikeAnyOther() {
        Store store = Store.open(dataSource);
        UUID other = UUID.randomUUID();
        Samples.accept(store, NOON, node, TODAY, "platform platform.product=kvm", "node node.country=DE");
        Samples.accept(store, NOON, other, TODAY, "platform platform.product=kvm", "node node.country=DE");
        Samples.processAll(store);
        assertEquals("2/2", Samples.counters(store).get("kvm node.country DE"));

        Samples.accept(store, NOON.plusSeconds(1), node, TODAY, "node node.country=FR");
        Samples.processAll(store);
        assertEquals("1/1", Samples.counters(store).get("kvm node.country DE"));
        assertEquals("1/1", Samples.counters(store).get("kvm node.country FR"));
        assertEquals(
                Map.of("FR", 1L),
                store.holdings().of(node).orElseThrow().sections().stream()
                        .filter(section -> section.collector().equals("node"))
                        .findFirst()
                        .orElseThrow()
                        .values()
                        .byMetric()
                        .get("node.country"));

        store.holdings().erase(node);
        assertEquals(null, Samples.counters(store).get("kvm node.country FR"));
        store.census().expire(NOON.plus(Duration.ofDays(1)));
        assertEquals(Map.of(), Samples.counters(store));
    }

    @Test
    void whatWaitedBeforeThereWereCountriesHasNone() {
        Database database = new Database(dataSource);
        Schema.migrate(database, 4);
        database.transact(transaction -> transaction.update(
                "INSERT INTO inbox (node, report, received, packed) VALUES (?, ?, ?, ?)",
                node.toString(),
                UUID.randomUUID().toString(),
                NOON.getEpochSecond(),
                new byte[] {1}));
        List<Optional<String>> told = new ArrayList<>();
        Store.open(dataSource).submissions().process(10, submission -> {
            told.add(submission.country());
            return new Processed(TODAY, List.of());
        });
        assertEquals(List.of(Optional.empty()), told);
    }

    private Submission accept(Store store, Optional<String> country) {
        Submission submission = new Submission(node, UUID.randomUUID(), new byte[] {1}, country);
        store.submissions().accept(submission, Samples.receipt(submission, NOON));
        return submission;
    }
}
