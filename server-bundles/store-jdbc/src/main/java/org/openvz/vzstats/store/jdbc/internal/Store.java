package org.openvz.vzstats.store.jdbc.internal;

import javax.sql.DataSource;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.SubmissionStore;

/**
 * What a migrated database offers.
 *
 * @param identities node ids
 * @param submissions inbox, state, quarantine
 * @param holdings what there is about one node
 * @param census counters
 * @param releases what was published
 * @param signer the server's key
 */
record Store(
        Identities identities,
        SubmissionStore submissions,
        Holdings holdings,
        Census census,
        Releases releases,
        ReceiptSigner signer) {

    /** {@return the store in this database, after bringing it to our schema} */
    static Store open(DataSource dataSource) {
        Database database = new Database(dataSource);
        Schema.migrate(database);
        return new Store(
                new JdbcIdentities(database),
                new JdbcSubmissionStore(database),
                new JdbcHoldings(database),
                new JdbcCensus(database),
                new JdbcReleases(database),
                ServerKey.of(database));
    }
}
