package org.openvz.vzstats.store.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceiptSigner;

/**
 * Table server_key: the one key of all processes on this database, made by the first of them.
 *
 * <p>Bouncy Castle signs with it: Java's own Ed25519 takes twenty times as long for the same signature, more than all else that a report
 * costs its intake.
 */
final class ServerKey implements ReceiptSigner {

    private static final String ALGORITHM = "Ed25519";

    private final Ed25519PrivateKeyParameters privateKey;
    private final String publicKey;

    private ServerKey(Ed25519PrivateKeyParameters privateKey, String publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** The key as it is stored, both parts in base64. */
    private record Pair(String publicKey, String privateKey) {}

    /** {@return the key of this database, new if it has none} */
    static ServerKey of(Database database) {
        // Of two processes that find none, one meets the other's row at the primary key, and reads again.
        Pair pair = database.transact(transaction -> {
            Optional<Pair> stored = read(transaction);
            return stored.isPresent() ? stored.get() : create(transaction);
        });
        return new ServerKey(decoded(Base64.getDecoder().decode(pair.privateKey())), pair.publicKey());
    }

    private static Ed25519PrivateKeyParameters decoded(byte[] encoded) {
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new Ed25519PrivateKeyParameters(
                    ((EdECPrivateKey) key).getBytes().orElseThrow());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key in table server_key is unusable", e);
        }
    }

    private static Optional<Pair> read(Transaction transaction) throws SQLException {
        return transaction.first(
                "SELECT public_key, private_key FROM server_key WHERE id = 1",
                row -> new Pair(row.getString("public_key"), row.getString("private_key")));
    }

    private static Pair create(Transaction transaction) throws SQLException {
        KeyPair made = generate();
        Base64.Encoder base64 = Base64.getEncoder();
        Pair pair = new Pair(
                base64.encodeToString(made.getPublic().getEncoded()),
                base64.encodeToString(made.getPrivate().getEncoded()));
        transaction.update(
                "INSERT INTO server_key (id, public_key, private_key) VALUES (1, ?, ?)",
                pair.publicKey(),
                pair.privateKey());
        return pair;
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    @Override
    public Receipt sign(UUID report, String sha256, Instant received, String previous) {
        String signed = Receipt.signed(report, sha256, received, previous);
        return new Receipt(report, sha256, received, previous, signature(signed));
    }

    @Override
    public String signature(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(bytes, 0, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signer.generateSignature());
    }

    @Override
    public String publicKey() {
        return publicKey;
    }
}
