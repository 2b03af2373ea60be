package org.openvz.vzstats.api;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows who keeps something about this node, and can have it erased. A transport whose receivers keep something is such a service, too;
 * who is not is not asked when the owner wants the node forgotten.
 */
@ConsumerType
public interface Erasable {

    /**
     * {@return all who may keep something about this node}
     *
     * @throws IOException if that cannot be told now
     */
    List<Holder> holders() throws IOException;

    /** Keeps something about this node. Asked by one thread, while nothing is delivered. */
    @ConsumerType
    interface Holder {

        /** {@return what the owner knows it by, such as a server's address; two of the same name are the same} */
        String name();

        /**
         * Asks to have the node erased there. It may be asked again: an answer that was lost is asked for once more.
         *
         * @throws IOException if it cannot be asked now
         * @throws InterruptedException if the node stops
         */
        Erasure erase() throws IOException, InterruptedException;

        /**
         * Removes what this machine keeps to be known there. Afterwards nothing can be erased there any more.
         *
         * @throws IOException if it cannot be removed
         */
        void forget() throws IOException;
    }

    /** What became of the node there. */
    sealed interface Erasure {

        /**
         * It was erased.
         *
         * @param receipt what proves it, such as the server's JSON receipt
         */
        record Erased(String receipt) implements Erasure {}

        /** Nothing is kept there. */
        record Nothing() implements Erasure {}

        /**
         * It is still kept there.
         *
         * @param reason why, in a few words
         */
        record Failed(String reason) implements Erasure {}
    }
}
