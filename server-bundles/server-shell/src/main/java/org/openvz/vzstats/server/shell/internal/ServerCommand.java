package org.openvz.vzstats.server.shell.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.StoreState;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/** A command about the server. The shell fills the fields before it executes it; what is not there now is null. */
abstract class ServerCommand implements Action {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Session session;

    @Reference(optional = true)
    private @Nullable StoreState store;

    @Option(name = "--json", description = "Prints JSON")
    private boolean json;

    /** Does it, with the store at hand; what it throws is shown. */
    abstract String answer(boolean asJson) throws NothingDoneException;

    @Override
    public final @Nullable Object execute() throws NothingDoneException {
        try {
            session.getConsole().print(answer(json));
        } catch (StoreUnavailableException e) {
            throw new NothingDoneException("Not now: the database does not answer");
        }
        return null;
    }

    final Session session() {
        return session;
    }

    final @Nullable StoreState store() {
        return store;
    }

    /** {@return the service, if it is there} */
    final <T> T need(@Nullable T service) throws NothingDoneException {
        if (service == null) {
            throw new NothingDoneException("Not now: " + Texts.missing(store));
        }
        return service;
    }
}
