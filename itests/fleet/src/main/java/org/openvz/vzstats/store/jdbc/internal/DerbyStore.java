package org.openvz.vzstats.store.jdbc.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.derby.jdbc.EmbeddedDriver;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.SectionResult;
import org.openvz.vzstats.server.api.Submission;
import org.openvz.vzstats.server.api.SubmissionStore;

/**
 * The server's own store on Derby, without the framework around it, and two ways into it that take no time for what is not measured. In
 * the package of what it gives, since nobody else may call it.
 */
public final class DerbyStore implements AutoCloseable {

    private static final String DURABILITY = "derby.system.durability";

    /** As in the server's system.properties. */
    private static final Map<String, String> ENGINE = Map.of(
            "derby.storage.indexStats.auto", "false",
            "derby.storage.logBufferSize", "2097152",
            "derby.storage.logSwitchInterval", "10485760");

    private final Path directory;
    private final BasicDataSource pool;
    private final Database database;
    private final Store store;

    private DerbyStore(Path directory, BasicDataSource pool) {
        this.directory = directory;
        this.pool = pool;
        this.database = new Database(pool);
        this.store = Store.open(database);
    }

    /** Opens a database, as the server's configuration has it. */
    public static DerbyStore open(Path directory) throws SQLException {
        return open(directory, false);
    }

    /** Opens it to be filled: nothing waits for the disk, and a power cut would cost it. */
    public static DerbyStore hasty(Path directory) throws SQLException {
        return open(directory, true);
    }

    private static DerbyStore open(Path directory, boolean hasty) throws SQLException {
        if (hasty) {
            System.setProperty(DURABILITY, "test");
        } else {
            System.clearProperty(DURABILITY);
        }
        configureEngine();
        // The last close has shut the engine down.
        DriverManager.registerDriver(new EmbeddedDriver());
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl("jdbc:derby:" + directory + ";create=true");
        pool.setMaxTotal(32);
        pool.setMaxIdle(32);
        pool.setTestOnBorrow(true);
        return new DerbyStore(directory, pool);
    }

    /** Sets what the server has set for Derby, in a process that has not begun with it. */
    public static void configureEngine() {
        ENGINE.forEach(System::setProperty);
    }

    /** {@return the inbox and its way into the counters} */
    public SubmissionStore submissions() {
        return store.submissions();
    }

    /** {@return the counters} */
    public Census census() {
        return store.census();
    }

    /** {@return what has crashed} */
    public Crashes crashes() {
        return store.crashes();
    }

    /** {@return what was downloaded} */
    public Downloads downloads() {
        return store.downloads();
    }

    /** {@return what was published} */
    public Releases releases() {
        return store.releases();
    }

    /** {@return the signer of receipts} */
    public ReceiptSigner signer() {
        return store.signer();
    }

    /** Lets these sections of these nodes count, in one transaction, past the inbox, but by the same path into state and counters. */
    public void count(long received, LocalDate day, Map<String, List<SectionResult.Accepted>> byNode) {
        database.transactInTurn(transaction -> {
            Batch batch = Batch.of(transaction, byNode.keySet());
            byNode.forEach((node, sections) -> sections.forEach(section -> batch.take(node, received, day, section)));
            batch.save();
            return byNode;
        });
    }

    /** Puts these into the inbox in one transaction. */
    public void enqueue(Map<Submission, Receipt> submissions) {
        database.transact(transaction -> {
            Inbox.add(
                    transaction,
                    submissions.entrySet().stream()
                            .map(submission -> new Inbox.Addition(submission.getKey(), submission.getValue()))
                            .toList());
            return submissions;
        });
    }

    /** Makes each counter so many times as large, as if there were so many nodes for each that is there. */
    public void multiply(int times) {
        database.transactInTurn(transaction ->
                transaction.update("UPDATE counter SET nodes = nodes * ?, total = total * ?", times, times));
    }

    /** Writes into the journal what happened on a day. */
    public void happened(LocalDate day, Map<Event, Long> times) {
        Tally tally = new Tally();
        times.forEach((event, more) -> tally.add(day, event, more));
        database.transact(transaction -> {
            JournalTable.add(transaction, tally);
            return tally;
        });
    }

    /** {@return how large its files are} */
    public long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() throws SQLException {
        store.close();
        pool.close();
        try {
            DriverManager.getConnection("jdbc:derby:;shutdown=true").close();
        } catch (SQLException e) {
            // This is how Derby says that it was shut down.
            if (!"XJ015".equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
