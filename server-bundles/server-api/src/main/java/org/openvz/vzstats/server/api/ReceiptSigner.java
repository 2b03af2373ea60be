package org.openvz.vzstats.server.api;

import java.time.Instant;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** Signs receipts with the key that all processes of one server share. */
@ProviderType
public interface ReceiptSigner {

    /**
     * Makes the receipt of a report.
     *
     * @throws StoreUnavailableException if the key cannot be read
     */
    Receipt sign(UUID report, String sha256, Instant received, String previous);

    /**
     * Signs a text of another receipt, such as that of an erasure.
     *
     * @return Ed25519 over its UTF-8 bytes, in base64url
     */
    String signature(String text);

    /** {@return the public key, X.509 encoded, in base64} */
    String publicKey();
}
