package org.openvz.vzstats.collector.census.internal;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node;

/** The bench as the node's status tells of it. */
final class NodeBench {

    private NodeBench() {}

    /**
     * {@return the names of the collectors that sit out}
     *
     * @param node null if it went away
     * @throws IOException if it cannot tell; a fixed text
     */
    static Set<String> of(@Nullable Node node) throws IOException {
        if (node == null) {
            throw new IOException("the node went away");
        }
        try {
            return node.status().benched().keySet();
        } catch (IllegalStateException e) {
            // Without it as a cause: its message may name the node's directory.
            throw new IOException("the node has no status now");
        }
    }
}
