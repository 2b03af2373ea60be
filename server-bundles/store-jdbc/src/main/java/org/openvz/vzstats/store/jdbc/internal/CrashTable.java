package org.openvz.vzstats.store.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Holdings;

/**
 * Tables crash_group and crash_sighting. Every change locks its groups first, in the order of their names, so that none goes while a
 * sighting of it comes, and no two wait for each other in a circle.
 */
final class CrashTable {

    /** Whose sightings are nobody's in particular. */
    static final String NOBODY = "";

    /** In how many environments a group is told apart on one day of one node, or of nobody: anybody can make up versions. */
    private static final long MOST_ENVIRONMENTS = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private CrashTable() {}

    /** {@return whether it was counted; not if it would make a group too many} */
    static boolean add(Transaction transaction, String node, Crash crash, LocalDate received) throws SQLException {
        if (!lockGroup(transaction, crash.group())) {
            if (groups(transaction) >= Crashes.MOST_GROUPS) {
                return false;
            }
            transaction.update(
                    "INSERT INTO crash_group (hash, kind, component, frames) VALUES (?, ?, ?, ?)",
                    crash.group(),
                    crash.type(),
                    crash.component(),
                    text(crash.frames()));
        }
        // A clock that is wrong must not make a crash of the future, nor one that is forgotten at once.
        String day = crash.day()
                .filter(said -> !said.isAfter(received) && said.isAfter(received.minusDays(30)))
                .orElse(received)
                .toString();
        if (!count(transaction, node, crash, day)) {
            Crash fitting = hasMany(transaction, node, crash, day) ? anywhere(crash) : crash;
            if (!count(transaction, node, fitting, day)) {
                insert(transaction, node, fitting, day);
            }
        }
        return true;
    }

    /** {@return whether it has been seen in this environment before} */
    private static boolean count(Transaction transaction, String node, Crash crash, String day) throws SQLException {
        int changed = transaction.update(
                "UPDATE crash_sighting SET crashes = crashes + ?, reports = reports + 1 WHERE crash_group = ? AND node = ?"
                        + " AND seen_on = ? AND version = ? AND os = ? AND architecture = ? AND kernel = ?",
                (long) crash.count(),
                crash.group(),
                node,
                day,
                crash.version(),
                crash.os(),
                crash.architecture(),
                crash.kernel());
        return changed > 0;
    }

    private static void insert(Transaction transaction, String node, Crash crash, String day) throws SQLException {
        transaction.update(
                "INSERT INTO crash_sighting (crash_group, node, seen_on, version, os, architecture, kernel, crashes, reports)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                crash.group(),
                node,
                day,
                crash.version(),
                crash.os(),
                crash.architecture(),
                crash.kernel(),
                (long) crash.count());
    }

    private static boolean hasMany(Transaction transaction, String node, Crash crash, String day) throws SQLException {
        return transaction
                        .first(
                                "SELECT COUNT(*) FROM crash_sighting WHERE crash_group = ? AND node = ? AND seen_on = ?",
                                row -> row.getLong(1),
                                crash.group(),
                                node,
                                day)
                        .orElse(0L)
                >= MOST_ENVIRONMENTS;
    }

    private static Crash anywhere(Crash crash) {
        return new Crash(
                crash.group(),
                crash.type(),
                crash.component(),
                "",
                "other",
                "other",
                "",
                crash.day(),
                crash.count(),
                crash.frames());
    }

    /** Deletes all that a node has reported, and the groups that nobody else has. */
    static void forget(Transaction transaction, String node) throws SQLException {
        List<String> groups = transaction.query(
                "SELECT DISTINCT crash_group FROM crash_sighting WHERE node = ?", row -> row.getString(1), node);
        lockGroups(transaction, groups);
        transaction.update("DELETE FROM crash_sighting WHERE node = ?", node);
        dropEmpty(transaction, groups);
    }

    /**
     * Deletes some of what was seen before a day.
     *
     * @return how many rows
     */
    static int forgetBefore(Transaction transaction, String day, int most) throws SQLException {
        List<String> groups = transaction.query(
                "SELECT DISTINCT crash_group FROM crash_sighting WHERE seen_on < ? FETCH FIRST ? ROWS ONLY",
                row -> row.getString(1),
                day,
                most);
        lockGroups(transaction, groups);
        int gone = 0;
        for (String group : groups) {
            gone += transaction.update("DELETE FROM crash_sighting WHERE crash_group = ? AND seen_on < ?", group, day);
        }
        dropEmpty(transaction, groups);
        return gone;
    }

    static List<Holdings.Crashed> of(Transaction transaction, String node, int most) throws SQLException {
        return transaction.query(
                "SELECT s.crash_group, g.component, s.seen_on, s.version, s.os, s.architecture, s.kernel, s.crashes, s.reports"
                        + " FROM crash_sighting s JOIN crash_group g ON g.hash = s.crash_group WHERE s.node = ?"
                        + " ORDER BY s.seen_on DESC, s.crash_group FETCH FIRST ? ROWS ONLY",
                CrashTable::crashed,
                node,
                most);
    }

    private static Holdings.Crashed crashed(ResultSet row) throws SQLException {
        return new Holdings.Crashed(
                row.getString("crash_group"),
                row.getString("component"),
                LocalDate.parse(row.getString("seen_on")),
                row.getString("version"),
                row.getString("os"),
                row.getString("architecture"),
                row.getString("kernel"),
                row.getLong("crashes"),
                row.getLong("reports"));
    }

    private static void lockGroups(Transaction transaction, List<String> groups) throws SQLException {
        for (String group : new TreeSet<>(groups)) {
            lockGroup(transaction, group);
        }
    }

    /** {@return whether there is one to lock} */
    private static boolean lockGroup(Transaction transaction, String group) throws SQLException {
        return transaction
                .first(
                        "SELECT hash FROM crash_group WHERE hash = ?"
                                + transaction.dialect().lock(),
                        row -> row.getString(1),
                        group)
                .isPresent();
    }

    private static long groups(Transaction transaction) throws SQLException {
        return transaction
                .first("SELECT COUNT(*) FROM crash_group", row -> row.getLong(1))
                .orElse(0L);
    }

    private static void dropEmpty(Transaction transaction, List<String> groups) throws SQLException {
        for (String group : groups) {
            boolean left = transaction
                    .first(
                            "SELECT crash_group FROM crash_sighting WHERE crash_group = ? FETCH FIRST 1 ROWS ONLY",
                            row -> row.getString(1),
                            group)
                    .isPresent();
            if (!left) {
                transaction.update("DELETE FROM crash_group WHERE hash = ?", group);
            }
        }
    }

    private static String text(List<String> frames) {
        try {
            return JSON.writeValueAsString(frames);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    static List<String> frames(String text) {
        try {
            return JSON.readValue(text, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the frames of a group are unreadable", e);
        }
    }
}
