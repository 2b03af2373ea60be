package org.openvz.vzstats.server.api;

import java.time.Instant;
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
}
