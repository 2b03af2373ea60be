package org.openvz.vzstats.server.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What the server answers for a report it has taken, and holds to.
 *
 * @param report the report's id
 * @param sha256 of the packed bytes, in hex
 * @param received when, to the second
 * @param previous the hash of the last receipt that the node said it holds; empty if it holds none
 * @param signature Ed25519 over the text of {@link #signed(UUID, String, Instant, String)}, in base64url
 */
public record Receipt(UUID report, String sha256, Instant received, String previous, String signature) {

    /** {@return the text that is signed: report, hash, time and previous, a line each} */
    public static String signed(UUID report, String sha256, Instant received, String previous) {
        return report + "\n" + sha256 + "\n" + received + "\n" + previous + "\n";
    }

    /** {@return what a client gets, to the byte: it names its next report's predecessor by the hash of it} */
    public String json() {
        // Nothing in here needs an escape: ids, hex digits, base64url and a time.
        return "{\"report\":\"" + report + "\",\"sha256\":\"" + sha256 + "\",\"received\":\"" + received
                + "\",\"previous\":\"" + previous + "\",\"signature\":\"" + signature + "\"}";
    }

    /** {@return the SHA-256 of {@link #json()}, in hex: what the next report's header Previous-Receipt says} */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
