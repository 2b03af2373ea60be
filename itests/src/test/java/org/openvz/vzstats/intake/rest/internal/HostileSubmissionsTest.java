package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.processing.internal.Pipeline;
import org.openvz.vzstats.report.InvalidReportException;
import org.openvz.vzstats.report.ReportLimits;
import org.openvz.vzstats.report.ReportReader;
import org.openvz.vzstats.report.ReportSection;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.openvz.vzstats.store.jdbc.internal.JdbcStore;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Spoilt submissions of both protocols, made of real ones, against the real intake, a real database and the real processing. How many is
 * said by {@code -Dvzstats.mutations=…}; the same number gives the same submissions.
 */
@Timeout(1800)
class HostileSubmissionsTest {

    private static final int MUTATIONS = Integer.getInteger("vzstats.mutations", 2_000);
    private static final int SENDERS = 64;
    private static final int BATCH = 64;
    private static final long MAX_HEAP_GROWTH = 48 << 20;
    /** What anybody waits for an answer at the most, on a machine that is busy with other things. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final List<String> TABLES = List.of("node", "node_state", "inbox", "quarantine");
    /** The part with the id, at the least. */
    private static final int HEAD = 160;

    private static final String BOUNDARY = "------------------------2592a0db31f7f11d";

    private final Map<String, Object> services = new ConcurrentHashMap<>();
    private final List<Identities.Identity> spoilers = new ArrayList<>();
    private final List<UUID> classicSpoilers = new ArrayList<>();
    private final List<Identities.Identity> good = new ArrayList<>();
    private final List<UUID> classicGood = new ArrayList<>();
    private final Map<RefusedException.Reason, Integer> refused = new EnumMap<>(RefusedException.Reason.class);
    private final EmbeddedDataSource derby = new EmbeddedDataSource();

    @TempDir
    Path directory = Path.of("set by JUnit");

    @SuppressWarnings("NullAway.Init")
    private JdbcStore store;

    @SuppressWarnings("NullAway.Init")
    private Intake intake;

    @SuppressWarnings("NullAway.Init")
    private ClassicIntake classic;

    @SuppressWarnings("NullAway.Init")
    private Dictionary dictionary;

    @SuppressWarnings("NullAway.Init")
    private List<List<ReportSection>> hosts;

    @SuppressWarnings("NullAway.Init")
    private List<SortedMap<String, byte[]>> clients;

    @SuppressWarnings("NullAway.Init")
    private SubmissionStore.Processing processing;

    private int taken;
    private long longest;

    @BeforeEach
    void open() throws IOException {
        RecordedReports recorded = new RecordedReports();
        hosts = recorded.hosts();
        clients = RecordedReports.clients();
        dictionary = recorded.dictionary();
        processing = Pipeline.of(dictionary);
        derby.setDatabaseName(directory.resolve("database").toString());
        derby.setCreateDatabase("create");
        store = new JdbcStore(context(), Map.entry(Map.of(), derby));
        Limits limits = new Limits(
                new Crowd(FrontDoor.PLACES), unlimited(), unlimited(), unlimited(), ReportLimits.FORMAT, false);
        intake = new Intake(
                service(Identities.class),
                service(SubmissionStore.class),
                service(Holdings.class),
                service(ReceiptSigner.class),
                service(Journal.class),
                new Origins(),
                limits,
                Clock.systemUTC());
        classic = new ClassicIntake(
                service(Identities.class),
                service(SubmissionStore.class),
                service(ReceiptSigner.class),
                service(Journal.class),
                new Origins(),
                limits,
                Clock.systemUTC());
        for (int i = 0; i < SENDERS; i++) {
            spoilers.add(service(Identities.class).issue());
            classicSpoilers.add(UUID.randomUUID());
        }
        hosts.forEach(host -> good.add(service(Identities.class).issue()));
        clients.forEach(client -> classicGood.add(UUID.randomUUID()));
    }

    @AfterEach
    void close() throws ReflectiveOperationException {
        var close = JdbcStore.class.getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(store);
        derby.setCreateDatabase(null);
        derby.setShutdownDatabase("shutdown");
        try {
            derby.getConnection().close();
        } catch (SQLException e) {
            // So it says that it has.
        }
    }

    @Test
    void theyCrashNothingBlockNobodyLeaveNothingAndCountForNothing() throws Exception {
        for (int i = 0; i < hosts.size() + clients.size(); i++) {
            sendGood(i);
        }
        processAll();
        Map<String, String> before = counters();
        assertTrue(before.size() > 300, before.toString());
        assertEquals(0, service(Inventory.class).take().quarantined(), "the good ones are good");

        long begun = System.nanoTime();
        Leftovers leftovers;
        Bystander bystander = new Bystander();
        try {
            campaign(0, MUTATIONS / 10);
            leftovers = Leftovers.now(directory);
            campaign(MUTATIONS / 10, MUTATIONS);
        } finally {
            bystander.end();
        }
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        processAll();

        bystander.assertServed();
        assertTrue(longest < PATIENCE_NANOS, () -> "one of them took " + longest / 1_000_000 + " ms");
        leftovers.assertNoMoreThan(Leftovers.now(directory));
        everyCounterIsOneThatAGoodReportReaches();
        Inventory.Stock stock = service(Inventory.class).take();
        assertEquals(0, stock.waiting());
        System.out.println("Hostile submissions: " + MUTATIONS
                + " in " + time.toSeconds() + " s, taken " + taken + ", refused " + refused
                + ", in quarantine " + stock.quarantined() + ", the longest took " + longest / 1_000_000
                + " ms; beside them " + bystander + "; " + leftovers);

        spoilers.forEach(node -> service(Holdings.class).erase(node.id()));
        classicSpoilers.forEach(node -> service(Holdings.class).erase(node));
        assertEquals(before, counters(), "without them the good ones count as before");
        int nodes = good.size() + classicGood.size();
        assertEquals(Map.of("node", nodes, "node_state", nodes, "inbox", 0, "quarantine", 0), rows());
        assertTrue(sections() > 50, "they say much");
    }

    /** {@return how many sections count} */
    private int sections() {
        int sections = 0;
        for (Identities.Identity node : good) {
            sections += service(Holdings.class)
                    .of(node.id())
                    .orElseThrow()
                    .sections()
                    .size();
        }
        for (UUID node : classicGood) {
            sections +=
                    service(Holdings.class).of(node).orElseThrow().sections().size();
        }
        return sections;
    }

    private void campaign(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            Random random = new Random(20_261_122L + i);
            try {
                if (i % 2 == 0) {
                    spoiltReport(random);
                } else {
                    spoiltForm(random);
                }
                taken++;
            } catch (RefusedException e) {
                refused.merge(e.reason(), 1, Integer::sum);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("submission " + i, e);
            }
            if (i % 50 == 0) {
                sendGood(i / 50);
            }
            if (i % 250 == 0) {
                processAll();
            }
        }
        processAll();
    }

    /** Somebody who sends what is good all the time meanwhile, one after the other. */
    private final class Bystander {

        private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        private final ScheduledFuture<?> sending;
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicLong slowest = new AtomicLong();

        Bystander() {
            sending = executor.scheduleWithFixedDelay(this::send, 0, 100, TimeUnit.MILLISECONDS);
        }

        private void send() {
            long begun = System.nanoTime();
            try {
                sendGood(sent.getAndIncrement());
            } catch (IOException | RefusedException e) {
                throw new AssertionError("submission " + sent + " beside them", e);
            } finally {
                slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
            }
        }

        /** Lets the last one be answered. */
        void end() throws InterruptedException {
            executor.shutdown();
            assertTrue(executor.awaitTermination(PATIENCE_NANOS, TimeUnit.NANOSECONDS), "it is not answered");
        }

        void assertServed() {
            assertTrue(sending.isCancelled(), "until it was ended nothing has failed");
            assertTrue(sent.get() > 0 && slowest.get() < PATIENCE_NANOS, this::toString);
        }

        @Override
        public String toString() {
            return sent + " good ones, of which the longest took " + slowest.get() / 1_000_000 + " ms";
        }
    }

    private void spoiltReport(Random random) throws IOException, RefusedException {
        Mutator mutator = new Mutator(random);
        UUID report = new UUID((random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
        List<ReportSection> host = hosts.get(random.nextInt(hosts.size()));
        byte[] body = mutator.archive(files(RecordedReports.packed(report, host)));
        Identities.Identity node = spoilers.get(random.nextInt(SENDERS));
        timed(() -> intake.take(request(node, report, body.length), new ByteArrayInputStream(body)));
    }

    private void timed(Acceptance.Answer<Object> taking) throws RefusedException {
        long begun = System.nanoTime();
        try {
            taking.answer();
        } finally {
            longest = Math.max(longest, System.nanoTime() - begun);
        }
    }

    private void spoiltForm(Random random) throws RefusedException {
        Mutator mutator = new Mutator(random);
        SortedMap<String, byte[]> client = clients.get(random.nextInt(clients.size()));
        UUID node = classicSpoilers.get(random.nextInt(SENDERS));
        boolean formIsWhole = random.nextInt(4) > 0;
        byte[] form = form(node, formIsWhole ? mutator.archive(client) : RecordedReports.archive(client));
        String type = "multipart/form-data; boundary=" + BOUNDARY;
        if (!formIsWhole) {
            switch (random.nextInt(4)) {
                // Never within the id: with another it would be another's.
                case 0 -> form = withHead(form, mutator.flipped(form));
                case 1 -> form = mutator.cut(form);
                case 2 ->
                    type = new String(
                            mutator.flipped(type.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
                default -> type = type + "; boundary=\"" + "z".repeat(random.nextInt(100_000)) + "\"";
            }
        }
        byte[] body = form;
        String said = type;
        timed(() -> {
            classic.take(
                    new ClassicIntake.Request("192.0.2.1", said, body.length, () -> new ByteArrayInputStream(body)));
            return node;
        });
    }

    /** {@return the second, with what is before the archive as in the first} */
    private static byte[] withHead(byte[] form, byte[] spoilt) {
        byte[] mixed = spoilt.clone();
        System.arraycopy(form, 0, mixed, 0, HEAD);
        return mixed;
    }

    /** Whoever sends something good is served all the time. */
    private void sendGood(int turn) throws IOException, RefusedException {
        int which = turn % (hosts.size() + clients.size());
        if (which < hosts.size()) {
            UUID report = UUID.randomUUID();
            byte[] body = RecordedReports.packed(report, hosts.get(which));
            intake.take(request(good.get(which), report, body.length), new ByteArrayInputStream(body));
        } else {
            byte[] body = form(
                    classicGood.get(which - hosts.size()), RecordedReports.archive(clients.get(which - hosts.size())));
            classic.take(new ClassicIntake.Request(
                    "192.0.2.2",
                    "multipart/form-data; boundary=" + BOUNDARY,
                    body.length,
                    () -> new ByteArrayInputStream(body)));
        }
    }

    private static Intake.Request request(Identities.Identity node, UUID report, int length) {
        return new Intake.Request(
                "192.0.2.1", node.id().toString(), "Bearer " + node.secret(), report.toString(), "", length);
    }

    private static byte[] form(UUID node, byte[] archive) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"uuid\"\r\n\r\n" + node
                + "\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tmp\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"));
        form.writeBytes(archive);
        form.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
        return form.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static SortedMap<String, byte[]> files(byte[] packed) throws IOException {
        try {
            SortedMap<String, byte[]> files = new TreeMap<>();
            ReportReader.files(packed).forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
            return files;
        } catch (InvalidReportException e) {
            throw new IOException(e);
        }
    }

    private void processAll() {
        for (int done = 1; done > 0; ) {
            done = service(SubmissionStore.class).process(BATCH, processing);
        }
    }

    private Map<String, String> counters() {
        Map<String, String> text = new TreeMap<>();
        Census.Snapshot snapshot = service(Census.class).snapshot();
        snapshot.liveNodes().forEach((platform, nodes) -> text.put(platform, nodes.toString()));
        snapshot.counters()
                .forEach(counter -> text.put(
                        counter.platform() + " " + counter.metric() + " " + counter.value(),
                        counter.nodes() + "/" + counter.total()));
        return text;
    }

    private void everyCounterIsOneThatAGoodReportReaches() {
        Census.Snapshot snapshot = service(Census.class).snapshot();
        Metric product = dictionary.metric("platform.product").orElseThrow();
        long nodes = 0;
        for (var platform : snapshot.liveNodes().entrySet()) {
            assertTrue(
                    platform.getKey().equals(Census.UNKNOWN_PLATFORM) || product.admits(platform.getKey()),
                    platform.toString());
            nodes += platform.getValue();
        }
        assertTrue(nodes <= 2 * SENDERS + good.size() + classicGood.size(), "" + nodes);
        for (Census.Counter counter : snapshot.counters()) {
            Metric metric = dictionary.metric(counter.metric()).orElseThrow();
            assertTrue(counter.value().equals(Census.ASKED) || isCell(metric, counter.value()), counter.toString());
            assertTrue(counter.nodes() > 0 && counter.nodes() <= nodes, counter.toString());
            assertTrue(counter.total() >= 0, counter.toString());
        }
    }

    private static boolean isCell(Metric metric, String value) {
        return switch (metric.type()) {
            case FLAG -> value.equals("true") || value.equals("false");
            case QUANTITY ->
                metric.exact()
                        ? value.matches("0|[1-9][0-9]{0,18}")
                        : Stream.concat(Stream.of(0L), metric.buckets().stream())
                                .map(metric::cellOf)
                                .anyMatch(value::equals);
            case CATEGORY, LABEL, VERSION, COUNTS -> metric.admits(value);
            // Crashes are in tables of their own.
            case UREPORTS -> false;
        };
    }

    private Map<String, Integer> rows() throws SQLException {
        Map<String, Integer> rows = new HashMap<>();
        try (Connection connection = derby.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                    count.next();
                    rows.put(table, count.getInt(1));
                }
            }
        }
        return rows;
    }

    /** What a leak would add to. */
    private record Leftovers(long heap, List<String> threads, long files) {

        static Leftovers now(Path database) throws IOException {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new Leftovers(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            // There are at most four of these, as long as there is work for them.
                            .filter(name -> !name.equals("vzstats processing ahead"))
                            .sorted()
                            .toList(),
                    openFiles(database));
        }

        /** {@return how many files are open, besides those of the database, which keeps some of its own open} */
        private static long openFiles(Path database) throws IOException {
            Path own = Path.of("/proc/self/fd");
            if (!Files.isDirectory(own)) {
                return 0;
            }
            try (Stream<Path> open = Files.list(own)) {
                return open.map(Leftovers::target)
                        .flatMap(Optional::stream)
                        .filter(file -> !file.startsWith(database))
                        .count();
            }
        }

        private static Optional<Path> target(Path link) {
            try {
                return Optional.of(Files.readSymbolicLink(link));
            } catch (IOException e) {
                // That of the listing itself.
                return Optional.empty();
            }
        }

        void assertNoMoreThan(Leftovers later) {
            assertTrue(later.heap() - heap < MAX_HEAP_GROWTH, () -> heap + " -> " + later.heap());
            List<String> more = new ArrayList<>(later.threads());
            threads.forEach(more::remove);
            assertEquals(List.of(), more);
            assertTrue(later.files() <= files, () -> files + " -> " + later.files());
        }

        @Override
        public String toString() {
            return "heap " + (heap >> 20) + " MiB, " + threads.size() + " threads, " + files + " open files";
        }
    }

    private static RateLimit unlimited() {
        return new RateLimit(new Rate(999_999_999, Duration.ofSeconds(1)), System::nanoTime);
    }

    private <T> T service(Class<T> type) {
        return type.cast(Optional.ofNullable(services.get(type.getName())).orElseThrow());
    }

    /** A framework that keeps what is registered. */
    private BundleContext context() {
        ClassLoader loader = HostileSubmissionsTest.class.getClassLoader();
        return (BundleContext)
                Proxy.newProxyInstance(loader, new Class<?>[] {BundleContext.class}, (proxy, method, values) -> {
                    if (method.getName().equals("registerService") && values[0] instanceof Class<?> type) {
                        services.put(type.getName(), values[1]);
                        return Proxy.newProxyInstance(
                                loader, new Class<?>[] {ServiceRegistration.class}, (registration, what, with) -> null);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
