package org.openvz.vzstats.server.shell.internal;

/** A command that could not do what it was asked; the message says why, and the shell shows it. */
final class NothingDoneException extends Exception {

    private static final long serialVersionUID = 1L;

    NothingDoneException(String why) {
        super(why);
    }
}
