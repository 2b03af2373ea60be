package org.openvz.vzstats.node.shell.internal;

/** A command that could not do what it was asked; the message says why, and the shell shows it. */
final class NothingSentException extends Exception {

    private static final long serialVersionUID = 1L;

    NothingSentException(String why) {
        super(why);
    }
}
