package org.openvz.vzstats.trigger.pkg.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.NodeDouble;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.trigger.support.Jitter;
import org.openvz.vzstats.trigger.support.Memory;

class PackageWatchTest {

    private static final Duration POLL = Duration.ofMinutes(15);
    private static final Duration SPREAD = Duration.ofHours(6);

    @TempDir
    Path directory = Path.of("set by JUnit");

    private final Database database = new Database();
    private final Owner owner = new Owner();
    private final Hands clock = new Hands();
    private PackageWatch watch = start();

    @BeforeEach
    void startInItsDirectory() throws Exception {
        watch = start();
        passes(Duration.ofDays(1));
    }

    @Test
    void whatIsThereFromTheBeginningIsNoChange() {
        assertEquals(List.of(), owner.asked());
        assertEquals(1, database.reads);
    }

    @Test
    void anUpdateIsAskedForOnceWithinTheSpread() throws Exception {
        database.update("vzctl 4.11");
        Instant updated = clock.instant();
        passes(Duration.ofDays(2));
        assertEquals(List.of(Trigger.PACKAGE), owner.asked());
        assertTrue(
                Duration.between(updated, owner.at).compareTo(SPREAD.plus(POLL).plus(POLL)) <= 0);
        assertEquals(2, database.reads);
    }

    @Test
    void aDatabaseThatIsBeingWrittenIsNotRead() throws Exception {
        for (int i = 0; i < 20; i++) {
            database.update("vzctl 4." + i);
            passes(POLL);
        }
        assertEquals(1, database.reads);
        passes(Duration.ofDays(1));
        assertEquals(List.of(Trigger.PACKAGE), owner.asked());
    }

    @Test
    void aDatabaseWrittenForNothingThatMattersAsksForNothing() throws Exception {
        database.update(database.versions);
        passes(Duration.ofDays(1));
        assertEquals(2, database.reads);
        assertEquals(List.of(), owner.asked());
    }

    @Test
    void anUpdateWhileTheNodeWasDownIsSeen() throws Exception {
        database.update("vzctl 4.11");
        watch = start();
        passes(Duration.ofDays(1));
        assertEquals(List.of(Trigger.PACKAGE), owner.asked());
        watch = start();
        passes(Duration.ofDays(1));
        assertEquals(1, owner.asked().size());
    }

    @Test
    void whileItIsOffNothingIsLookedAt() throws Exception {
        owner.decide(Decision.deny("off", "here"));
        int looks = database.looks;
        database.update("vzctl 4.11");
        passes(Duration.ofDays(3));
        assertEquals(looks, database.looks);
        assertEquals(List.of(), owner.asked());
    }

    @Test
    void whatFailedIsTriedAgain() throws Exception {
        owner.fail("disk full");
        database.update("vzctl 4.11");
        passes(Duration.ofHours(12));
        assertTrue(
                owner.asked().size() >= 6 && owner.asked().size() <= 13,
                owner.asked().toString());
        owner.recover();
        passes(Duration.ofHours(2));
        int asked = owner.asked().size();
        passes(Duration.ofDays(1));
        assertEquals(asked, owner.asked().size());
    }

    private PackageWatch start() {
        return new PackageWatch(
                database,
                owner,
                new Memory(directory.resolve("triggers")),
                new PackageWatch.Turns(POLL, SPREAD, new Jitter("seed"), clock));
    }

    private void passes(Duration time) throws InterruptedException {
        Instant until = clock.now.plus(time);
        while (clock.now.isBefore(until)) {
            Duration wait = watch.take().orElseThrow();
            clock.now = clock.now.plus(wait.isZero() ? Duration.ofMillis(1) : wait);
        }
    }

    /** Packages that somebody updates. */
    private static final class Database implements Packages {

        private int written;
        private int looks;
        private int reads;
        private String versions = "vzctl 4.10";

        void update(String now) {
            written++;
            versions = now;
        }

        @Override
        public String state() {
            looks++;
            return "state " + written;
        }

        @Override
        public Optional<String> versions() {
            reads++;
            return Optional.of(versions);
        }
    }

    /** A clock that is set. */
    private static final class Hands extends Clock {

        private Instant now = Instant.parse("2026-03-02T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /** A node that also notes when it was asked last. */
    private final class Owner extends NodeDouble {

        private Instant at = Instant.EPOCH;

        @Override
        public Run run(Trigger trigger) throws InterruptedException {
            at = clock.now;
            return super.run(trigger);
        }
    }
}
