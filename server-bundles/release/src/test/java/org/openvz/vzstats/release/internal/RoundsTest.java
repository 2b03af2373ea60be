package org.openvz.vzstats.release.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.StoreUnavailableException;

class RoundsTest {

    private final SettableClock clock = new SettableClock();
    private final CensusInMemory census = new CensusInMemory();
    private final ReleasesInMemory releases = new ReleasesInMemory();
    private final Rounds rounds = ReleaseSchedule.rounds(
            census, new NoCrashes(), new NoDownloads(), releases, new Defaults(5, "1h", "14d"), clock);

    @Test
    void theFirstReleaseIsMadeAtOnceAndNewsMakeTheNext() {
        rounds.run();
        clock.pass(Duration.ofMinutes(5));
        rounds.run();
        assertEquals(1, releases.published.size());

        census.live = 7;
        rounds.run();

        assertEquals(
                List.of(1L, 2L),
                releases.published.stream()
                        .map(release -> release.info().number())
                        .toList());
    }

    @Test
    void aPersonGetsAReleaseIfThereIsNewsAndSeesWhatFails() {
        assertTrue(rounds.now());
        assertFalse(rounds.now());
        census.live = 7;
        assertTrue(rounds.now());
        assertEquals(2, releases.published.size());
    }

    @Test
    void withoutNewsItIsRenewedHourly() {
        rounds.run();
        clock.pass(Duration.ofMinutes(58));
        rounds.run();
        assertEquals(1, releases.published.size());

        clock.pass(Duration.ofMinutes(2));
        rounds.run();

        assertEquals(2, releases.published.size());
    }

    @Test
    void eachRoundLetsGoOfWhoIsSilentForAWindow() {
        rounds.run();

        assertEquals(clock.instant().minus(Duration.ofDays(14)), census.expiredSince);
        assertEquals(1, releases.pruned);
    }

    @Test
    void aRoundThatFailsIsFollowedByOneThatDoesNot() {
        census.broken = true;
        rounds.run();
        rounds.run();
        assertEquals(0, releases.published.size());

        census.broken = false;
        rounds.run();

        assertEquals(1, releases.published.size());
    }

    @Test
    void anErrorDoesNotEndTheSchedule() {
        census.failing = true;
        rounds.run();

        census.failing = false;
        rounds.run();

        assertEquals(1, releases.published.size());
    }

    @Test
    void anotherProcessMayBeFaster() {
        releases.taken = true;

        rounds.run();

        assertEquals(0, releases.published.size());
        assertEquals(0, releases.pruned);
    }

    @Test
    void wrongConfigurationIsRefusedByName() {
        assertEquals("k = 0 must be 1 or more", refused(new Defaults(0, "1h", "14d")));
        assertEquals(
                "interval = soon: write a duration such as 10s, 15m, 24h or 14d",
                refused(new Defaults(5, "soon", "14d")));
        assertEquals("window = : write a duration such as 10s, 15m, 24h or 14d", refused(new Defaults(5, "1h", "")));
    }

    @Test
    void theDefaults() throws NoSuchMethodException {
        assertEquals(5, ReleaseSchedule.Config.class.getMethod("k").getDefaultValue());
        assertEquals("1h", ReleaseSchedule.Config.class.getMethod("interval").getDefaultValue());
        assertEquals("14d", ReleaseSchedule.Config.class.getMethod("window").getDefaultValue());
    }

    @Test
    void theScheduleRunsAtOnceAndEnds() throws InterruptedException {
        ReleaseSchedule schedule =
                new ReleaseSchedule(census, new NoCrashes(), new NoDownloads(), releases, new Defaults(5, "1h", "14d"));

        assertEquals(true, releases.first.await(1, TimeUnit.MINUTES));
        schedule.close();
    }

    private String refused(ReleaseSchedule.Config config) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new ReleaseSchedule(census, new NoCrashes(), new NoDownloads(), releases, config))
                .getMessage());
    }

    /** Configuration as Declarative Services would make it. */
    @SuppressWarnings("BadAnnotationImplementation") // Equality of annotations is of no interest here.
    private record Defaults(int k, String interval, String window) implements ReleaseSchedule.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return ReleaseSchedule.Config.class;
        }
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-03-10T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class CensusInMemory implements Census {
        private long live = 6;
        private boolean broken;
        private boolean failing;
        private Instant expiredSince = Instant.EPOCH;

        @Override
        public int expire(Instant since) {
            if (broken) {
                throw new StoreUnavailableException(new IllegalStateException("no database"));
            }
            if (failing) {
                throw new NoClassDefFoundError("its bundle is being swapped");
            }
            expiredSince = since;
            return 0;
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(Optional.empty(), Map.of("kvm", live), List.of(), Set.of());
        }
    }

    private static final class ReleasesInMemory implements Releases {
        private final List<Release> published = new ArrayList<>();
        private final CountDownLatch first = new CountDownLatch(1);
        private boolean taken;
        private int pruned;

        @Override
        public boolean publish(Release release) {
            if (taken) {
                return false;
            }
            published.add(release);
            first.countDown();
            return true;
        }

        @Override
        public Optional<Info> latest() {
            return published.isEmpty()
                    ? Optional.empty()
                    : Optional.of(published.get(published.size() - 1).info());
        }

        @Override
        public Map<String, String> basis() {
            return published.isEmpty()
                    ? Map.of()
                    : published.get(published.size() - 1).basis();
        }

        @Override
        public Optional<String> manifest(long release) {
            return Optional.empty();
        }

        @Override
        public Optional<String> document(long release, String metric, String platform) {
            return Optional.empty();
        }

        @Override
        public List<String> history(String metric, String platform, LocalDate from, LocalDate to) {
            return List.of();
        }

        @Override
        public void prune(int newest) {
            pruned++;
        }
    }
}
