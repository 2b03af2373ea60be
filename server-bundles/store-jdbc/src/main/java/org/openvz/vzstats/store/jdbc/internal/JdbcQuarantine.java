package org.openvz.vzstats.store.jdbc.internal;

import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.SubmissionStore;

/** The quarantine in a database. */
final class JdbcQuarantine implements QuarantineStore {

    private final Database database;
    private final JdbcSubmissionStore submissions;

    JdbcQuarantine(Database database, JdbcSubmissionStore submissions) {
        this.database = database;
        this.submissions = submissions;
    }

    @Override
    public List<Group> groups() {
        return database.transact(Quarantine::groups);
    }

    @Override
    public List<Entry> oldest(String reason, int most) {
        return database.transact(transaction -> Quarantine.oldest(transaction, reason, most));
    }

    @Override
    public Optional<Entry> entry(long id) {
        return database.transact(transaction -> Quarantine.entry(transaction, id));
    }

    @Override
    public boolean replay(long id, SubmissionStore.SectionProcessing processing) {
        return submissions.replay(id, processing);
    }
}
