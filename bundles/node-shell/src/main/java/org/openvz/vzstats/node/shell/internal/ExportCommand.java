package org.openvz.vzstats.node.shell.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;
import org.openvz.vzstats.shell.control.Wrapped;

/** {@code vzstats:export}. */
@Service
@Command(
        scope = "vzstats",
        name = "export",
        description = "Writes a report into a file that can be carried; sends nothing",
        detailedDescription = "For a network without exit: any machine can hand the file in. See the README.")
public final class ExportCommand extends NodeCommand {

    @Argument(name = "file", required = true, description = "Where to write it, such as /media/stick/report.tar.gz")
    @Completion(FileCompleter.class)
    String file = "";

    @Option(name = "--force", description = "Replaces a file that is there")
    boolean force;

    @Override
    Answer answer(Desk desk) throws NotDoneException, InterruptedException {
        Path path = path();
        Node.Run run = desk.node().export(path, force);
        if (run.decision() instanceof Decision.Deny deny) {
            return no("Nothing was collected and nothing is written: " + Texts.denied(deny), run);
        }
        return run.report()
                .map(report -> Answer.of(
                        Wrapped.text("", "Report " + report + " is in " + path + ".")
                                + "Whoever carried it brings the receipt back: vzstats:history receipt FILE.\n",
                        Json.run(run)))
                .orElseGet(() -> no("No report: " + run.problem().orElse("nothing was collected"), run));
    }

    private Path path() throws NotDoneException {
        try {
            return Path.of(file).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw NotDoneException.usage("This is no name of a file.");
        }
    }

    private static Answer no(String why, Node.Run run) {
        return Answer.of(Wrapped.text("", why), Json.run(run)).meaning(false);
    }
}
