package org.openvz.vzstats.server.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Inventory.Stock;
import org.openvz.vzstats.server.api.Journal.Day;
import org.openvz.vzstats.server.api.Publishing;
import org.openvz.vzstats.server.api.QuarantineStore.Entry;
import org.openvz.vzstats.server.api.QuarantineStore.Group;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.Retention;
import org.openvz.vzstats.server.api.StoreState.Condition;

class TextsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Stock STOCK = new Stock(
            1_234_567,
            Optional.of(NOW.minusSeconds(125)),
            99_999,
            200_000_000,
            Optional.of(NOW.minus(Duration.ofDays(40))),
            1_000_000);
    private static final Day DAY = new Day(
            TODAY,
            Map.of(
                    Event.ACCEPTED, 1_000_000L,
                    Event.DUPLICATE, 17L,
                    Event.REJECTED_MALFORMED, 2L,
                    Event.REJECTED_TOO_MANY, 3L,
                    Event.CLONE, 1L,
                    Event.PROCESSED, 999_000L));
    private static final Publishing.Settings SETTINGS =
            new Publishing.Settings(5, Duration.ofHours(1), Duration.ofDays(14));
    private static final Retention.Bounds BOUNDS = new Retention.Bounds(
            100_000,
            268_435_456,
            Duration.ofDays(90),
            20_000_000,
            Duration.ofDays(90),
            Duration.ofDays(7),
            Duration.ofDays(180),
            Duration.ofDays(730));
    private static final Optional<Releases.Info> RELEASE =
            Optional.of(new Releases.Info(7, NOW.minus(Duration.ofMinutes(20)), "f"));
    private static final Entry ENTRY = new Entry(
            42, "wrong-value", "vm-\u001b[31mguests" + "s".repeat(20), 3, TODAY, NOW.minusSeconds(60), 20_000);

    @Test
    void theStatus() {
        assertEquals(
                """
                Live nodes:  1000000
                Inbox:       1234567 reports wait, the oldest for 2 minutes
                Quarantine:  99999 sections, 190.7 MiB
                Release:     7, made 20 minutes ago
                Today:       1000000 reports, 17 again, 5 rejected, 1 clones
                             0 sections quarantined, 0 replayed, 0 dropped
                             0 identities, 0 erasures
                """,
                Texts.status(STOCK, DAY, RELEASE, NOW));
    }

    @Test
    void theInbox() {
        assertEquals(
                """
                Inbox: 1234567 reports wait, the oldest for 2 minutes

                DAY         ACCEPTED  AGAIN  REJECTED  CLONES  PROCESSED  QUARANTINED
                2026-11-22  1000000   17     5         1       999000     0
                """,
                Texts.inbox(STOCK, List.of(DAY), NOW));
        Stock empty = new Stock(0, Optional.empty(), 0, 0, Optional.empty(), 0);
        assertEquals("Inbox: empty\n", Texts.inbox(empty, List.of(), NOW));
    }

    @Test
    void theQuarantine() {
        assertEquals(
                """
                REASON|SECTIONS|SIZE|OLDEST
                unknown-collector|3|17 bytes|2026-11-22
                malformed|1|100.0 KiB|2026-11-21
                """,
                cells(Texts.groups(List.of(
                        new Group("unknown-collector", 3, 17, NOW),
                        new Group("malformed", 1, 102_400, NOW.minus(Duration.ofDays(1)))))));
        assertEquals("The quarantine is empty.\n", Texts.groups(List.of()));
        String entries = Texts.entries("wrong-value", List.of(ENTRY));
        assertTrue(entries.startsWith("NUMBER  SECTION"), entries);
        assertFalse(entries.contains("\u001b"), "a terminal obeys");
    }

    @Test
    void oneSectionIsDescribedAndNotShown() {
        assertEquals(
                """
                Number:    42
                Reason:    wrong-value
                Section:   vm-?[31mguestsssssssssssssssssssss, revision 3
                Made on:   2026-11-22
                Received:  2026-11-22T09:59:00Z
                Size:      19.5 KiB
                """,
                Texts.entry(ENTRY));
    }

    @Test
    void theRetention() {
        assertEquals(
                """
                KEPT FOR|AT MOST|WHAT
                14d|a node's values, after its last report
                180d|a node's id and secret, after its last report
                7d|an identity that is not used
                90d|20000000|receipts
                90d|100000|sections in quarantine, of 256.0 MiB at most
                730d|what crashed on a day

                Gone now: 4 nodes, 3 identities, 2 receipts, 1 sections, 5 crashes.
                """,
                cells(Texts.retention(
                        BOUNDS, Optional.of(SETTINGS), Optional.of(new Retention.Removed(1, 2, 3, 4, 5)))));
    }

    private static String cells(String table) {
        return table.replaceAll(" {2,}", "|");
    }

    @Test
    void nothingIsWiderThanATerminal() {
        String all = Texts.status(STOCK, DAY, RELEASE, NOW)
                + Texts.inbox(STOCK, List.of(DAY), NOW)
                + Texts.groups(List.of(new Group("x".repeat(64), 999_999_999, 999_999_999_999L, NOW)))
                + Texts.entries(
                        "x",
                        List.of(new Entry(
                                999_999_999_999L,
                                "x".repeat(64),
                                "y".repeat(64),
                                2_000_000_000,
                                TODAY,
                                NOW,
                                4_194_304)))
                + Texts.release(RELEASE, SETTINGS, NOW)
                + Texts.retention(BOUNDS, Optional.of(SETTINGS), Optional.empty());
        for (String line : all.split("\n", -1)) {
            assertTrue(line.length() <= 80, line);
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        assertEquals("no store is installed", Texts.missing(null));
        assertEquals("the database does not answer", Texts.missing(() -> Condition.UNREACHABLE));
        assertTrue(Texts.missing(() -> Condition.NEWER_SCHEMA).contains("newer server"));
    }

    @Test
    void programsGetTheSame() {
        JsonNode status = Json.status(STOCK, DAY, RELEASE);
        assertEquals(1_000_000, status.path("live_nodes").asLong());
        assertEquals(7, status.path("release").asLong());
        assertEquals(17, status.path("today").path("duplicate").asLong());
        assertEquals(
                3,
                Json.inbox(STOCK, List.of(DAY))
                        .path("days")
                        .path(0)
                        .path("rejected.too-many")
                        .asLong());
        assertEquals("wrong-value", Json.entry(ENTRY).path("reason").asText());
        assertEquals(
                42,
                Json.entries(List.of(ENTRY))
                        .path("sections")
                        .path(0)
                        .path("number")
                        .asLong());
        assertEquals(
                "r",
                Json.groups(List.of(new Group("r", 1, 2, NOW)))
                        .path("reasons")
                        .path(0)
                        .path("reason")
                        .asText());
        assertEquals("{\"counted\":1,\"in_quarantine\":2}", Json.replayed(1, 2).toString());
        assertTrue(
                Json.release(true, Optional.empty(), SETTINGS).path("release").isNull());
        JsonNode retention =
                Json.retention(BOUNDS, Optional.empty(), Optional.of(new Retention.Removed(1, 2, 3, 4, 5)));
        assertEquals("180d", retention.path("nodes.silent").asText());
        assertEquals(4, retention.path("removed").path("nodes").asLong());
    }
}
