package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Forgetting;
import org.openvz.vzstats.api.OptOutSwitch;
import org.openvz.vzstats.api.Trigger;

/** {@code vzstats:forget}. */
@Service
@Command(
        scope = "vzstats",
        name = "forget",
        description = "Switches the census off and erases this node, at every server that holds it and here")
public final class ForgetCommand extends NodeCommand {

    @Reference
    @SuppressWarnings("NullAway.Init")
    private OptOutSwitch optOut;

    @Reference
    @SuppressWarnings("NullAway.Init")
    private Forgetting forgetting;

    @Option(
            name = "--local",
            description = "Asks no server: what it holds stays there, and this node cannot have it erased any more")
    private boolean local;

    @Option(name = "--json", description = "Prints JSON")
    private boolean json;

    @Override
    public @Nullable Object execute() throws InterruptedException, NothingSentException {
        String where;
        try {
            where = optOut.disable();
        } catch (IOException e) {
            throw new NothingSentException("Nothing is forgotten, and still enabled: " + Texts.unwritable(e));
        }
        // Asked now, the node finds that it may not, and drops what waits.
        node().run(Trigger.PERSON);
        Forgetting.Forgotten forgotten = forgetting.forget(local);
        print(json ? ForgetTexts.json(forgotten) : ForgetTexts.text(forgotten, where));
        if (forgotten.problem().isPresent()) {
            throw new NothingSentException(
                    ForgetTexts.problem(forgotten.problem().get(), local));
        }
        return null;
    }
}
