package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers to one server, under the identity that this server issued. */
final class HttpDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDelivery.class);

    private final CensusServer server;
    private final IdentityFile file;
    private final OldId oldId;

    /**
     * Delivers nothing yet.
     *
     * @param oldId what this host was known by before
     */
    HttpDelivery(CensusServer server, IdentityFile file, OldId oldId) {
        this.server = server;
        this.file = file;
        this.oldId = oldId;
    }

    Delivery deliver(Report report) throws IOException, InterruptedException {
        try {
            return deliverAs(report);
        } catch (IdentityFile.UnusableException e) {
            return new Delivery.Retry(String.valueOf(e.getMessage()), null);
        }
    }

    /** {@return what the owner should know about the identity} */
    List<String> troubles() {
        try {
            return file.read().filter(Identity::cloned).isEmpty()
                    ? List.of()
                    : List.of("another machine sends under the same node id, as after a copy of a disk;"
                            + " this one has taken a new id");
        } catch (IdentityFile.UnusableException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private Delivery deliverAs(Report report) throws IOException, InterruptedException {
        Optional<Identity> known = file.read();
        boolean cloned = false;
        if (known.isPresent()) {
            CensusServer.Answer answer = server.send(known.get(), report);
            boolean unknown = answer.status() == 401;
            cloned = answer.status() == 409;
            if (!unknown && !cloned) {
                return delivery(known.get(), answer);
            }
            // The server does not know us, or knows two of us. The old identity stays until there is a new one.
        }
        file.tryOut();
        // An old id for a beginning only: one that the server has refused is not tried again.
        CensusServer.Answer registered = server.register(file.exists() ? Optional.<UUID>empty() : oldId.read());
        Optional<Identity> issued = registered.status() == 201 ? registered.identity() : Optional.empty();
        if (issued.isEmpty()) {
            return notNow(registered, "no identity");
        }
        if (cloned) {
            LOG.info("Another machine sends under the same node id: this one has taken a new id");
        }
        Identity identity = cloned ? issued.get().insteadOfACloned() : issued.get();
        file.write(server.url(), identity);
        return delivery(identity, server.send(identity, report));
    }

    private Delivery delivery(Identity identity, CensusServer.Answer answer) throws IOException {
        return switch (answer.status()) {
            case 202 -> {
                if (answer.follows(identity.previousReceipt())) {
                    file.write(server.url(), identity.after(answer.sha256()));
                }
                yield new Delivery.Accepted(answer.body());
            }
            case 400, 413, 415 -> new Delivery.Refused("answer " + answer.status());
            default -> notNow(answer, "not taken");
        };
    }

    private static Delivery notNow(CensusServer.Answer answer, String what) {
        return answer.status() == 410
                ? new Delivery.Stop("the server wants no more reports")
                : new Delivery.Retry(
                        what + ", answer " + answer.status(),
                        answer.retryAfter().orElse(null));
    }
}
