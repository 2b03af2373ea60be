package org.openvz.vzstats.store.jdbc.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openvz.vzstats.server.api.Releases;

/** Tables statistics_release, statistics_document and statistics_basis: what was published, and what the last of it was made of. */
final class JdbcReleases implements Releases {

    private final Database database;

    JdbcReleases(Database database) {
        this.database = database;
    }

    @Override
    public boolean publish(Release release) {
        return database.transact(transaction -> publish(transaction, release));
    }

    private static boolean publish(Transaction transaction, Release release) throws SQLException {
        Info info = release.info();
        if (transaction
                .first("SELECT number FROM statistics_release WHERE number = ?", JdbcReleases::number, info.number())
                .isPresent()) {
            return false;
        }
        transaction.update(
                "INSERT INTO statistics_release (number, generated_at, generated_on, fingerprint, manifest)"
                        + " VALUES (?, ?, ?, ?, ?)",
                info.number(),
                info.generated().getEpochSecond(),
                LocalDate.ofInstant(info.generated(), ZoneOffset.UTC).toString(),
                info.fingerprint(),
                release.manifest());
        transaction.updateAll(
                "INSERT INTO statistics_document (release_number, metric, platform, document) VALUES (?, ?, ?, ?)",
                release.documents().stream()
                        .map(document ->
                                List.<Object>of(info.number(), document.metric(), document.platform(), document.json()))
                        .toList());
        // Exact counters: of the last release only, history needs none.
        transaction.update("DELETE FROM statistics_basis");
        transaction.updateAll(
                "INSERT INTO statistics_basis (metric, basis) VALUES (?, ?)",
                release.basis().entrySet().stream()
                        .map(entry -> List.<Object>of(entry.getKey(), entry.getValue()))
                        .toList());
        return true;
    }

    @Override
    public Map<String, String> basis() {
        return database.transact(transaction -> transaction
                .query(
                        "SELECT metric, basis FROM statistics_basis",
                        row -> Map.entry(row.getString("metric"), row.getString("basis")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Optional<String> manifest(long release) {
        return database.transact(transaction -> transaction.first(
                "SELECT manifest FROM statistics_release WHERE number = ? AND manifest IS NOT NULL",
                row -> row.getString("manifest"),
                release));
    }

    @Override
    public Optional<Info> latest() {
        return database.transact(transaction -> transaction.first(
                "SELECT number, generated_at, fingerprint FROM statistics_release"
                        + " ORDER BY number DESC FETCH FIRST 1 ROWS ONLY",
                row -> new Info(
                        number(row),
                        Instant.ofEpochSecond(row.getLong("generated_at")),
                        row.getString("fingerprint"))));
    }

    @Override
    public Optional<String> document(long release, String metric, String platform) {
        return database.transact(transaction -> document(transaction, release, metric, platform));
    }

    private static Optional<String> document(Transaction transaction, long release, String metric, String platform)
            throws SQLException {
        return transaction.first(
                "SELECT document FROM statistics_document WHERE release_number = ? AND metric = ? AND platform = ?",
                row -> row.getString("document"),
                release,
                metric,
                platform);
    }

    @Override
    public List<String> history(String metric, String platform, LocalDate from, LocalDate to) {
        return database.transact(transaction -> {
            List<Long> lastOfDays = transaction.query(
                    "SELECT MAX(number) AS number FROM statistics_release WHERE generated_on BETWEEN ? AND ?"
                            + " GROUP BY generated_on ORDER BY MAX(number)",
                    JdbcReleases::number,
                    from.toString(),
                    to.toString());
            // One after another: for one statement with all of them Derby reads the whole table.
            List<String> documents = new ArrayList<>();
            for (long release : lastOfDays) {
                document(transaction, release, metric, platform).ifPresent(documents::add);
            }
            return documents;
        });
    }

    @Override
    public void prune(int newest) {
        database.transact(
                transaction -> {
                    // Read before, since not every database deletes from a table that it selects from.
                    Set<Long> kept = new HashSet<>(transaction.query(
                            "SELECT number FROM statistics_release ORDER BY number DESC FETCH FIRST ? ROWS ONLY",
                            JdbcReleases::number,
                            newest));
                    kept.addAll(transaction.query(
                            "SELECT MAX(number) AS number FROM statistics_release GROUP BY generated_on",
                            JdbcReleases::number));
                    List<List<Object>> gone = transaction
                            .query("SELECT number FROM statistics_release ORDER BY number", JdbcReleases::number)
                            .stream()
                            .filter(number -> !kept.contains(number))
                            .map(List::<Object>of)
                            .toList();
                    transaction.updateAll("DELETE FROM statistics_document WHERE release_number = ?", gone);
                    transaction.updateAll("DELETE FROM statistics_release WHERE number = ?", gone);
                    return gone;
                });
    }

    private static long number(ResultSet row) throws SQLException {
        return row.getLong("number");
    }
}
