package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A counter that counts nobody any more is not seen, and goes with the next release. */
@EachDatabase
class CounterTableTest {

    private final DataSource dataSource;
    private final Store store;
    private final UUID node = UUID.randomUUID();

    CounterTableTest(Databases databases) {
        this.dataSource = databases.fresh();
        this.store = Store.open(dataSource);
    }

    @Test
    void whatNobodyHasAnyMoreIsNotCountedAndLeaves() throws SQLException {
        Samples.accept(store, NOON, node, TODAY, "cpu cpu.model=old cpu.cores=2");
        Samples.processAll(store);
        Map<String, String> first = Samples.counters(store);
        assertEquals("1/1", first.get("unknown cpu.model old"));

        Samples.accept(store, NOON.plusSeconds(1), node, TODAY, "cpu cpu.model=new cpu.cores=2");
        Samples.processAll(store);
        Map<String, String> second = Samples.counters(store);
        assertEquals("1/1", second.get("unknown cpu.model new"));
        assertEquals(first.get("unknown cpu.cores 2"), second.get("unknown cpu.cores 2"));
        assertEquals(first.size(), second.size(), "the old model is not among them");
        assertEquals(1, empty());

        store.census().expire(NOON.minusSeconds(1));
        assertEquals(0, empty());
        assertEquals(second, Samples.counters(store));
    }

    @Test
    void aSectionThatSaysTheSameIsRenewedAllTheSame() {
        Samples.accept(store, NOON, node, TODAY, "cpu cpu.model=same");
        Samples.processAll(store);
        Map<String, String> before = Samples.counters(store);
        Samples.accept(store, NOON.plusSeconds(10), node, TODAY, "cpu cpu.model=same");
        Samples.processAll(store);
        store.census().expire(NOON.plusSeconds(5));
        assertEquals(before, Samples.counters(store));
    }

    private long empty() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM counter WHERE nodes = 0")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
