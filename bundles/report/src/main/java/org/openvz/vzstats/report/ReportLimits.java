package org.openvz.vzstats.report;

/**
 * What a report may be at the most: on both ends what the format says, and at a server less, if it says so.
 *
 * @param packed the most bytes of the gzip file
 * @param unpacked the most bytes of the tar in it
 * @param entries the most files in the tar, the manifest among them
 */
public record ReportLimits(int packed, int unpacked, int entries) {

    /** The most bytes of the gzip file: 256 KiB. */
    public static final int PACKED_BYTES = 256 * 1024;

    /** The most bytes of the tar in it: 4 MiB. */
    public static final int UNPACKED_BYTES = 4 * 1024 * 1024;

    /** The most files in the tar, the manifest among them. */
    public static final int ENTRIES = 64;

    /** What the format says. */
    public static final ReportLimits FORMAT = new ReportLimits(PACKED_BYTES, UNPACKED_BYTES, ENTRIES);

    /**
     * Sets limits.
     *
     * @throws IllegalArgumentException if one is more than the format's, or nothing at all; the message names it
     */
    public ReportLimits {
        require("packed", packed, PACKED_BYTES);
        require("unpacked", unpacked, UNPACKED_BYTES);
        require("entries", entries, ENTRIES);
    }

    private static void require(String name, int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most + ", not " + limit);
        }
    }
}
