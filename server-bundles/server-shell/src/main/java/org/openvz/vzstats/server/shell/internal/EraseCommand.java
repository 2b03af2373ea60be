package org.openvz.vzstats.server.shell.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Erasure;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.shell.control.Answer;
import org.openvz.vzstats.shell.control.NotDoneException;

/** {@code vzstats-server:erase}. */
@Service
@Command(
        scope = "vzstats-server",
        name = "erase",
        description = "Erases a node, for an owner who asks for it by mail; prints the signed receipt")
public final class EraseCommand extends ServerCommand {

    @Argument(name = "node", description = "the node's id, as vzstats:status of the node shows it", required = true)
    @SuppressWarnings("NullAway.Init")
    private String node;

    @Option(name = "--yes", description = "Does not ask")
    private boolean yes;

    @Reference(optional = true)
    private @Nullable Holdings holdings;

    @Reference(optional = true)
    private @Nullable ReceiptSigner signer;

    @Override
    Answer answer() throws NotDoneException {
        if (!node.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw NotDoneException.usage("A node's id looks like 6f2c1c1e-4a53-4f0e-9d3c-0b5a7f6e2d11");
        }
        UUID id = UUID.fromString(node);
        if (need(holdings).of(id).isEmpty()) {
            throw NotDoneException.because("Nothing is held about this node");
        }
        if (!yes && !confirmed()) {
            throw NotDoneException.because("Nothing was erased; --yes erases without a question");
        }
        need(holdings).erase(id);
        // The receipt is one for people and programs alike: it is what the owner gets.
        String receipt = Erasure.of(id, Instant.now(), need(signer)).json();
        return Answer.of(receipt + "\n", Json.parsed(receipt));
    }

    private boolean confirmed() {
        try {
            String answer =
                    session().readLine("Erase everything about this node? It cannot be undone. (yes/no) ", null);
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("yes");
        } catch (IOException | RuntimeException e) {
            // Nobody is there to be asked: how that is said differs between terminals.
            return false;
        }
    }
}
