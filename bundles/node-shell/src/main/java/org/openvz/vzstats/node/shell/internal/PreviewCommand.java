package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Node;

/** {@code vzstats:preview}. */
@Service
@Command(
        scope = "vzstats",
        name = "preview",
        description = "Shows what would be sent if it were allowed, also while the census is off")
public final class PreviewCommand implements Action {

    // Filled by the shell before it executes the command.
    @Reference
    @SuppressWarnings("NullAway.Init")
    private Node node;

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Session session;

    @Override
    public @Nullable Object execute() throws InterruptedException {
        session.getConsole().print(Texts.files(node.preview().files()));
        return null;
    }
}
