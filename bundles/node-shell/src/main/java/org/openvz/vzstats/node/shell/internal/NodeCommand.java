package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.openvz.vzstats.api.Node;

/** A command about the node. The shell fills the fields before it executes it. */
abstract class NodeCommand implements Action {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Node node;

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Session session;

    final Node node() {
        return node;
    }

    final void print(String text) {
        session.getConsole().print(text);
    }
}
