package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Consent;

/** {@code vzstats:diff}. */
@Service
@Command(
        scope = "vzstats",
        name = "diff",
        description = "Shows what new collectors and updates would send besides, once it is accepted")
public final class DiffCommand extends NodeCommand {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Option(name = "--json", description = "Prints JSON")
    private boolean json;

    @Override
    public @Nullable Object execute() {
        print(json ? ConsentTexts.pendingJson(consent.pending()) : ConsentTexts.diff(consent.pending()));
        return null;
    }
}
