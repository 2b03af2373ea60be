package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openvz.vzstats.server.api.Census;

/** The counters in a database. */
final class JdbcCensus implements Census {

    /** How many leave in one transaction. */
    private static final int BATCH = 200;

    private final Database database;

    JdbcCensus(Database database) {
        this.database = database;
    }

    @Override
    public int expire(Instant since) {
        long seconds = since.getEpochSecond();
        int left = 0;
        int found;
        do {
            List<String> nodes = database.transact(tx -> NodeTable.notReportedSince(tx, seconds, BATCH));
            found = nodes.size();
            left += database.transactInTurn(tx -> {
                Batch batch = Batch.of(tx, nodes);
                int gone = batch.leave(seconds);
                batch.save();
                return gone;
            });
        } while (found == BATCH);
        do {
            List<String> nodes = database.transact(tx -> StateTable.notRenewedSince(tx, seconds, BATCH));
            found = nodes.size();
            database.transactInTurn(tx -> {
                Batch batch = Batch.of(tx, nodes);
                batch.forgetSections(seconds);
                batch.save();
                return nodes;
            });
        } while (found == BATCH);
        database.transactInTurn(tx -> {
            CounterTable.clear(tx);
            return tx;
        });
        return left;
    }

    @Override
    public Snapshot snapshot() {
        return database.readInTurn(JdbcCensus::read);
    }

    private static Snapshot read(Transaction transaction) throws SQLException {
        Map<String, Long> live = new HashMap<>();
        Set<String> counts = new HashSet<>();
        List<Counter> counters = new ArrayList<>();
        for (CounterTable.Entry entry : CounterTable.all(transaction)) {
            Deltas.Key key = entry.key();
            long nodes = entry.count().nodes();
            long total = entry.count().total();
            if (key.metric().equals(Deltas.LIVE)) {
                live.put(key.platform(), nodes);
                continue;
            }
            boolean asked = key.value().equals(ASKED);
            if (asked && total > 0) {
                counts.add(key.metric());
            }
            counters.add(new Counter(key.platform(), key.metric(), key.value(), nodes, asked ? nodes : total));
        }
        return new Snapshot(NodeTable.lastReceived(transaction).map(Instant::ofEpochSecond), live, counters, counts);
    }
}
