package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Table counter: a row per platform, metric and value. A row that counts nobody any more stays until the next release: to look after each
 * batch which those are would cost more than all of them.
 */
final class CounterTable {

    private CounterTable() {}

    /**
     * A row.
     *
     * @param key which counter
     * @param count how much it is
     */
    record Entry(Deltas.Key key, Deltas.Change count) {}

    static void apply(Transaction transaction, SortedMap<Deltas.Key, Deltas.Change> changes) throws SQLException {
        List<Map.Entry<Deltas.Key, Deltas.Change>> all = List.copyOf(changes.entrySet());
        int[] found = transaction.updateAll(
                "UPDATE counter SET nodes = nodes + ?, total = total + ?"
                        + " WHERE platform = ? AND metric = ? AND value = ?",
                all.stream().map(CounterTable::values).toList());
        List<List<Object>> missing = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i] == 0) {
                missing.add(values(all.get(i)));
            }
        }
        transaction.updateAll(
                "INSERT INTO counter (nodes, total, platform, metric, value) VALUES (?, ?, ?, ?, ?)", missing);
    }

    /** Removes the counters that count nobody any more, in the order in which everybody takes the locks. */
    static void clear(Transaction transaction) throws SQLException {
        List<List<Object>> empty = transaction.query(
                "SELECT platform, metric, value FROM counter WHERE nodes = 0 ORDER BY platform, metric, value",
                row -> List.<Object>of(row.getString("platform"), row.getString("metric"), row.getString("value")));
        transaction.updateAll(
                "DELETE FROM counter WHERE platform = ? AND metric = ? AND value = ? AND nodes = 0", empty);
    }

    private static List<Object> values(Map.Entry<Deltas.Key, Deltas.Change> change) {
        Deltas.Key key = change.getKey();
        return List.of(change.getValue().nodes(), change.getValue().total(), key.platform(), key.metric(), key.value());
    }

    static List<Entry> all(Transaction transaction) throws SQLException {
        return transaction.query(
                "SELECT platform, metric, value, nodes, total FROM counter WHERE nodes <> 0"
                        + " ORDER BY platform, metric, value",
                row -> new Entry(
                        new Deltas.Key(row.getString("platform"), row.getString("metric"), row.getString("value")),
                        new Deltas.Change(row.getLong("nodes"), row.getLong("total"))));
    }
}
