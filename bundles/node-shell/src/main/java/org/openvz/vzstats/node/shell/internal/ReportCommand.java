package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;
import org.openvz.vzstats.shell.control.Wrapped;

/** {@code vzstats:report}. */
@Service
@Command(
        scope = "vzstats",
        name = "report",
        description = "Collects and sends a report now, without further grace",
        detailedDescription = "Waits for the report to be queued, not for its delivery: vzstats:status tells of that.")
public final class ReportCommand extends NodeCommand {

    @Override
    Answer answer(Desk desk) throws NotDoneException, InterruptedException {
        Node.Run run = desk.node().run(Trigger.PERSON);
        if (run.decision() instanceof Decision.Deny deny) {
            return no("Nothing was collected and nothing is sent: " + Texts.denied(deny), run);
        }
        return run.report()
                .map(report ->
                        Answer.of("Report " + report + " is on its way;\nvzstats:status tells more.\n", Json.run(run)))
                .orElseGet(() -> no("No report: " + run.problem().orElse("nothing was collected"), run));
    }

    private static Answer no(String why, Node.Run run) {
        return Answer.of(Wrapped.text("", why), Json.run(run)).meaning(false);
    }
}
