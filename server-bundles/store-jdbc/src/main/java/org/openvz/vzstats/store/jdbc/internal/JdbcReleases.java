package org.openvz.vzstats.store.jdbc.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openvz.vzstats.server.api.Releases;

/** Tables statistics_release and statistics_document: what was published. */
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
                "INSERT INTO statistics_release (number, generated_at, generated_on, fingerprint) VALUES (?, ?, ?, ?)",
                info.number(),
                info.generated().getEpochSecond(),
                LocalDate.ofInstant(info.generated(), ZoneOffset.UTC).toString(),
                info.fingerprint());
        transaction.updateAll(
                "INSERT INTO statistics_document (release_number, metric, platform, document) VALUES (?, ?, ?, ?)",
                release.documents().stream()
                        .map(document ->
                                List.<Object>of(info.number(), document.metric(), document.platform(), document.json()))
                        .toList());
        return true;
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
        return database.transact(transaction -> transaction.first(
                "SELECT document FROM statistics_document WHERE release_number = ? AND metric = ? AND platform = ?",
                row -> row.getString("document"),
                release,
                metric,
                platform));
    }

    @Override
    public List<String> history(String metric, String platform, LocalDate from, LocalDate to) {
        return database.transact(transaction -> transaction.query(
                "SELECT document FROM statistics_document WHERE metric = ? AND platform = ? AND release_number IN"
                        + " (SELECT MAX(number) FROM statistics_release"
                        + " WHERE generated_on BETWEEN ? AND ? GROUP BY generated_on)"
                        + " ORDER BY release_number",
                row -> row.getString("document"),
                metric,
                platform,
                from.toString(),
                to.toString()));
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
