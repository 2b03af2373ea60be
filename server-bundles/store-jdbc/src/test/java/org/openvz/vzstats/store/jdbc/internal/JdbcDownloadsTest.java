package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Downloads.Download;
import org.openvz.vzstats.server.api.Downloads.Item;
import org.openvz.vzstats.server.api.Downloads.Part;
import org.openvz.vzstats.server.api.Downloads.Reach;
import org.openvz.vzstats.server.api.StoreUnavailableException;

@EachDatabase
class JdbcDownloadsTest {

    private static final String LOG = "a".repeat(64);
    private static final String OTHER_LOG = "b".repeat(64);
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
    private static final Item ISO = new Item("openvz", "image", "7.0.21", "x86_64");
    private static final Item RPM = new Item("vzctl", "update", "4.11", "");

    private final DataSource dataSource;
    private final Downloads downloads;

    JdbcDownloadsTest(Databases databases) {
        dataSource = databases.fresh();
        downloads = Store.open(dataSource).downloads();
    }

    @Test
    void aPartIsCountedOnce() {
        assertEquals(0, downloads.position(LOG));
        Map<Download, Long> counts = Map.of(new Download(DAY, ISO, "DE"), 3L, new Download(DAY, RPM, ""), 1L);
        assertTrue(downloads.add(new Part(LOG, 0, 100), counts, Map.of(new Reach(DAY, "openvz"), 2L)));
        assertFalse(downloads.add(new Part(LOG, 0, 100), counts, Map.of()), "another process was faster");
        assertTrue(downloads.add(new Part(LOG, 100, 150), counts, Map.of(new Reach(DAY, "openvz"), 1L)));
        assertFalse(downloads.add(new Part(LOG, 100, 150), counts, Map.of()));
        assertTrue(downloads.add(
                new Part(OTHER_LOG, 0, 7), Map.of(new Download(DAY.plusDays(1), ISO, "NZ"), 5L), Map.of()));

        assertEquals(150, downloads.position(LOG));
        Downloads.Totals totals = downloads.totals(DAY, DAY.plusDays(1));
        assertEquals(Map.of(ISO, 11L, RPM, 2L), totals.items());
        assertEquals(Map.of("DE", 6L, "", 2L, "NZ", 5L), totals.countries());
        assertEquals(Map.of(DAY, 8L, DAY.plusDays(1), 5L), totals.days());
        assertEquals(Map.of(new Reach(DAY, "openvz"), 2L), totals.addresses(), "the largest stays");
        assertEquals(Map.of(ISO, 6L, RPM, 2L), downloads.totals(DAY, DAY).items());
    }

    @Test
    void whateverBreaksOffCountsAllOrNothing() {
        Map<Download, Long> counts = Map.of(new Download(DAY, ISO, "DE"), 3L);
        for (int n = 1; n < 12; n++) {
            FailingDataSource failing = new FailingDataSource(dataSource);
            Downloads broken = new JdbcDownloads(new Database(failing.dataSource()));
            long from = downloads.position(LOG);
            long before = downloads.totals(DAY, DAY).items().getOrDefault(ISO, 0L);
            failing.failAt(n, true);
            boolean added;
            try {
                added = broken.add(new Part(LOG, from, from + 10), counts, Map.of());
            } catch (StoreUnavailableException e) {
                added = downloads.position(LOG) == from + 10;
            }
            assertEquals(
                    before + (added ? 3 : 0), downloads.totals(DAY, DAY).items().getOrDefault(ISO, 0L), "at " + n);
        }
        assertThrows(
                StoreUnavailableException.class, () -> new JdbcDownloads(new Database(failingAtOnce())).position(LOG));
    }

    private DataSource failingAtOnce() {
        FailingDataSource failing = new FailingDataSource(dataSource);
        failing.failAt(1, false);
        return failing.dataSource();
    }
}
