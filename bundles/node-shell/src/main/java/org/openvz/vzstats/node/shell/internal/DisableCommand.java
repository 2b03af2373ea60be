package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;
import org.openvz.vzstats.shell.control.Wrapped;

/** {@code vzstats:disable}. */
@Service
@Command(
        scope = "vzstats",
        name = "disable",
        description = "Switches the census off: nothing is collected, queued or sent",
        detailedDescription = "Writes the marker file, and drops what waits. vzstats:enable takes it back.")
public final class DisableCommand extends NodeCommand {

    @Override
    Answer answer(Desk desk) throws NotDoneException, InterruptedException {
        String where;
        try {
            where = desk.switchOff();
        } catch (IOException e) {
            throw NotDoneException.because("Still enabled: " + Texts.unwritable(e));
        }
        return Answer.of(
                Wrapped.text("", "Disabled: nothing is collected, queued or sent while " + where + " is there."),
                Json.object().put("enabled", false).put("where", where));
    }
}
