package org.openvz.vzstats.report;

/** What a report may be at the most, on both ends. */
public final class ReportLimits {

    /** The most bytes of the gzip file: 256 KiB. */
    public static final int PACKED_BYTES = 256 * 1024;

    /** The most bytes of the tar in it: 4 MiB. */
    public static final int UNPACKED_BYTES = 4 * 1024 * 1024;

    /** The most files in the tar, the manifest among them. */
    public static final int ENTRIES = 64;

    private ReportLimits() {}
}
