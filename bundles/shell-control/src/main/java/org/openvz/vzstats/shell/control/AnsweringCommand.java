package org.openvz.vzstats.shell.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** A command that prints its answer, for a person or for a program. The shell fills the fields before it executes it. */
public abstract class AnsweringCommand implements Action {

    /** Where the session keeps the exit code of a command that has answered. */
    static final String EXIT = "vzstats.exit";

    private final String whom;

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Session session;

    @Option(name = "--json", description = "Prints JSON, for programs")
    private boolean json;

    /**
     * Asks somebody.
     *
     * @param whom node or server
     */
    protected AnsweringCommand(String whom) {
        this.whom = whom;
    }

    /** Does it, and says what came of it. */
    protected abstract Answer ask() throws NotDoneException, InterruptedException;

    /** {@return who gives the command} */
    protected final Session session() {
        return session;
    }

    @Override
    public final @Nullable Object execute() throws NotDoneException, InterruptedException {
        Answer answer;
        try {
            answer = told();
        } catch (NotDoneException e) {
            if (json) {
                session.getConsole()
                        .print(JsonText.of(JsonNodeFactory.instance.objectNode().put("problem", e.getMessage())));
            }
            throw e;
        }
        session.getConsole().print(json ? JsonText.of(answer.json()) : answer.text());
        session.put(EXIT, answer.exit());
        return null;
    }

    /** The messages of such exceptions may say anything, and are not shown. */
    private Answer told() throws NotDoneException, InterruptedException {
        try {
            return ask();
        } catch (RuntimeException e) {
            throw NotDoneException.because(
                    "An error in the " + whom + " (" + e.getClass().getSimpleName() + ").");
        }
    }
}
