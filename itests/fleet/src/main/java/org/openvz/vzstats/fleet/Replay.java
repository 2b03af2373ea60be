package org.openvz.vzstats.fleet;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openvz.vzstats.release.internal.PlainRelease;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.ReceivedSection;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.store.jdbc.internal.DerbyStore;

/**
 * Puts a simulated fleet and its last days into the database of a server that does not run: the reports of each day by the store's own path
 * into state and counters, past the inbox, and then a release by the rules of publication, with that day for the time.
 *
 * <p>Who says the same as the day before is not asked again: each node has the time of its last report from the beginning, which for most
 * is now.
 */
public final class Replay {

    private static final int NODES_AT_ONCE = 500;
    private static final Duration WINDOW = Duration.ofDays(14);
    /** Two meals a day and the platform's own. */
    private static final long REPORTS_A_DAY = 3;

    private final Fleet fleet;
    private final FilledStore filled;
    private final Instant now;

    /** Replays the days up to this one. */
    public Replay(Fleet fleet, Instant now) {
        this.fleet = fleet;
        this.filled = new FilledStore(fleet);
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * What is put into the database.
     *
     * @param nodes how many there are today
     * @param days how many days, and so releases
     * @param k the smallest number of nodes in a published cell
     */
    public record Settings(long nodes, int days, int k) {}

    /** Is told how far it is. */
    public interface Progress {

        /** So many reports are in the database already, of so many of the first day. */
        void reports(long done, long all);

        /** The release of this day is published, of so many live nodes. */
        void release(LocalDate day, long nodes);
    }

    /** Fills a new database. */
    public void into(Path database, Settings settings, Progress progress) throws SQLException {
        Past past = new Past(fleet, settings.nodes(), settings.days());
        try (DerbyStore store = DerbyStore.hasty(database)) {
            PlainRelease releases = new PlainRelease(
                    store.census(), store.crashes(), store.downloads(), store.releases(), settings.k());
            for (int day = settings.days() - 1; day >= 0; day--) {
                Instant then = now.minus(Duration.ofDays(day));
                LocalDate date = LocalDate.ofInstant(then, ZoneOffset.UTC);
                List<Long> reporting = past.reporting(day);
                for (int from = 0; from < reporting.size(); from += NODES_AT_ONCE) {
                    int to = Math.min(reporting.size(), from + NODES_AT_ONCE);
                    count(store, past, day, reporting.subList(from, to));
                    if (day == settings.days() - 1) {
                        progress.reports(to, reporting.size());
                    }
                }
                PlainRelease.Round round = releases.publish(then, then.minus(WINDOW));
                store.happened(date, happened(past.coming(day), round.live()));
                progress.release(date, round.live());
            }
        }
    }

    private void count(DerbyStore store, Past past, int day, List<Long> nodes) {
        LocalDate date = LocalDate.ofInstant(now.minus(Duration.ofDays(day)), ZoneOffset.UTC);
        Map<Long, List<Long>> byLast = nodes.stream().collect(Collectors.groupingBy(node -> lastReport(past, node)));
        byLast.forEach((last, some) -> store.count(
                last,
                date,
                some.parallelStream()
                        .collect(Collectors.toMap(
                                node -> FilledStore.id(node).toString(),
                                node -> counted(past, node, day),
                                (one, two) -> one,
                                TreeMap::new))));
    }

    /** {@return the second since 1970 of a node's last report: of one that has left a window before it does} */
    private long lastReport(Past past, long node) {
        int left = past.left(node);
        return left == 0
                ? now.getEpochSecond()
                : now.minus(Duration.ofDays(left)).minus(WINDOW).getEpochSecond() - 1;
    }

    private List<SectionResult.Accepted> counted(Past past, long node, int day) {
        List<SectionResult.Accepted> counted = new ArrayList<>(filled.counted(past.sections(node, day)));
        SortedMap<String, SortedMap<String, Long>> country = new TreeMap<>();
        country.put(Observations.COUNTRY, new TreeMap<>(Map.of(fleet.country(node), 1L)));
        counted.add(
                new SectionResult.Accepted(new ReceivedSection(Observations.NODE, 1, ""), new Observations(country)));
        return counted;
    }

    private static Map<Event, Long> happened(long coming, long live) {
        Map<Event, Long> times = new EnumMap<>(Event.class);
        times.put(Event.ACCEPTED, live * REPORTS_A_DAY);
        times.put(Event.PROCESSED, live * REPORTS_A_DAY);
        times.put(Event.ISSUED, coming);
        return times;
    }
}
