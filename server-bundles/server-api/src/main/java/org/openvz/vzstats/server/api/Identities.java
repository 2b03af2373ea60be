package org.openvz.vzstats.server.api;

import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/** Hands out node ids and knows who holds which. */
@ProviderType
public interface Identities {

    /**
     * Issues a new node id, durably, before it returns.
     *
     * @throws StoreUnavailableException if it cannot be kept
     */
    Identity issue();

    /**
     * Issues the id that a node asks for, if it is free: not known here, or by the original protocol only, which has no secrets. Of an id
     * that has a secret, or was erased, nobody gets another secret: then the id is a new one.
     *
     * @throws StoreUnavailableException if it cannot be kept
     */
    Identity issue(UUID wished);

    /**
     * Whether this is the secret that was issued with this id. An unknown id and a wrong secret take the same time.
     *
     * @throws StoreUnavailableException if it cannot be looked up
     */
    boolean holds(UUID node, String secret);

    /**
     * What is known of an id that somebody names without a secret.
     *
     * @throws StoreUnavailableException if it cannot be looked up
     */
    Standing standing(UUID node);

    /** What is known of an id. */
    enum Standing {
        /** Nothing: it was never here, or it was erased. */
        UNKNOWN,
        /** It reports, and was never issued with a secret. */
        WITHOUT_SECRET,
        /** It was issued with a secret; nobody may speak for it without. */
        WITH_SECRET
    }

    /**
     * An id as it is given to a node.
     *
     * @param id a random UUID v4
     * @param secret 256 random bits in unpadded base64url; the server keeps only a hash of it
     */
    record Identity(UUID id, String secret) {}
}
