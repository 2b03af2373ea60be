package org.openvz.vzstats.store.jdbc.internal;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Downloads;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.Retention;

/**
 * What a migrated database offers.
 *
 * @param identities node ids
 * @param submissions inbox, state, quarantine
 * @param holdings what there is about one node
 * @param census counters
 * @param releases what was published
 * @param signer the server's key
 * @param journal what happened, by day
 * @param inventory how much there is
 * @param quarantine what waits for an operator
 * @param retention what is let go of
 * @param crashes what has crashed
 * @param downloads what was downloaded
 * @param sweep gets what was erased out of its files
 */
record Store(
        Identities identities,
        JdbcSubmissionStore submissions,
        Holdings holdings,
        Census census,
        Releases releases,
        ReceiptSigner signer,
        JdbcJournal journal,
        Inventory inventory,
        QuarantineStore quarantine,
        Retention retention,
        Crashes crashes,
        Downloads downloads,
        Sweep sweep)
        implements AutoCloseable {

    /** Ends its threads. */
    @Override
    public void close() {
        sweep.close();
        submissions.close();
        journal.close();
    }

    /** {@return the store in this database, after bringing it to our schema} */
    static Store open(DataSource dataSource) {
        return open(new Database(dataSource));
    }

    /** {@return the same} */
    static Store open(Database database) {
        return open(database, Sweep.Pace.USUAL);
    }

    /** {@return the same, swept in this pace} */
    static Store open(Database database, Sweep.Pace pace) {
        Schema.migrate(database);
        ServerKey key = ServerKey.of(database);
        // Nothing fails after this: it has a thread.
        JdbcJournal journal = new JdbcJournal(database, InstantSource.system());
        Sweep sweep = new Sweep(database, InstantSource.system(), pace);
        sweep.start();
        JdbcSubmissionStore submissions = new JdbcSubmissionStore(database, journal, sweep);
        return new Store(
                new JdbcIdentities(database, journal),
                submissions,
                new JdbcHoldings(database, journal, sweep),
                new JdbcCensus(database),
                new JdbcReleases(database),
                key,
                journal,
                new JdbcInventory(database),
                new JdbcQuarantine(database, submissions),
                new JdbcRetention(database, journal, sweep),
                new JdbcCrashes(database),
                new JdbcDownloads(database),
                sweep);
    }
}
