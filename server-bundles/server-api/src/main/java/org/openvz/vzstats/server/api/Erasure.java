package org.openvz.vzstats.server.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The receipt of an erasure.
 *
 * @param node the id that is no more
 * @param erased when, to the second
 * @param signature Ed25519 over the text of {@link #signed(UUID, Instant)}, in base64url
 */
public record Erasure(UUID node, Instant erased, String signature) {

    /** {@return the receipt of an erasure that has been done} */
    public static Erasure of(UUID node, Instant now, ReceiptSigner signer) {
        Instant erased = now.truncatedTo(ChronoUnit.SECONDS);
        return new Erasure(node, erased, signer.signature(signed(node, erased)));
    }

    /** {@return the text that is signed: the word erased, node and time, a line each} */
    public static String signed(UUID node, Instant erased) {
        return "erased\n" + node + "\n" + erased + "\n";
    }

    /** {@return what the node gets} */
    public String json() {
        return "{\"node\":\"" + node + "\",\"erased\":\"" + erased + "\",\"signature\":\"" + signature + "\"}";
    }
}
