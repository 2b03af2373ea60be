package org.openvz.vzstats.server.api;

import java.util.UUID;

/**
 * A report as the server received it. Nothing tells where it came from but the node's random id.
 */
public final class Submission {

    private final UUID node;
    private final UUID report;
    private final byte[] packed;

    /**
     * Keeps a copy of the bytes.
     *
     * @param node who sent it
     * @param report the report's own id, as the node made it
     * @param packed the gzip tar, checked to be a whole container
     */
    public Submission(UUID node, UUID report, byte[] packed) {
        this.node = node;
        this.report = report;
        this.packed = packed.clone();
    }

    /** {@return who sent it} */
    public UUID node() {
        return node;
    }

    /** {@return the report's own id} */
    public UUID report() {
        return report;
    }

    /** {@return a copy of the gzip tar} */
    public byte[] packed() {
        return packed.clone();
    }
}
