package org.openvz.vzstats.store.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openvz.vzstats.store.jdbc.internal.Samples.NOON;
import static org.openvz.vzstats.store.jdbc.internal.Samples.TODAY;
import static org.openvz.vzstats.store.jdbc.internal.Samples.accept;
import static org.openvz.vzstats.store.jdbc.internal.Samples.counters;
import static org.openvz.vzstats.store.jdbc.internal.Samples.processAll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.server.api.Crash;
import org.openvz.vzstats.server.api.Retention;

/** What has been erased is in no file of a Derby on disk, which goes on meanwhile. */
@Timeout(120)
class SweepTest {

    private static final Sweep.Pace AT_ONCE = new Sweep.Pace(64 << 20, Duration.ofMillis(1), Duration.ofMillis(50), 0);

    /** Every database is large. */
    private static final Sweep.Pace LARGE = new Sweep.Pace(0, Duration.ofMillis(1), Duration.ofMillis(50), 0);

    private static final Sweep.Pace NEVER = new Sweep.Pace(64 << 20, Duration.ofDays(1), Duration.ofDays(1), 0);

    /** Of an empty one: to make it takes its time. */
    @TempDir
    static Path empty;

    @TempDir
    Path directory;

    private volatile long room = 1L << 40;
    private final List<Store> open = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private Database database;

    @BeforeAll
    static void makeEmpty() {
        Store.open(Databases.onDisk(empty)).close();
        Databases.shutDown(empty);
    }

    @BeforeEach
    void copyEmpty() throws IOException {
        FileUtils.copyDirectory(
                empty.resolve("db").toFile(), directory.resolve("db").toFile());
        database = database(directory);
    }

    @AfterEach
    void close() {
        open.forEach(Store::close);
        Databases.shutDown(directory);
    }

    @Test
    void anErasedNodeIsInNoFile() {
        Store store = open(AT_ONCE);
        UUID node = hold(database, store);
        UUID neighbour = hold(database, store);
        Map<String, String> before = counters(store);
        // Whatever is in memory only goes to the files.
        database.transact(transaction -> transaction.update("CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()"));
        assertTrue(files(node).stream().anyMatch(file -> file.startsWith("db/seg0/")), files(node)::toString);
        assertTrue(files(node).stream().anyMatch(file -> file.startsWith("db/log/")), files(node)::toString);

        store.holdings().erase(node);

        await(() -> files(node).isEmpty());
        assertNotEquals(before, counters(store));
        assertTrue(files(neighbour).stream().anyMatch(file -> file.startsWith("db/seg0/")));
        assertEquals("openvz-7", store.holdings().of(neighbour).orElseThrow().platform());
        accept(store, NOON.plusSeconds(9), neighbour, TODAY, "cpu cpu.model=epyc");
        assertEquals(2, processAll(store));
    }

    @Test
    void neitherIsOneThatHasExpired() {
        Store store = open(AT_ONCE);
        UUID silent = UUID.randomUUID();
        accept(store, NOON, silent, TODAY, "platform platform.product=openvz-7");
        processAll(store);
        UUID unused = store.identities().issue().id();
        store.census().expire(NOON.plusSeconds(1));
        Duration none = Duration.ZERO;
        Instant later = Instant.now().plusSeconds(60);

        store.retention().apply(new Retention.Bounds(9, 9, none, 9, none, none, none, none), later);

        await(() -> files(silent).isEmpty() && files(unused).isEmpty());
    }

    @Test
    void aServerThatWasKilledDoesItInItsNextLife() throws IOException {
        Path killed = directory.resolve("killed");
        FileUtils.moveDirectory(
                directory.resolve("db").toFile(), killed.resolve("db").toFile());
        Database other = database(killed);
        Store first = Store.open(other, NEVER);
        UUID node = hold(other, first);
        UUID neighbour = hold(other, first);
        first.holdings().erase(node);
        // As it is on the disk while it is open: so a kill leaves it.
        FileUtils.copyDirectory(
                killed.resolve("db").toFile(), directory.resolve("db").toFile());
        first.close();
        Databases.shutDown(killed);
        FileUtils.deleteDirectory(killed.toFile());
        assertNotEquals(Set.of(), files(node));

        Store next = open(AT_ONCE);

        await(() -> files(node).isEmpty());
        assertTrue(next.holdings().of(neighbour).isPresent());
    }

    @Test
    void itWaitsForRoomOnTheDisk() {
        Store store = open(AT_ONCE);
        UUID node = hold(database, store);
        room = Reserve.LEAST + 10_000;
        store.holdings().erase(node);
        pauseFor(Duration.ofMillis(200));
        assertNotEquals(Set.of(), files(node));
        room = 1L << 40;
        await(() -> files(node).isEmpty());
    }

    @Test
    void itWaitsForThoseWhoAreInTheDatabase() throws Exception {
        Store store = open(AT_ONCE);
        UUID node = hold(database, store);
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread reader = new Thread(() -> database.transact(transaction -> {
            within.countDown();
            try {
                return end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                return false;
            }
        }));
        reader.start();
        within.await();
        store.holdings().erase(node);
        pauseFor(Duration.ofMillis(200));
        assertNotEquals(Set.of(), files(node));
        end.countDown();
        await(() -> files(node).isEmpty());
        reader.join();
    }

    @Test
    void aLargeOneWaitsForTheNight() {
        Store store = open(NEVER);
        UUID node = hold(database, store);
        store.holdings().erase(node);
        try (Sweep byDay = new Sweep(database, () -> at(2, 59), LARGE)) {
            byDay.start();
            pauseFor(Duration.ofMillis(200));
            assertNotEquals(Set.of(), files(node));
        }
        try (Sweep atNight = new Sweep(database, () -> at(3, 1), LARGE)) {
            atNight.start();
            await(() -> files(node).isEmpty());
        }
    }

    private static Instant at(int hour, int minute) {
        return TODAY.atTime(hour, minute).atZone(ZoneId.systemDefault()).toInstant();
    }

    @Test
    void nobodyIsRefusedMeanwhile() throws Exception {
        Store store = open(AT_ONCE);
        AtomicBoolean end = new AtomicBoolean();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        UUID other = UUID.randomUUID();
        Thread reporter = new Thread(() -> {
            try {
                while (!end.get()) {
                    accept(store, NOON, other, TODAY, "cpu cpu.model=epyc");
                }
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        Thread processor = new Thread(() -> {
            try {
                while (!end.get()) {
                    processAll(store);
                }
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        reporter.start();
        processor.start();
        for (int i = 0; i < 2; i++) {
            UUID node = hold(database, store);
            store.holdings().erase(node);
            await(() -> files(node).isEmpty());
        }
        end.set(true);
        reporter.join();
        processor.join();
        assertEquals(List.of(), failures);
        processAll(store);
        assertEquals("1/1", counters(store).get("unknown cpu.model epyc"));
    }

    /** Something of a node in every table. */
    private static UUID hold(Database database, Store store) {
        UUID node = store.identities().issue().id();
        accept(store, NOON, node, TODAY, "platform platform.product=openvz-7", "disk disk.count=ssd:2", "x bad why");
        processAll(store);
        accept(store, NOON.plusSeconds(5), node, TODAY, "cpu cpu.model=xeon");
        Crash crash = new Crash(
                "1".repeat(40),
                "core",
                "qemu-kvm",
                "4.2",
                "fedora 24",
                "x86_64",
                "",
                Optional.of(TODAY),
                1,
                List.of("main"));
        boolean unused = database.transact(transaction -> CrashTable.add(transaction, node.toString(), crash, TODAY));
        return node;
    }

    private Store open(Sweep.Pace pace) {
        Store store = Store.open(database, pace);
        open.add(store);
        return store;
    }

    private Database database(Path where) {
        Reserve reserve = new Reserve(where.resolve("db.reserve"), () -> room);
        return new Database(Databases.onDisk(where), new DerbyGate(reserve, new NothingFails(), System::nanoTime));
    }

    /** No Derby that has to be closed. */
    private static final class NothingFails implements DerbyGate.Embedded {

        @Override
        public void close() {
            throw new AssertionError("nothing fails here");
        }

        @Override
        public void replaceEngine() {
            throw new AssertionError("nothing fails here");
        }
    }

    /** {@return the files that have this id, as text or as bytes} */
    private Set<String> files(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        List<String> needles = Stream.of(
                        bytes,
                        id.toString().getBytes(StandardCharsets.US_ASCII),
                        id.toString().getBytes(StandardCharsets.UTF_16BE),
                        id.toString().replace("-", "").getBytes(StandardCharsets.US_ASCII))
                .map(needle -> new String(needle, StandardCharsets.ISO_8859_1))
                .toList();
        Set<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(one -> Files.isRegularFile(one) && !one.endsWith("db.reserve"))
                    .toList()) {
                String content = content(file);
                if (needles.stream().anyMatch(content::contains)) {
                    found.add(directory.relativize(file).toString());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // A directory or file went while it was looked at: the next look tells.
            return Set.of("files that come and go");
        }
        return found;
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static void await(BooleanSupplier so) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            pauseFor(Duration.ofMillis(20));
        }
    }

    private static void pauseFor(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
