package org.openvz.vzstats.shell.control;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** The commands of one scope of the shell, each run in a session of its own. */
public final class ShellCommands implements ControlSocket.Commands {

    private final SessionFactory shell;
    private final String scope;
    private final String whom;

    /**
     * Runs them.
     *
     * @param shell where they are, if they are there
     * @param scope of the commands
     * @param whom they ask, node or server
     */
    public ShellCommands(SessionFactory shell, String scope, String whom) {
        this.shell = shell;
        this.scope = scope;
        this.whom = whom;
    }

    // What a command throws is for its caller: the shell's interface says no more than that.
    @Override
    public int run(String command, PrintStream out) throws Exception {
        String name = command.replaceFirst(" .*", "");
        if (shell.getRegistry().getCommand(scope, name) == null) {
            throw NotDoneException.notReady("The " + whom + " is not ready: it is starting.");
        }
        Session session = shell.create(new ByteArrayInputStream(new byte[0]), out, out);
        try {
            session.execute(scope + ":" + command);
            return session.get(AnsweringCommand.EXIT) instanceof Integer exit ? exit : Answer.YES;
        } finally {
            session.close();
        }
    }
}
