package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code vzstats:preview}. */
@Service
@Command(
        scope = "vzstats",
        name = "preview",
        description = "Shows what would be sent if it were allowed, also while the census is off")
public final class PreviewCommand extends NodeCommand {

    @Override
    public @Nullable Object execute() throws InterruptedException {
        print(Texts.files(node().preview().files()));
        return null;
    }
}
