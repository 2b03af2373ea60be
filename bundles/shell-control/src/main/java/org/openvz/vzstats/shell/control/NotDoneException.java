package org.openvz.vzstats.shell.control;

/** A command that could not do what it was asked; the message says why, and the shell shows it. */
public final class NotDoneException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exit;

    private NotDoneException(String why, int exit) {
        super(why);
        this.exit = exit;
    }

    /** It may not be done, or cannot be. */
    public static NotDoneException because(String why) {
        return new NotDoneException(why, Answer.NO);
    }

    /** It was asked for wrongly. */
    public static NotDoneException usage(String right) {
        return new NotDoneException(right, Answer.USAGE);
    }

    /** There is nobody to do it. */
    public static NotDoneException notReady(String why) {
        return new NotDoneException(why, Answer.NOT_READY);
    }

    /** {@return the exit code} */
    public int exit() {
        return exit;
    }
}
