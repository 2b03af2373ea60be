package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.OptOutSwitch;

/** {@code vzstats:enable}. */
@Service
@Command(scope = "vzstats", name = "enable", description = "Switches the census on again")
public final class EnableCommand extends NodeCommand {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private OptOutSwitch optOut;

    @Override
    public @Nullable Object execute() throws NothingSentException {
        String where;
        try {
            where = optOut.enable();
        } catch (IOException e) {
            throw new NothingSentException("Still disabled: " + Texts.unwritable(e));
        }
        if (node().status().decision() instanceof Decision.Deny deny) {
            throw new NothingSentException(where + " is gone, but still: " + Texts.denied(deny));
        }
        print("Enabled. vzstats:view shows what will be sent, vzstats:report sends it now.\n");
        return null;
    }
}
