package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;
import org.openvz.vzstats.shell.control.Wrapped;

/** {@code vzstats:view}. */
@Service
@Command(
        scope = "vzstats",
        name = "view",
        description = "Shows exactly what would be sent now",
        detailedDescription =
                "Collects, and keeps and sends nothing. While the census is off it does not even collect.")
public final class ViewCommand extends NodeCommand {

    @Override
    Answer answer(Desk desk) throws NotDoneException, InterruptedException {
        Node.Run run = desk.node().view();
        return run.decision() instanceof Decision.Deny deny
                ? Answer.of(
                        Wrapped.text("", "Nothing is collected and nothing is sent: " + Texts.denied(deny)),
                        Json.runWithFiles(run))
                : Answer.of(Texts.files(run.files()), Json.runWithFiles(run));
    }
}
