package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.openvz.vzstats.api.Forgetting.Forgotten;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats:forget}. */
@Service
@Command(
        scope = "vzstats",
        name = "forget",
        description = "Switches the census off, and erases this node",
        detailedDescription = "At every server that holds it, whose receipts are shown and kept, and here. It can be"
                + " repeated; as long as a server cannot be asked, what is needed to ask it stays.")
public final class ForgetCommand extends NodeCommand {

    @Option(
            name = "--local",
            description = "Asks no server: what it holds stays there, and this node cannot have it erased any more")
    boolean local;

    @Override
    Answer answer(Desk desk) throws NotDoneException, InterruptedException {
        String where;
        try {
            where = desk.switchOff();
        } catch (IOException e) {
            throw NotDoneException.because("Nothing is forgotten, and still enabled: " + Texts.unwritable(e));
        }
        Forgotten forgotten = desk.forgetting().forget(local);
        return Answer.of(ForgetTexts.text(forgotten, where, local), ForgetTexts.json(forgotten))
                .meaning(forgotten.problem().isEmpty());
    }
}
