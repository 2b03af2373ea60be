package org.openvz.vzstats.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Makes the node unknown again, to others and here. */
@ProviderType
public interface Forgetting {

    /**
     * Waits for what is going on, has the node erased by all who hold it, keeps their receipts, and then removes what it was known by,
     * what waits, what was sent, and when it ran. What its owner has decided stays. Only while it is switched off: else it would be known
     * again at once.
     *
     * @param hereOnly whether nobody is asked: what others hold stays there, and cannot be erased by this node any more
     * @throws InterruptedException if the caller's thread is interrupted
     */
    Forgotten forget(boolean hereOnly) throws InterruptedException;

    /**
     * What became of it.
     *
     * @param holders all who may hold something
     * @param problem why the node is not forgotten, or not everywhere; what was not done is done by the next attempt
     */
    record Forgotten(List<Asked> holders, Optional<String> problem) {

        /** Keeps a copy. */
        public Forgotten {
            holders = List.copyOf(holders);
        }
    }

    /**
     * What one of them answered.
     *
     * @param holder its name
     * @param answer empty if it was not asked
     * @param receipt the file that the receipt is kept in
     */
    record Asked(String holder, Optional<Erasable.Erasure> answer, Optional<Path> receipt) {}
}
