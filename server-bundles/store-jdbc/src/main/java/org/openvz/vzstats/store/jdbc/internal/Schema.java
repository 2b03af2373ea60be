package org.openvz.vzstats.store.jdbc.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the schema of this server: every migration once, in order, each in a transaction of its own. MariaDB has no such
 * transactions: there a migration that broke off is done again from its start, so it must do no harm to do any of its statements twice.
 */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    /** Migration n is the n-th. One that has been released never changes. */
    private static final List<String> MIGRATIONS = List.of(
            "001-store.sql",
            "002-erased.sql",
            "003-chain.sql",
            "004-bounds.sql",
            "005-country.sql",
            "006-basis.sql",
            "007-crashes.sql",
            "008-downloads.sql",
            "009-node-state.sql",
            "010-drop-state.sql",
            "011-sweep.sql");

    /** What is done before a migration, in transactions of its own; by several at once, and again, if it breaks off. */
    private static final Map<Integer, Consumer<Database>> BEFORE = Map.of(
            9, StateMigration::prepare,
            10, StateMigration::run);

    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");
    private static final Pattern END = Pattern.compile(";\\s*$", Pattern.MULTILINE);

    private Schema() {}

    /**
     * Runs what is missing.
     *
     * @throws NewerSchemaException if the database is newer than this server
     */
    static void migrate(Database database) {
        migrate(database, MIGRATIONS.size());
    }

    static void migrate(Database database, int to) {
        int found = database.transact(Schema::version);
        if (found > MIGRATIONS.size()) {
            throw new NewerSchemaException("The database has schema " + found + ", this server knows "
                    + MIGRATIONS.size() + ": install the newer server, or another database");
        }
        for (int version = found + 1; version <= to; version++) {
            int next = version;
            BEFORE.getOrDefault(next, nothing -> {}).accept(database);
            if (database.transact(transaction -> apply(transaction, next))) {
                LOG.info("Database: schema {}", MIGRATIONS.get(next - 1));
            }
        }
    }

    private static int version(Transaction transaction) throws SQLException {
        if (!transaction.hasTable("schema_version")) {
            transaction.update(transaction
                    .dialect()
                    .translate("CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY,"
                            + " applied_at BIGINT NOT NULL)${table}"));
        }
        return transaction
                .first(
                        "SELECT version FROM schema_version ORDER BY version DESC FETCH FIRST 1 ROWS ONLY",
                        row -> row.getInt("version"))
                .orElse(0);
    }

    private static boolean apply(Transaction transaction, int version) throws SQLException {
        if (version(transaction) >= version) {
            return false;
        }
        Dialect dialect = transaction.dialect();
        if (!dialect.commitsDdl()) {
            // First, so that of two processes one waits here, or finds the key taken and looks again.
            applied(transaction, version);
        }
        for (String statement : statements(MIGRATIONS.get(version - 1))) {
            transaction.update(dialect.translate(statement)
                    .replace("${now}", Long.toString(Instant.now().getEpochSecond())));
        }
        if (dialect.commitsDdl()) {
            applied(transaction, version);
        }
        return true;
    }

    private static void applied(Transaction transaction, int version) throws SQLException {
        transaction.update(
                "INSERT INTO schema_version (version, applied_at) VALUES (?, ?)",
                version,
                Instant.now().getEpochSecond());
    }

    private static List<String> statements(String migration) {
        try (InputStream resource =
                Objects.requireNonNull(Schema.class.getResourceAsStream("/schema/" + migration), migration)) {
            String sql = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return END.splitAsStream(COMMENT.matcher(sql).replaceAll(""))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
