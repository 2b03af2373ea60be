package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code vzstats:collectors}. */
@Service
@Command(
        scope = "vzstats",
        name = "collectors",
        description = "Lists the collectors, with what each comes to on this host")
public final class CollectorsCommand extends NodeCommand {

    @Override
    public @Nullable Object execute() throws InterruptedException {
        print(Texts.collectors(node().preview().collectors()));
        return null;
    }
}
