package org.openvz.vzstats.server.shell.internal;

import java.time.Instant;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Publishing;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats-server:release}. */
@Service
@Command(scope = "vzstats-server", name = "release", description = "Shows the last release; makes the next one at once")
public final class ReleaseCommand extends ServerCommand {

    @Option(name = "--now", description = "Makes a release now, if there is news")
    private boolean now;

    @Reference(optional = true)
    private @Nullable Publishing publishing;

    @Reference(optional = true)
    private @Nullable Releases releases;

    @Override
    Answer answer() throws NotDoneException {
        boolean made = now && need(publishing).publish();
        Optional<Releases.Info> latest = need(releases).latest();
        Publishing.Settings settings = need(publishing).settings();
        String text = Texts.release(latest, settings, Instant.now());
        return Answer.of(now ? Texts.made(made) + text : text, Json.release(made, latest, settings));
    }
}
