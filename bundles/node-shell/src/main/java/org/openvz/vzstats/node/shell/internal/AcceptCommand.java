package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats:accept}. */
@Service
@Command(
        scope = "vzstats",
        name = "accept",
        description = "Lets what is pending be sent from now on; vzstats:diff shows it")
public final class AcceptCommand extends NodeCommand {

    @Argument(name = "collectors", multiValued = true, description = "Whose; without any: all that is pending")
    @Completion(PendingCompleter.class)
    @Nullable
    List<String> collectors;

    @Override
    Answer answer(Desk desk) throws NotDoneException {
        List<String> named = collectors == null ? List.of() : collectors;
        List<Consent.Pending> accepted;
        try {
            accepted = desk.consent().accept(named);
        } catch (IllegalArgumentException e) {
            throw NotDoneException.because(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw NotDoneException.because("Nothing is accepted: " + Texts.unwritable(e));
        }
        return Answer.of(ConsentTexts.accepted(accepted), Json.pending("accepted", accepted));
    }
}
