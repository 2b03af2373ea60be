package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Consent;

/** {@code vzstats:accept}. */
@Service
@Command(
        scope = "vzstats",
        name = "accept",
        description = "Accepts what is pending: it is sent from the next report on; vzstats:diff shows it first")
public final class AcceptCommand extends NodeCommand {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Argument(name = "collectors", multiValued = true, description = "Whose; without any: all that is pending")
    @Completion(PendingCompleter.class)
    private @Nullable List<String> collectors;

    @Option(name = "--json", description = "Prints JSON")
    private boolean json;

    @Override
    public @Nullable Object execute() throws IOException {
        List<Consent.Pending> accepted = consent.accept(collectors == null ? List.of() : collectors);
        print(json ? ConsentTexts.pendingJson(accepted) : ConsentTexts.accepted(accepted));
        return null;
    }
}
