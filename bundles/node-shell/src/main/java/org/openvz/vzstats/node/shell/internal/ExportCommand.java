package org.openvz.vzstats.node.shell.internal;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;

/** {@code vzstats:export}. */
@Service
@Command(
        scope = "vzstats",
        name = "export",
        description = "Writes a report into a file that can be carried, for a network without exit; sends nothing")
public final class ExportCommand extends NodeCommand {

    @Argument(name = "file", required = true, description = "where to write it, such as /media/stick/report.tar.gz")
    @Completion(FileCompleter.class)
    private String file = "";

    @Option(name = "--force", description = "Replaces a file that is there")
    private boolean force;

    @Override
    public @Nullable Object execute() throws InterruptedException, NothingSentException {
        Path path = Path.of(file).toAbsolutePath();
        Node.Run run = node().export(path, force);
        if (run.decision() instanceof Decision.Deny deny) {
            throw new NothingSentException("Nothing was collected and nothing is written: " + Texts.denied(deny));
        }
        if (run.report().isEmpty()) {
            throw new NothingSentException("No report: " + run.problem().orElse("nothing was collected"));
        }
        print("Report " + run.report().get() + " is in " + path + ".\n"
                + "Whoever carried it brings the receipt back: vzstats:history receipt FILE.\n");
        return null;
    }
}
