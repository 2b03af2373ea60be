package org.openvz.vzstats.server.shell.internal;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats-server:quarantine}. What a section says is not shown: nobody has checked that it is not private. */
@Service
@Command(
        scope = "vzstats-server",
        name = "quarantine",
        description = "Lists by reason what nothing could be made of; never what it says")
public final class QuarantineCommand extends ServerCommand {

    private static final int MOST = 50;

    @Argument(name = "what", description = "a reason: its oldest sections; a number: that section")
    @Completion(ReasonCompleter.class)
    private @Nullable String what;

    @Reference(optional = true)
    private @Nullable QuarantineStore quarantine;

    @Override
    Answer answer() throws NotDoneException {
        QuarantineStore store = need(quarantine);
        if (what == null) {
            List<QuarantineStore.Group> groups = store.groups();
            return Answer.of(Texts.groups(groups), Json.groups(groups));
        }
        if (Numbers.isNumber(what)) {
            Optional<QuarantineStore.Entry> entry = store.entry(Long.parseLong(what));
            if (entry.isEmpty()) {
                throw NotDoneException.because("There is no section " + what + " in quarantine");
            }
            return Answer.of(Texts.entry(entry.get()), Json.entry(entry.get()));
        }
        List<QuarantineStore.Entry> entries = store.oldest(what, MOST);
        return Answer.of(Texts.entries(what, entries), Json.entries(entries));
    }
}
