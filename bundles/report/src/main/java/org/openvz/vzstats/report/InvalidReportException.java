package org.openvz.vzstats.report;

import java.io.IOException;

/** What was read is no report. The message says what is wrong with it in fixed words, never with words of its own. */
public final class InvalidReportException extends IOException {

    private static final long serialVersionUID = 1L;

    /** In which way it is no report. */
    public enum Kind {
        /** It does not begin as gzip does. */
        NOT_GZIP,
        /** It is larger than {@link ReportLimits} allow, packed or unpacked. */
        TOO_LARGE,
        /** Anything else. */
        MALFORMED
    }

    private final Kind kind;

    /**
     * Says what is wrong.
     *
     * @param kind in which way it is no report
     * @param what in a few fixed words
     */
    public InvalidReportException(Kind kind, String what) {
        super(what);
        this.kind = kind;
    }

    /** {@return in which way it is no report} */
    public Kind kind() {
        return kind;
    }
}
