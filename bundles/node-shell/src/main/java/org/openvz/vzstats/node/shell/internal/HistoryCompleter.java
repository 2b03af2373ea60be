package org.openvz.vzstats.node.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.openvz.vzstats.api.Node;

/** The numbers of the reports that can be shown, or the files of which one may be a receipt. */
@Service
public final class HistoryCompleter implements Completer {

    @Reference
    @SuppressWarnings("NullAway.Init")
    Desk desk;

    @Override
    public void completeCandidates(Session session, CommandLine commandLine, List<Candidate> candidates) {
        // That of files knows only this way to complete.
        completer(commandLine).completeCandidates(session, commandLine, candidates);
    }

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        return completer(commandLine).complete(session, commandLine, candidates);
    }

    private Completer completer(CommandLine commandLine) {
        return List.of(commandLine.getArguments()).contains("receipt")
                ? new FileCompleter()
                : new StringsCompleter(Offered.by(() -> desk.node().history().deliveries().stream()
                        .map(Node.Sent::number)
                        .distinct()
                        .map(number -> Integer.toString(number))
                        .toList()));
    }
}
