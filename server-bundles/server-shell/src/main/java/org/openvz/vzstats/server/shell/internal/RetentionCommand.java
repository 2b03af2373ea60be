package org.openvz.vzstats.server.shell.internal;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Maintenance;
import org.openvz.vzstats.server.api.Publishing;
import org.openvz.vzstats.server.api.Retention;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats-server:retention}. */
@Service
@Command(
        scope = "vzstats-server",
        name = "retention",
        description = "Shows how long what is kept; lets go at once of what is kept no longer")
public final class RetentionCommand extends ServerCommand {

    @Option(name = "--now", description = "Lets go now of what is kept no longer; it happens hourly anyway")
    private boolean now;

    @Reference(optional = true)
    private @Nullable Maintenance maintenance;

    @Reference(optional = true)
    private @Nullable Publishing publishing;

    @Override
    Answer answer() throws NotDoneException {
        Retention.Bounds bounds = need(maintenance).bounds();
        Optional<Publishing.Settings> settings = Optional.ofNullable(publishing).map(Publishing::settings);
        Optional<Retention.Removed> removed =
                now ? Optional.of(need(maintenance).expire()) : Optional.empty();
        return Answer.of(Texts.retention(bounds, settings, removed), Json.retention(bounds, settings, removed));
    }
}
