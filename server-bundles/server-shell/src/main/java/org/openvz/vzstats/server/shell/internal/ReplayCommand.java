package org.openvz.vzstats.server.shell.internal;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Maintenance;
import org.openvz.vzstats.server.api.QuarantineStore;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats-server:replay}. */
@Service
@Command(
        scope = "vzstats-server",
        name = "replay",
        description = "Tries anew what is in quarantine, after whatever was wrong has been mended")
public final class ReplayCommand extends ServerCommand {

    @Argument(name = "what", description = "a reason: all its sections; a number: that section")
    @Completion(ReasonCompleter.class)
    private @Nullable String what;

    @Option(name = "--all", description = "Tries everything anew")
    private boolean all;

    @Reference(optional = true)
    private @Nullable QuarantineStore quarantine;

    @Reference(optional = true)
    private @Nullable Maintenance maintenance;

    @Override
    Answer answer() throws NotDoneException {
        if ((what == null) != all) {
            throw NotDoneException.usage("Write: replay REASON, replay NUMBER, or replay --all");
        }
        List<QuarantineStore.Group> before = need(quarantine).groups();
        long left = replay(before.stream().map(QuarantineStore.Group::reason).toList());
        long stay = need(quarantine).groups().stream()
                .mapToLong(QuarantineStore.Group::sections)
                .sum();
        return Answer.of(Texts.replayed(left, stay), Json.replayed(left, stay));
    }

    private long replay(List<String> reasons) throws NotDoneException {
        Maintenance processing = need(maintenance);
        if (what == null) {
            return processing.replay(reasons);
        }
        if (Numbers.isNumber(what)) {
            if (need(quarantine).entry(Long.parseLong(what)).isEmpty()) {
                throw NotDoneException.because("There is no section " + what + " in quarantine");
            }
            return processing.replay(Long.parseLong(what)) ? 1 : 0;
        }
        if (!reasons.contains(what)) {
            throw NotDoneException.because(
                    "Nothing is in quarantine for this reason; vzstats-server:quarantine lists them");
        }
        return processing.replay(List.of(what));
    }
}
