package org.openvz.vzstats.node.shell.internal;

import java.time.Instant;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Consent;

/** {@code vzstats:status}. */
@Service
@Command(
        scope = "vzstats",
        name = "status",
        description = "Shows whether the census is on, what it did last and what it will do")
public final class StatusCommand extends NodeCommand {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Override
    public @Nullable Object execute() {
        print(Texts.status(node().status(), Instant.now()) + ConsentTexts.status(consent.pending()));
        return null;
    }
}
