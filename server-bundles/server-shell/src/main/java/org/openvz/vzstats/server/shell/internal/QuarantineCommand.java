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
    String answer(boolean asJson) throws NothingDoneException {
        QuarantineStore store = need(quarantine);
        if (what == null) {
            List<QuarantineStore.Group> groups = store.groups();
            return asJson ? Json.groups(groups) : Texts.groups(groups);
        }
        if (Numbers.isNumber(what)) {
            Optional<QuarantineStore.Entry> entry = store.entry(Long.parseLong(what));
            if (entry.isEmpty()) {
                throw new NothingDoneException("There is no section " + what + " in quarantine");
            }
            return asJson ? Json.entry(entry.get()) : Texts.entry(entry.get());
        }
        List<QuarantineStore.Entry> entries = store.oldest(what, MOST);
        return asJson ? Json.entries(entries) : Texts.entries(what, entries);
    }
}
