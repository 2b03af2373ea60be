package org.openvz.vzstats.node.shell.internal;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Trigger;

/** {@code vzstats:report}. */
@Service
@Command(scope = "vzstats", name = "report", description = "Collects and sends a report now, without further grace")
public final class ReportCommand extends NodeCommand {

    @Override
    public @Nullable Object execute() throws InterruptedException, NothingSentException {
        Node.Run run = node().run(Trigger.PERSON);
        if (run.decision() instanceof Decision.Deny deny) {
            throw new NothingSentException("Nothing was collected and nothing is sent: " + Texts.denied(deny));
        }
        if (run.report().isEmpty()) {
            throw new NothingSentException("No report: " + run.problem().orElse("nothing was collected"));
        }
        print("Report " + run.report().get() + " is on its way; vzstats:status tells more.\n");
        return null;
    }
}
