package org.openvz.vzstats.server.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/** The reasons for which something is in quarantine now. */
@Service
public final class ReasonCompleter implements Completer {

    @Reference(optional = true)
    private @Nullable QuarantineStore quarantine;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        return new StringsCompleter(reasons()).complete(session, commandLine, candidates);
    }

    private List<String> reasons() {
        try {
            return quarantine == null
                    ? List.of()
                    : quarantine.groups().stream()
                            .map(QuarantineStore.Group::reason)
                            .toList();
        } catch (StoreUnavailableException e) {
            return List.of();
        }
    }
}
