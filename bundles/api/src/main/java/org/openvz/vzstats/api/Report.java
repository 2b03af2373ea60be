package org.openvz.vzstats.api;

import java.util.UUID;

/**
 * A report, packed and ready to leave: the gzip tar of a manifest and one file per section. It names no node.
 */
public final class Report {

    private final UUID id;
    private final byte[] packed;

    /**
     * Keeps a copy of the bytes.
     *
     * @param id the report's own random id, the same as in its manifest
     * @param packed the gzip tar, at most 256 KiB
     */
    public Report(UUID id, byte[] packed) {
        this.id = id;
        this.packed = packed.clone();
    }

    /** {@return the report's own random id} */
    public UUID id() {
        return id;
    }

    /** {@return a copy of the gzip tar} */
    public byte[] packed() {
        return packed.clone();
    }

    @Override
    public String toString() {
        return "report " + id + " of " + packed.length + " bytes";
    }
}
