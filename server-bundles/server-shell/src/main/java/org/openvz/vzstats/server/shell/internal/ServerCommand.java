package org.openvz.vzstats.server.shell.internal;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.StoreState;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.AnsweringCommand;
import org.openvz.vzstats.shell.control.NotDoneException;

/** A command about the server. Of what the shell fills in, what is not there now is null. */
abstract class ServerCommand extends AnsweringCommand {

    @Reference(optional = true)
    private @Nullable StoreState store;

    ServerCommand() {
        super("server");
    }

    /** Does it, and says what came of it. */
    abstract Answer answer() throws NotDoneException;

    @Override
    protected final Answer ask() throws NotDoneException {
        try {
            return answer();
        } catch (StoreUnavailableException e) {
            throw NotDoneException.because("Not now: the database does not answer.");
        }
    }

    final @Nullable StoreState store() {
        return store;
    }

    /** {@return the service, if it is there} */
    final <T> T need(@Nullable T service) throws NotDoneException {
        if (service == null) {
            throw NotDoneException.because("Not now: " + Texts.missing(store) + ".");
        }
        return service;
    }
}
