package org.openvz.vzstats.node.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats:diff}. */
@Service
@Command(
        scope = "vzstats",
        name = "diff",
        description = "Shows what new collectors and updates would send once accepted")
public final class DiffCommand extends NodeCommand {

    @Override
    Answer answer(Desk desk) throws NotDoneException {
        List<Consent.Pending> pending = desk.consent().pending();
        return Answer.of(ConsentTexts.diff(pending), Json.pending("pending", pending));
    }
}
