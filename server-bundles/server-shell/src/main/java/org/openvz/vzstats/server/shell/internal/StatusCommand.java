package org.openvz.vzstats.server.shell.internal;

import java.time.Instant;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats-server:status}. */
@Service
@Command(scope = "vzstats-server", name = "status", description = "Shows how the server is and what it has done today")
public final class StatusCommand extends ServerCommand {

    @Reference(optional = true)
    private @Nullable Inventory inventory;

    @Reference(optional = true)
    private @Nullable Journal journal;

    @Reference(optional = true)
    private @Nullable Releases releases;

    @Override
    Answer answer() throws NotDoneException {
        Inventory.Stock stock = need(inventory).take();
        Journal.Day today = Texts.today(need(journal), Instant.now());
        Optional<Releases.Info> latest = need(releases).latest();
        return Answer.of(Texts.status(stock, today, latest, Instant.now()), Json.status(stock, today, latest));
    }
}
