package org.openvz.vzstats.store.jdbc.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Crashes;

/** Reads what has crashed out of its sightings: sums are made when they are asked for, so that whatever goes is in none of them. */
final class JdbcCrashes implements Crashes {

    private static final String AMOUNT = "SUM(s.crashes) AS crashes, COUNT(DISTINCT NULLIF(s.node, '')) AS nodes,"
            + " SUM(CASE WHEN s.node = '' THEN s.reports ELSE 0 END) AS anonymous";
    private static final String SIGHTINGS = " FROM crash_sighting s JOIN crash_group g ON g.hash = s.crash_group";

    /** The most components of one question; a database has a bound of its own. */
    private static final int MOST_ASKED = 500;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{4,40}");

    private final Database database;

    JdbcCrashes(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Crash crash, LocalDate received) {
        if (!crash.isStorable()) {
            throw new IllegalArgumentException("no crash that can be stored");
        }
        return database.transactInTurn(transaction -> CrashTable.add(transaction, CrashTable.NOBODY, crash, received));
    }

    @Override
    public List<Component> components(LocalDate since) {
        return database.transact(transaction -> transaction.query(
                "SELECT g.component, COUNT(DISTINCT g.hash) AS crash_groups, " + AMOUNT + SIGHTINGS
                        + " WHERE s.seen_on >= ? GROUP BY g.component ORDER BY crashes DESC, g.component",
                row -> new Component(row.getString("component"), amount(row), row.getLong("crash_groups")),
                since.toString()));
    }

    @Override
    public List<Day> days(LocalDate since, Collection<String> components) {
        if (components.isEmpty()) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        values.add(since.toString());
        components.stream().limit(MOST_ASKED).forEach(values::add);
        String places = String.join(", ", Collections.nCopies(values.size() - 1, "?"));
        return database.transact(transaction -> transaction.query(
                "SELECT s.seen_on, " + AMOUNT + SIGHTINGS + " WHERE s.seen_on >= ? AND g.component IN (" + places
                        + ") GROUP BY s.seen_on ORDER BY s.seen_on",
                row -> new Day(LocalDate.parse(row.getString("seen_on")), amount(row)),
                values.toArray()));
    }

    @Override
    public List<Group> groups(Wanted wanted) {
        List<Group> found = database.transact(transaction -> {
            Map<String, List<String>> versions = new HashMap<>();
            String which = wanted.component().isPresent() ? " WHERE g.component = ?" : "";
            Object[] values =
                    wanted.component().map(name -> new Object[] {name}).orElseGet(() -> new Object[0]);
            transaction.query(
                    "SELECT DISTINCT s.crash_group, s.version" + SIGHTINGS + which,
                    row -> versions.computeIfAbsent(row.getString("crash_group"), group -> new ArrayList<>())
                            .add(row.getString("version")),
                    values);
            List<Group> groups = transaction.query(
                    "SELECT g.hash, g.kind, g.component, MIN(s.seen_on) AS first_on, MAX(s.seen_on) AS last_on, "
                            + AMOUNT + SIGHTINGS + which
                            + " GROUP BY g.hash, g.kind, g.component ORDER BY crashes DESC, g.hash",
                    row -> group(row, versions.getOrDefault(row.getString("hash"), List.of())),
                    values);
            return groups.stream()
                    .filter(group -> wanted.newSince()
                            .map(version -> isNewSince(group, version))
                            .orElse(true))
                    .limit(wanted.most())
                    .toList();
        });
        return withPlaces(found);
    }

    /** The frames are large texts, which no database groups by. */
    private List<Group> withPlaces(List<Group> groups) {
        return database.transact(transaction -> {
            List<Group> placed = new ArrayList<>();
            for (Group group : groups) {
                placed.add(withPlace(group, frames(transaction, group.hash())));
            }
            return placed;
        });
    }

    @Override
    public Optional<Detail> group(String hash) {
        if (!HASH.matcher(hash).matches()) {
            return Optional.empty();
        }
        return database.transact(transaction -> {
            List<String> found = transaction.query(
                    "SELECT hash FROM crash_group WHERE hash LIKE ? FETCH FIRST 2 ROWS ONLY",
                    row -> row.getString("hash"),
                    hash + "%");
            return found.size() == 1 ? detail(transaction, found.get(0)) : Optional.empty();
        });
    }

    private static Optional<Detail> detail(Transaction transaction, String hash) throws SQLException {
        Map<String, Long> versions = sums(transaction, "s.version", hash);
        Optional<Group> group = transaction.first(
                "SELECT g.hash, g.kind, g.component, MIN(s.seen_on) AS first_on, MAX(s.seen_on) AS last_on, " + AMOUNT
                        + SIGHTINGS + " WHERE g.hash = ? GROUP BY g.hash, g.kind, g.component",
                row -> group(row, versions.keySet()),
                hash);
        if (group.isEmpty()) {
            return Optional.empty();
        }
        List<String> frames = frames(transaction, hash);
        SortedMap<LocalDate, Long> days = new TreeMap<>();
        sums(transaction, "s.seen_on", hash).forEach((day, crashes) -> days.put(LocalDate.parse(day), crashes));
        Map<String, Long> platforms = new LinkedHashMap<>();
        transaction.query(
                "SELECT n.platform, SUM(s.crashes) AS crashes FROM crash_sighting s JOIN node n ON n.id = s.node"
                        + " WHERE s.crash_group = ? GROUP BY n.platform ORDER BY crashes DESC, n.platform",
                row -> platforms.put(row.getString("platform"), row.getLong("crashes")),
                hash);
        return Optional.of(new Detail(
                withPlace(group.get(), frames),
                frames,
                versions,
                sums(transaction, "s.os", hash),
                sums(transaction, "s.architecture", hash),
                sums(transaction, "s.kernel", hash),
                platforms,
                days));
    }

    private static Map<String, Long> sums(Transaction transaction, String column, String hash) throws SQLException {
        Map<String, Long> sums = new LinkedHashMap<>();
        transaction.query(
                "SELECT " + column
                        + " AS named, SUM(s.crashes) AS crashes FROM crash_sighting s WHERE s.crash_group = ?"
                        + " GROUP BY " + column + " ORDER BY crashes DESC, named",
                row -> sums.put(row.getString("named"), row.getLong("crashes")),
                hash);
        sums.remove("");
        return sums;
    }

    private static List<String> frames(Transaction transaction, String hash) throws SQLException {
        return transaction
                .first(
                        "SELECT frames FROM crash_group WHERE hash = ?",
                        row -> CrashTable.frames(row.getString("frames")),
                        hash)
                .orElse(List.of());
    }

    private static Group group(ResultSet row, Collection<String> versions) throws SQLException {
        return new Group(
                row.getString("hash"),
                row.getString("kind"),
                row.getString("component"),
                LocalDate.parse(row.getString("first_on")),
                LocalDate.parse(row.getString("last_on")),
                amount(row),
                versions.stream()
                        .filter(version -> !version.isEmpty())
                        .sorted(Versions.ORDER.thenComparing(Comparator.naturalOrder()))
                        .toList(),
                "");
    }

    private static Group withPlace(Group group, List<String> frames) {
        return new Group(
                group.hash(),
                group.type(),
                group.component(),
                group.first(),
                group.last(),
                group.amount(),
                group.versions(),
                frames.isEmpty() ? "" : frames.get(0));
    }

    /** {@return whether the oldest version that crashed so is this one or a newer one} */
    private static boolean isNewSince(Group group, String version) {
        return !group.versions().isEmpty()
                && Versions.ORDER.compare(group.versions().get(0), version) >= 0;
    }

    private static Amount amount(ResultSet row) throws SQLException {
        return new Amount(row.getLong("crashes"), row.getLong("nodes"), row.getLong("anonymous"));
    }
}
