package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.OptOutSwitch;
import org.openvz.vzstats.api.Trigger;

/** {@code vzstats:disable}. */
@Service
@Command(
        scope = "vzstats",
        name = "disable",
        description = "Switches the census off: nothing is collected, queued or sent")
public final class DisableCommand extends NodeCommand {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private OptOutSwitch optOut;

    @Override
    public @Nullable Object execute() throws InterruptedException, NothingSentException {
        String where;
        try {
            where = optOut.disable();
        } catch (IOException e) {
            throw new NothingSentException("Still enabled: " + Texts.unwritable(e));
        }
        // Asked now, the node finds that it may not, and drops what waits.
        node().run(Trigger.PERSON);
        print("Disabled: nothing is collected, queued or sent while " + where + " is there.\n");
        return null;
    }
}
