package org.openvz.vzstats.store.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/** Table erased: the ids that must not come back. A hash will do: nobody can try out 122 random bits. */
final class Erased {

    private Erased() {}

    static boolean has(Transaction transaction, String node) throws SQLException {
        return transaction
                .first("SELECT id_hash FROM erased WHERE id_hash = ?", row -> row.getString("id_hash"), hash(node))
                .isPresent();
    }

    static void add(Transaction transaction, String node) throws SQLException {
        transaction.update("INSERT INTO erased (id_hash) VALUES (?)", hash(node));
    }

    private static String hash(String node) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(node.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
