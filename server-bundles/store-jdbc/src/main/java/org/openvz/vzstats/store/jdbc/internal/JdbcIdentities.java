package org.openvz.vzstats.store.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Identities;

/** Node ids in a database, with a hash of the secret of each. */
final class JdbcIdentities implements Identities {

    /** No secret has this hash that anybody could find; it is compared where there is none. */
    private static final String NOBODY = "0".repeat(64);

    private final SecureRandom random = new SecureRandom();
    private final Database database;
    private final JdbcJournal journal;

    JdbcIdentities(Database database, JdbcJournal journal) {
        this.database = database;
        this.journal = journal;
    }

    @Override
    public Identity issue() {
        String secret = secret();
        return issued(database.transact(transaction -> issue(transaction, secret)));
    }

    @Override
    public Identity issue(UUID wished) {
        String secret = secret();
        return issued(database.transact(transaction -> {
            boolean erased = Erased.has(transaction, wished.toString());
            return !erased && NodeTable.claim(transaction, wished.toString(), hash(secret))
                    ? new Identity(wished, secret)
                    : issue(transaction, secret);
        }));
    }

    private Identity issued(Identity identity) {
        journal.happened(Event.ISSUED);
        return identity;
    }

    private static Identity issue(Transaction transaction, String secret) throws SQLException {
        UUID id = UUID.randomUUID();
        NodeTable.issue(transaction, id.toString(), hash(secret));
        return new Identity(id, secret);
    }

    private String secret() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    @Override
    public boolean holds(UUID node, String secret) {
        if (isStored(node, secret)) {
            return true;
        }
        // Whoever is refused takes a new id, and would count twice; and while its log fails a Derby may find nothing
        // where something is.
        database.transact(JdbcIdentities::assertWritable);
        return isStored(node, secret);
    }

    /** Fails if the database could not write now. What is written is taken back at once, so nobody waits for a disk. */
    private static boolean assertWritable(Transaction transaction) throws SQLException {
        boolean there = transaction.update("UPDATE server_key SET id = 1 WHERE id = 1") == 1;
        transaction.undo();
        if (!there) {
            throw new SQLException("the key of this server is not found", "XS000");
        }
        return true;
    }

    private boolean isStored(UUID node, String secret) {
        String stored = database.transact(transaction -> NodeTable.secretHash(transaction, node.toString()))
                .orElse(NOBODY);
        return MessageDigest.isEqual(
                hash(secret).getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Standing standing(UUID node) {
        return database.transact(transaction -> NodeTable.standing(transaction, node.toString()));
    }

    /** A plain hash will do: 256 random bits cannot be tried out. */
    private static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
