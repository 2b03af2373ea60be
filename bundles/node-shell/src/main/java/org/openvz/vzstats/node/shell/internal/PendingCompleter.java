package org.openvz.vzstats.node.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.openvz.vzstats.api.Consent;

/** The collectors of which something is pending. */
@Service
public final class PendingCompleter implements Completer {

    @Reference
    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        return new StringsCompleter(Offered.by(() -> desk.consent().pending().stream()
                        .map(Consent.Pending::collector)
                        .toList()))
                .complete(session, commandLine, candidates);
    }
}
