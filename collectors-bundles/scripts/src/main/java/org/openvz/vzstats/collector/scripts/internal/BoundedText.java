package org.openvz.vzstats.collector.scripts.internal;

import java.time.Duration;

/** A text that is searched for a while only: a regular expression may need longer than the world has been there. */
final class BoundedText implements CharSequence {

    private static final int LOOKS_PER_CHECK = 4096;

    private final String text;
    private final long deadline;
    private int looks;

    /** Ends a search. */
    static final class TooSlowException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooSlowException() {
            super("the search takes too long", null, false, false);
        }
    }

    BoundedText(String text, Duration most) {
        this(text, System.nanoTime() + most.toNanos());
    }

    private BoundedText(String text, long deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    /** {@return another text, with what is left of the time} */
    BoundedText with(String other) {
        return new BoundedText(other, deadline);
    }

    @Override
    public char charAt(int index) {
        if (++looks % LOOKS_PER_CHECK == 0) {
            check();
        }
        return text.charAt(index);
    }

    /** An interrupt ends the collector. */
    void check() {
        if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
            throw new TooSlowException();
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
