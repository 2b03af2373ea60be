package org.openvz.vzstats.store.jdbc.internal;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openvz.vzstats.server.api.Downloads;

/** Tables download, download_reach and download_log. A log's position moves in the transaction that counts what stands before it. */
final class JdbcDownloads implements Downloads {

    private static final Comparator<Download> ORDER = Comparator.comparing(Download::day)
            .thenComparing(download -> download.item().product())
            .thenComparing(download -> download.item().kind())
            .thenComparing(download -> download.item().version())
            .thenComparing(download -> download.item().architecture())
            .thenComparing(Download::country);
    private static final Comparator<Reach> REACH =
            Comparator.comparing(Reach::day).thenComparing(Reach::product);

    private final Database database;

    JdbcDownloads(Database database) {
        this.database = database;
    }

    @Override
    public long position(String log) {
        return database.transact(transaction -> position(transaction, log));
    }

    private static long position(Transaction transaction, String log) throws SQLException {
        return transaction
                .first("SELECT position FROM download_log WHERE log = ?", row -> row.getLong("position"), log)
                .orElse(0L);
    }

    @Override
    public boolean add(Part part, Map<Download, Long> counts, Map<Reach, Long> addresses) {
        // In turn, and sorted: two writers of the same rows would wait for each other.
        return database.transactInTurn(transaction -> {
            if (!move(transaction, part)) {
                return false;
            }
            count(transaction, sorted(counts, ORDER));
            reach(transaction, sorted(addresses, REACH));
            return true;
        });
    }

    private static <K> SortedMap<K, Long> sorted(Map<K, Long> map, Comparator<K> order) {
        SortedMap<K, Long> sorted = new TreeMap<>(order);
        sorted.putAll(map);
        return sorted;
    }

    /** {@return whether the log was where the part begins; it is at its end now, and locked} */
    private static boolean move(Transaction transaction, Part part) throws SQLException {
        int moved = transaction.update(
                "UPDATE download_log SET position = ? WHERE log = ? AND position = ?",
                part.to(),
                part.log(),
                part.from());
        if (moved == 1) {
            return true;
        }
        if (part.from() != 0 || position(transaction, part.log()) != 0) {
            return false;
        }
        transaction.update("INSERT INTO download_log (log, position) VALUES (?, ?)", part.log(), part.to());
        return true;
    }

    private static void count(Transaction transaction, SortedMap<Download, Long> counts) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        counts.forEach((download, times) -> rows.add(List.of(
                times,
                download.day().toString(),
                download.item().product(),
                download.item().kind(),
                download.item().version(),
                download.item().architecture(),
                download.country())));
        int[] found = transaction.updateAll(
                "UPDATE download SET times = times + ? WHERE happened_on = ? AND product = ? AND kind = ?"
                        + " AND version = ? AND architecture = ? AND country = ?",
                rows);
        transaction.updateAll(
                "INSERT INTO download (times, happened_on, product, kind, version, architecture, country)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                Transaction.missing(found, rows));
    }

    private static void reach(Transaction transaction, SortedMap<Reach, Long> addresses) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        addresses.forEach(
                (reach, number) -> rows.add(List.of(number, reach.day().toString(), reach.product())));
        int[] found = transaction.updateAll(
                "UPDATE download_reach SET addresses = CASE WHEN addresses < ? THEN ? ELSE addresses END"
                        + " WHERE happened_on = ? AND product = ?",
                rows.stream()
                        .map(row -> List.of(row.get(0), row.get(0), row.get(1), row.get(2)))
                        .toList());
        transaction.updateAll(
                "INSERT INTO download_reach (addresses, happened_on, product) VALUES (?, ?, ?)",
                Transaction.missing(found, rows));
    }

    @Override
    public Totals totals(LocalDate first, LocalDate last) {
        Object[] days = {first.toString(), last.toString()};
        String within = " WHERE happened_on >= ? AND happened_on <= ?";
        return database.transact(transaction -> {
            Map<Item, Long> items = new HashMap<>();
            transaction.query(
                    "SELECT product, kind, version, architecture, SUM(times) AS total FROM download" + within
                            + " GROUP BY product, kind, version, architecture",
                    row -> items.put(
                            new Item(
                                    row.getString("product"),
                                    row.getString("kind"),
                                    row.getString("version"),
                                    row.getString("architecture")),
                            row.getLong("total")),
                    days);
            Map<String, Long> countries = new HashMap<>();
            transaction.query(
                    "SELECT country, SUM(times) AS total FROM download" + within + " GROUP BY country",
                    row -> countries.put(row.getString("country"), row.getLong("total")),
                    days);
            SortedMap<LocalDate, Long> byDay = new TreeMap<>();
            transaction.query(
                    "SELECT happened_on, SUM(times) AS total FROM download" + within + " GROUP BY happened_on",
                    row -> byDay.put(LocalDate.parse(row.getString("happened_on")), row.getLong("total")),
                    days);
            Map<Reach, Long> addresses = new HashMap<>();
            transaction.query(
                    "SELECT happened_on, product, addresses FROM download_reach" + within,
                    row -> addresses.put(
                            new Reach(LocalDate.parse(row.getString("happened_on")), row.getString("product")),
                            row.getLong("addresses")),
                    days);
            return new Totals(items, countries, byDay, addresses);
        });
    }
}
