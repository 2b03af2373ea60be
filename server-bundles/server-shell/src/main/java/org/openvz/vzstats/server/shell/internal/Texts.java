package org.openvz.vzstats.server.shell.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Durations;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Inventory.Stock;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Journal.Day;
import org.openvz.vzstats.server.api.Publishing;
import org.openvz.vzstats.server.api.QuarantineStore.Entry;
import org.openvz.vzstats.server.api.QuarantineStore.Group;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.Retention;
import org.openvz.vzstats.server.api.StoreState;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.shell.control.Table;

/** What the commands print, in 80 columns. */
final class Texts {

    private Texts() {}

    /** {@return why a part of the server is not there} */
    static String missing(@Nullable StoreState store) {
        if (store == null) {
            return "no store is installed";
        }
        return switch (store.condition()) {
            case UNREACHABLE -> "the database does not answer";
            case NEWER_SCHEMA -> "the database is of a newer server: install that one, or another database";
            case UNUSABLE -> "the database cannot be used; log:display says why";
            case OPEN -> "a part of the server is not installed, or is just being swapped";
        };
    }

    static Day today(Journal journal, Instant now) throws StoreUnavailableException {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return journal.days(1).stream()
                .filter(day -> day.day().equals(today))
                .findFirst()
                .orElse(new Day(today, Map.of()));
    }

    static String status(Stock stock, Day today, Optional<Releases.Info> latest, Instant now) {
        return new Table()
                .row("Live nodes:", Long.toString(stock.liveNodes()))
                .row("Inbox:", waiting(stock, now))
                .row("Quarantine:", stock.quarantined() + " sections, " + size(stock.quarantinedBytes()))
                .row("Release:", latest.map(last -> release(last, now)).orElse("none yet"))
                .row(
                        "Today:",
                        today.count(Event.ACCEPTED) + " reports, " + today.count(Event.DUPLICATE) + " again, "
                                + rejected(today) + " rejected, " + today.count(Event.CLONE) + " clones")
                .row(
                        "",
                        today.count(Event.QUARANTINED) + " sections quarantined, " + today.count(Event.REPLAYED)
                                + " replayed, " + today.count(Event.DROPPED) + " dropped")
                .row("", today.count(Event.ISSUED) + " identities, " + today.count(Event.ERASED) + " erasures")
                .text();
    }

    static String inbox(Stock stock, List<Day> days, Instant now) {
        Table table = new Table().row("DAY", "ACCEPTED", "AGAIN", "REJECTED", "CLONES", "PROCESSED", "QUARANTINED");
        days.forEach(day -> table.row(
                day.day().toString(),
                Long.toString(day.count(Event.ACCEPTED)),
                Long.toString(day.count(Event.DUPLICATE)),
                Long.toString(rejected(day)),
                Long.toString(day.count(Event.CLONE)),
                Long.toString(day.count(Event.PROCESSED)),
                Long.toString(day.count(Event.QUARANTINED))));
        return "Inbox: " + waiting(stock, now) + "\n" + (days.isEmpty() ? "" : "\n" + table.text());
    }

    private static long rejected(Day day) {
        return day.counts().entrySet().stream()
                .filter(event -> event.getKey().word().startsWith("rejected."))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String waiting(Stock stock, Instant now) {
        return stock.oldestWaiting()
                .map(oldest -> stock.waiting() + " reports wait, the oldest for " + age(oldest, now))
                .orElse("empty");
    }

    static String groups(List<Group> groups) {
        if (groups.isEmpty()) {
            return "The quarantine is empty.\n";
        }
        Table table = new Table().row("REASON", "SECTIONS", "SIZE", "OLDEST");
        groups.forEach(group -> table.row(
                group.reason(),
                Long.toString(group.sections()),
                size(group.bytes()),
                day(group.oldest()).toString()));
        return table.text();
    }

    static String entries(String reason, List<Entry> entries) {
        if (entries.isEmpty()) {
            return "Nothing is in quarantine for this reason.\n";
        }
        Table table = new Table().row("NUMBER", "SECTION", "REVISION", "RECEIVED", "SIZE");
        entries.forEach(entry -> table.row(
                Long.toString(entry.id()),
                entry.collector(),
                Integer.toString(entry.revision()),
                day(entry.received()).toString(),
                size(entry.bytes())));
        return table.text();
    }

    static String entry(Entry entry) {
        return new Table()
                .row("Number:", Long.toString(entry.id()))
                .row("Reason:", entry.reason())
                .row("Section:", entry.collector() + ", revision " + entry.revision())
                .row("Made on:", entry.made().toString())
                .row("Received:", entry.received().toString())
                .row("Size:", size(entry.bytes()))
                .text();
    }

    static String replayed(long left, long stay) {
        return left + " sections count now, " + stay + " are in quarantine.\n";
    }

    static String made(boolean made) {
        return made ? "A release was made.\n" : "There is no news: no release was made.\n";
    }

    static String release(Optional<Releases.Info> latest, Publishing.Settings settings, Instant now) {
        return new Table()
                .row("Release:", latest.map(last -> release(last, now)).orElse("none yet"))
                .row("Interval:", Durations.format(settings.interval()) + ", if there is news")
                .row("Window:", Durations.format(settings.window()))
                .row("k:", settings.k() + " nodes at least for each number")
                .text();
    }

    private static String release(Releases.Info last, Instant now) {
        return last.number() + ", made " + age(last.generated(), now) + " ago";
    }

    static String retention(
            Retention.Bounds bounds, Optional<Publishing.Settings> settings, Optional<Retention.Removed> removed) {
        Table table = new Table().row("KEPT FOR", "AT MOST", "WHAT");
        settings.ifPresent(
                set -> table.row(Durations.format(set.window()), "", "a node's values, after its last report"));
        table.row(Durations.format(bounds.silentAge()), "", "a node's id and secret, after its last report")
                .row(Durations.format(bounds.unusedAge()), "", "an identity that is not used")
                .row(Durations.format(bounds.receiptAge()), Long.toString(bounds.receiptRows()), "receipts")
                .row(
                        Durations.format(bounds.quarantineAge()),
                        Long.toString(bounds.quarantineRows()),
                        "sections in quarantine, of " + size(bounds.quarantineBytes()) + " at most")
                .row(Durations.format(bounds.crashAge()), "", "what crashed on a day");
        String gone = removed.map(now ->
                        "\nGone now: " + now.nodes() + " nodes, " + now.identities() + " identities, " + now.receipts()
                                + " receipts, " + now.quarantined() + " sections, " + now.crashes() + " crashes.\n")
                .orElse("");
        return table.text() + gone;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toDays() > 1) {
            return age.toDays() + " days";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " hours";
        }
        return age.toMinutes() > 1 ? age.toMinutes() + " minutes" : Math.max(0, age.toSeconds()) + " seconds";
    }

    private static String size(long bytes) {
        if (bytes < 10_240) {
            return bytes + " bytes";
        }
        return bytes < 10_485_760
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1_048_576.0);
    }
}
