package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats:preview}. */
@Service
@Command(
        scope = "vzstats",
        name = "preview",
        description = "Shows what would be sent if it were allowed, also while it is off",
        detailedDescription = "Collects, and keeps and sends nothing. Shows also what is pending, see vzstats:diff.")
public final class PreviewCommand extends NodeCommand {

    @Override
    Answer answer(Desk desk) throws NotDoneException, InterruptedException {
        Node.Run run = desk.node().preview();
        return Answer.of(Texts.files(run.files()), Json.runWithFiles(run));
    }
}
