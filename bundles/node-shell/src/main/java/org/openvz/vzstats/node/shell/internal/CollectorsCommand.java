package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node;

/** {@code vzstats:collectors}. */
@Service
@Command(
        scope = "vzstats",
        name = "collectors",
        description = "Lists the collectors, with what each comes to on this host")
public final class CollectorsCommand implements Action {

    // Filled by the shell before it executes the command.
    @Reference
    @SuppressWarnings("NullAway.Init")
    private Node node;

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Session session;

    @Override
    public @Nullable Object execute() throws InterruptedException {
        session.getConsole().print(Texts.collectors(node.preview().collectors()));
        return null;
    }
}
