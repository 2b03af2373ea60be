package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** A command about the node. The shell fills the fields before it executes it. */
abstract class NodeCommand implements Action {

    /** Where the session keeps the exit code of a command that has answered. */
    static final String EXIT = "vzstats.exit";

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Desk desk;

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Session session;

    @Option(name = "--json", description = "Prints JSON, for programs")
    private boolean json;

    /** Does it, and says what came of it. */
    abstract Answer answer(Desk desk) throws NotDoneException, InterruptedException;

    /** The messages of such exceptions may say anything, and are not shown. */
    private Answer told() throws NotDoneException, InterruptedException {
        try {
            return answer(desk);
        } catch (RuntimeException e) {
            throw NotDoneException.because(
                    "An error in the node (" + e.getClass().getSimpleName() + ").");
        }
    }

    @Override
    public final @Nullable Object execute() throws NotDoneException, InterruptedException {
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
}
