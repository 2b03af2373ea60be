package org.openvz.vzstats.node.shell.internal;

import java.time.Instant;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node;

/** {@code vzstats:status}. */
@Service
@Command(
        scope = "vzstats",
        name = "status",
        description = "Shows whether the census is on, what it did last and what it will do")
public final class StatusCommand implements Action {

    // Filled by the shell before it executes the command.
    @Reference
    @SuppressWarnings("NullAway.Init")
    private Node node;

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Session session;

    @Override
    public @Nullable Object execute() {
        session.getConsole().print(Texts.status(node.status(), Instant.now()));
        return null;
    }
}
