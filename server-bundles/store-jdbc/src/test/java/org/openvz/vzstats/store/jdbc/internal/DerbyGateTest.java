package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands before a Derby in this process, on a disk that is full, and after failures. */
@Timeout(60)
class DerbyGateTest {

    private static final long PLENTY = 1L << 30;

    @TempDir
    Path directory;

    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger replaced = new AtomicInteger();
    private volatile long room = PLENTY;
    private final AtomicLong nanos = new AtomicLong(TimeUnit.HOURS.toNanos(1));

    @Test
    void aFullDiskIsGivenTheReserveAndLetsNobodyIn() throws SQLException {
        DerbyGate gate = gate();
        gate.enter().run();
        assertTrue(Files.exists(reserve()));

        room = Reserve.LEAST - 1;
        assertRefused(gate, Reserve.FULL);
        assertFalse(Files.exists(reserve()), "what is being written has room");

        // What was given up is no room for new things.
        room = Reserve.SIZE + Reserve.LEAST - 1;
        assertRefused(gate, Reserve.FULL);
        room = Reserve.SIZE + Reserve.LEAST;
        gate.enter().run();
        assertTrue(Files.exists(reserve()));
        assertEquals(0, closed.get(), "Derby has noticed nothing");
    }

    @Test
    void aReserveThatAnEarlierLifeLeftIsTaken() throws Exception {
        gate().enter().run();
        room = Reserve.LEAST;
        gate().enter().run();

        Files.write(reserve(), new byte[3]);
        assertRefused(gate(), Reserve.FULL);
    }

    @Test
    void afterAFailureOfTheDiskItIsClosedOnceAllAreOut() throws Exception {
        DerbyGate gate = gate();
        Runnable first = gate.enter();
        gate.enter().run();
        gate.failed(new SQLException("cannot be written", "XSDG1"));

        assertRefused(gate, DerbyGate.CLOSED);
        assertEquals(0, closed.get(), "one is still within");
        first.run();
        assertRefused(gate, DerbyGate.CLOSED);
        passes(Duration.ofSeconds(1));
        gate.enter().run();
        assertEquals(1, closed.get());
        gate.enter().run();
        assertEquals(1, closed.get());
    }

    @Test
    void oneThatHangsInItIsNotWaitedForForEver() throws Exception {
        DerbyGate gate = gate();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread within = new Thread(() -> {
            try {
                Runnable leave = gate.enter();
                hanging.countDown();
                end.await();
                leave.run();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        within.start();
        hanging.await();
        gate.failed(new SQLException("no current connection", "08003"));
        assertRefused(gate, DerbyGate.CLOSED);

        passes(Duration.ofSeconds(10));
        gate.enter().run();
        assertEquals(1, closed.get());
        end.countDown();
        within.join();
        gate.enter().run();
    }

    @Test
    void whatIsCommittedWhileOthersFailMayBeLost() throws SQLException {
        DerbyGate gate = gate();
        Runnable leave = gate.enter();
        gate.succeeded();
        gate.failed(new SQLException("the log cannot be written", "XSLA0"));
        assertEquals(
                DerbyGate.CLOSED,
                assertThrows(SQLException.class, gate::succeeded).getSQLState());
        leave.run();
    }

    @Test
    void anEngineThatIsOpenedInVainIsReplaced() throws SQLException {
        DerbyGate gate = gate();
        for (int time = 1; time <= 4; time++) {
            failsToOpen(gate);
        }
        gate.succeeded();
        for (int time = 1; time <= 5; time++) {
            failsToOpen(gate);
            assertEquals(0, replaced.get());
        }
        failsToOpen(gate);
        assertEquals(1, replaced.get());
        for (int time = 1; time <= 6; time++) {
            failsToOpen(gate);
        }
        assertEquals(2, replaced.get());
    }

    private void failsToOpen(DerbyGate gate) throws SQLException {
        gate.failed(new SQLException("Failed to start database", "XJ040"));
        passes(Duration.ofSeconds(1));
        gate.enter().run();
    }

    @Test
    void otherFailuresCloseNothing() throws SQLException {
        DerbyGate gate = gate();
        for (String state : new String[] {"40001", "40XL1", "23505", "42X05", "22001", "08004", null}) {
            gate.failed(new SQLException("a failure", state));
            gate.enter().run();
        }
        assertEquals(0, closed.get());
    }

    @Test
    void onlyADerbyInADirectoryOfThisProcessHasOne() {
        assertTrue(DerbyGate.of("jdbc:derby:/var/lib/db;create=true", FakeDerby::new)
                .isPresent());
        assertTrue(DerbyGate.of("jdbc:derby:directory:db", FakeDerby::new).isPresent());
        assertFalse(DerbyGate.of("jdbc:derby:memory:test;create=true", FakeDerby::new)
                .isPresent());
        assertFalse(DerbyGate.of("jdbc:derby://localhost/db", FakeDerby::new).isPresent());
        assertFalse(
                DerbyGate.of("jdbc:postgresql://localhost/db", FakeDerby::new).isPresent());
        assertFalse(DerbyGate.of("null", FakeDerby::new).isPresent());
    }

    private DerbyGate gate() {
        return new DerbyGate(new Reserve(reserve(), () -> room), new FakeDerby("jdbc:derby:db"), nanos::get);
    }

    /** Counts what is done to it. */
    private final class FakeDerby implements DerbyGate.Embedded {

        FakeDerby(String url) {
            assertTrue(url.startsWith("jdbc:derby:"), url);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }

        @Override
        public void replaceEngine() {
            replaced.incrementAndGet();
        }
    }

    private Path reserve() {
        return directory.resolve("db.reserve");
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void assertRefused(DerbyGate gate, String state) {
        assertEquals(state, assertThrows(SQLException.class, gate::enter).getSQLState());
    }
}
