package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;

/** {@code vzstats:view}. */
@Service
@Command(scope = "vzstats", name = "view", description = "Shows exactly what would be sent now")
public final class ViewCommand extends NodeCommand {

    @Override
    public @Nullable Object execute() throws InterruptedException {
        Node.Run run = node().view();
        print(
                run.decision() instanceof Decision.Deny deny
                        ? "Nothing is collected and nothing is sent: " + Texts.denied(deny) + "\n"
                        : Texts.files(run.files()));
        return null;
    }
}
