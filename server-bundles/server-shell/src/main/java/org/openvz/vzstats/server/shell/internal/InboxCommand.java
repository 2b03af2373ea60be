package org.openvz.vzstats.server.shell.internal;

import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats-server:inbox}. */
@Service
@Command(scope = "vzstats-server", name = "inbox", description = "Shows what waits, and what came in on the last days")
public final class InboxCommand extends ServerCommand {

    private static final int DAYS = 14;

    @Reference(optional = true)
    private @Nullable Inventory inventory;

    @Reference(optional = true)
    private @Nullable Journal journal;

    @Override
    Answer answer() throws NotDoneException {
        Inventory.Stock stock = need(inventory).take();
        List<Journal.Day> days = need(journal).days(DAYS);
        return Answer.of(Texts.inbox(stock, days, Instant.now()), Json.inbox(stock, days));
    }
}
