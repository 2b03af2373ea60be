package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.util.Optional;
import org.openvz.vzstats.api.Delivery;
import org.openvz.vzstats.api.Report;

/** Delivers to one server, under the identity that this server issued. */
final class HttpDelivery {

    private final CensusServer server;
    private final IdentityFile file;

    HttpDelivery(CensusServer server, IdentityFile file) {
        this.server = server;
        this.file = file;
    }

    Delivery deliver(Report report) throws IOException, InterruptedException {
        Optional<Identity> known = file.read();
        if (known.isPresent()) {
            CensusServer.Answer answer = server.send(known.get(), report);
            boolean unknown = answer.status() == 401;
            boolean cloned = answer.status() == 409;
            if (!unknown && !cloned) {
                return delivery(known.get(), answer);
            }
            // The server does not know us, or knows two of us. The old identity stays until there is a new one.
        }
        CensusServer.Answer registered = server.register();
        Optional<Identity> issued = registered.status() == 201 ? registered.identity() : Optional.empty();
        if (issued.isEmpty()) {
            return notNow(registered, "no identity");
        }
        file.write(issued.get());
        return delivery(issued.get(), server.send(issued.get(), report));
    }

    private Delivery delivery(Identity identity, CensusServer.Answer answer) throws IOException {
        return switch (answer.status()) {
            case 202 -> {
                if (answer.follows(identity.previousReceipt())) {
                    file.write(identity.after(answer.sha256()));
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
