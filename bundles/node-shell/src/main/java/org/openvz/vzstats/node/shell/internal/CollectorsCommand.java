package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats:collectors}. */
@Service
@Command(
        scope = "vzstats",
        name = "collectors",
        description = "Lists the collectors, with what each comes to on this host",
        detailedDescription = "Collects as vzstats:preview does. Says also what was held back and what needs root.")
public final class CollectorsCommand extends NodeCommand {

    @Override
    Answer answer(Desk desk) throws NotDoneException, InterruptedException {
        Node.Run run = desk.node().preview();
        return Answer.of(Texts.collectors(run.collectors()), Json.collectors(run));
    }
}
