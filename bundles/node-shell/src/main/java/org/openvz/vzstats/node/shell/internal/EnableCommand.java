package org.openvz.vzstats.node.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;
import org.openvz.vzstats.shell.control.Wrapped;

/** {@code vzstats:enable}. */
@Service
@Command(
        scope = "vzstats",
        name = "enable",
        description = "Switches the census on again",
        detailedDescription = "Takes back vzstats:disable. What other policies forbid remains forbidden.")
public final class EnableCommand extends NodeCommand {

    @Override
    Answer answer(Desk desk) throws NotDoneException {
        String where;
        try {
            where = desk.optOut().enable();
        } catch (IOException e) {
            throw NotDoneException.because("Still disabled: " + Texts.unwritable(e));
        }
        Decision decision = desk.node().status().decision();
        ObjectNode json = Json.object();
        Json.decision(json, "enabled", decision);
        return decision instanceof Decision.Deny deny
                ? Answer.of(Wrapped.text("", where + " is gone, but still: " + Texts.denied(deny)), json)
                        .meaning(false)
                : Answer.of("Enabled. vzstats:view shows what will be sent, vzstats:report sends it now.\n", json);
    }
}
