package org.openvz.vzstats.ureport;

/** What was read is no uReport. The message says what is wrong with it in fixed words, never with words of its own. */
public final class InvalidUReportException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidUReportException(String what) {
        super(what);
    }

    /** {@return what is wrong, in fixed words} */
    public String what() {
        return String.valueOf(getMessage());
    }
}
