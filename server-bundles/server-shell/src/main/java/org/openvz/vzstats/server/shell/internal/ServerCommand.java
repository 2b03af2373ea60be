package org.openvz.vzstats.server.shell.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.StoreState;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** A command about the server. The shell fills the fields before it executes it; what is not there now is null. */
abstract class ServerCommand implements Action {

    /** Where the session keeps the exit code of a command that has answered. */
    static final String EXIT = "vzstats.exit";

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Session session;

    @Reference(optional = true)
    private @Nullable StoreState store;

    @Option(name = "--json", description = "Prints JSON, for programs")
    private boolean json;

    /** Does it, and says what came of it. */
    abstract Answer answer() throws NotDoneException;

    /** The messages of such exceptions may say anything, and are not shown. */
    private Answer told() throws NotDoneException {
        try {
            return answer();
        } catch (StoreUnavailableException e) {
            throw NotDoneException.because("Not now: the database does not answer.");
        } catch (RuntimeException e) {
            throw NotDoneException.because(
                    "An error in the server (" + e.getClass().getSimpleName() + ").");
        }
    }

    @Override
    public final @Nullable Object execute() throws NotDoneException {
        Answer answer;
        try {
            answer = told();
        } catch (NotDoneException e) {
            if (json) {
                session.getConsole().print(Json.text(Json.problem(e.getMessage())));
            }
            throw e;
        }
        session.getConsole().print(json ? Json.text(answer.json()) : answer.text());
        session.put(EXIT, answer.exit());
        return null;
    }

    final Session session() {
        return session;
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
