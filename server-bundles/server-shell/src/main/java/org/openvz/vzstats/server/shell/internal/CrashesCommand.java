package org.openvz.vzstats.server.shell.internal;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats-server:crashes}. */
@Service
@Command(
        scope = "vzstats-server",
        name = "crashes",
        description = "Lists what has crashed most, or shows one group of crashes")
public final class CrashesCommand extends ServerCommand {

    private static final int MOST = 30;

    @Argument(
            name = "group",
            description = "a group, or the beginning of its name: where it crashed, and in which versions")
    private @Nullable String group;

    @Option(name = "--component", description = "only what crashed in this package")
    private @Nullable String component;

    @Option(name = "--since", description = "only what is new since this version of the package")
    private @Nullable String since;

    @Reference(optional = true)
    private @Nullable Crashes crashes;

    @Override
    Answer answer() throws NotDoneException {
        Crashes known = need(crashes);
        if (group != null) {
            Optional<Crashes.Detail> detail = known.group(group);
            if (detail.isEmpty()) {
                throw NotDoneException.because("There is no such group, or several: write more of its name");
            }
            return Answer.of(CrashTexts.group(detail.get()), CrashTexts.json(detail.get()));
        }
        if (since != null && component == null) {
            throw NotDoneException.because("--since is a version of a --component");
        }
        List<Crashes.Group> groups =
                known.groups(new Crashes.Wanted(Optional.ofNullable(component), Optional.ofNullable(since), MOST));
        return Answer.of(CrashTexts.groups(groups), CrashTexts.json(groups));
    }
}
