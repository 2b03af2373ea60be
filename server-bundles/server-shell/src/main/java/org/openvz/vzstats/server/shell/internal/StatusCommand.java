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
    String answer(boolean asJson) throws NothingDoneException {
        Inventory.Stock stock = need(inventory).take();
        Journal.Day today = Texts.today(need(journal), Instant.now());
        Optional<Releases.Info> latest = need(releases).latest();
        return asJson ? Json.status(stock, today, latest) : Texts.status(stock, today, latest, Instant.now());
    }
}
