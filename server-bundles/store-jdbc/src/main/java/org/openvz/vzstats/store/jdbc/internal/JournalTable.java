package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.server.api.Event;

/** Table journal: a row for each day and event. Written last in a transaction, and always in the same order. */
final class JournalTable {

    private JournalTable() {}

    static void add(Transaction transaction, Tally tally) throws SQLException {
        List<List<Object>> all = new ArrayList<>();
        for (Map.Entry<Tally.Key, Long> cell : tally.times().entrySet()) {
            all.add(List.of(
                    cell.getValue(),
                    cell.getKey().day().toString(),
                    cell.getKey().event().word()));
        }
        int[] found =
                transaction.updateAll("UPDATE journal SET times = times + ? WHERE happened_on = ? AND event = ?", all);
        transaction.updateAll(
                "INSERT INTO journal (times, happened_on, event) VALUES (?, ?, ?)", Transaction.missing(found, all));
    }

    /** {@return the cells of the days from this one on} */
    static Tally since(Transaction transaction, LocalDate first) throws SQLException {
        Tally tally = new Tally();
        transaction.query(
                "SELECT happened_on, event, times FROM journal WHERE happened_on >= ?",
                row -> {
                    LocalDate day = LocalDate.parse(row.getString("happened_on"));
                    long times = row.getLong("times");
                    return event(row.getString("event")).map(event -> tally.add(day, event, times));
                },
                first.toString());
        return tally;
    }

    /** {@return the event; empty if only a newer server knows it} */
    private static Optional<Event> event(String word) {
        return Arrays.stream(Event.values())
                .filter(event -> event.word().equals(word))
                .findFirst();
    }
}
