package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.AnsweringCommand;
import org.openvz.vzstats.shell.control.NotDoneException;

/** A command about the node. */
abstract class NodeCommand extends AnsweringCommand {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Desk desk;

    NodeCommand() {
        super("node");
    }

    /** Does it, and says what came of it. */
    abstract Answer answer(Desk desk) throws NotDoneException, InterruptedException;

    @Override
    protected final Answer ask() throws NotDoneException, InterruptedException {
        return answer(desk);
    }
}
