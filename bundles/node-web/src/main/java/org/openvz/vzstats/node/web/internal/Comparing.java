package org.openvz.vzstats.node.web.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Question;
import org.openvz.vzstats.dictionary.Dictionary;

/** Asks servers what they publish: when the owner asks for it, where no policy has anything against it, and never else. */
final class Comparing {

    private final Node node;
    private final Consent consent;
    private final Publications publications;

    Comparing(Node node, Consent consent, Publications publications) {
        this.node = node;
        this.consent = consent;
        this.publications = publications;
    }

    /** {@return whether this request is the button} */
    static boolean isAskedFor(Request request) {
        return !request.parameter("fetch").isEmpty();
    }

    void fetch(Request request) throws InterruptedException {
        // What a browser fetches because its user might ask for it, nobody has asked for.
        boolean guessed = Stream.of("sec-purpose", "purpose", "x-moz")
                .anyMatch(header -> request.header(header).contains("prefetch"));
        if (guessed || !request.method().equals("GET")) {
            return;
        }
        Optional<Publications.Server> server = publications.servers().stream()
                .filter(one -> one.name().equals(request.parameter("fetch")))
                .findFirst();
        if (server.isPresent() && denied(server.get()).isEmpty()) {
            publications.fetch(server.get());
        }
    }

    List<Markup> page(Reader reader, Dictionary dictionary) throws InterruptedException {
        List<Publications.Server> servers = publications.servers();
        boolean fetched = servers.stream().anyMatch(server -> server.last().isPresent());
        Sections own = Sections.in(fetched ? node.view().files() : Map.of());
        ChartsPage page = new ChartsPage(reader, dictionary, own);
        List<Markup> parts = new ArrayList<>(page.introduction());
        servers.forEach(server -> parts.addAll(page.server(server, denied(server))));
        if (servers.isEmpty()) {
            parts.add(reader.paragraph("notice", Word.NO_SERVER));
        }
        return parts;
    }

    /** {@return who forbids that a connection is opened to this server; whoever may not be sent to is not asked either} */
    private Optional<Decision.Deny> denied(Publications.Server server) {
        Node.Status status = node.status();
        if (status.decision() instanceof Decision.Deny deny) {
            return Optional.of(deny);
        }
        if (status.starting().isPresent()) {
            // A policy that would deny it may not be there yet.
            return Optional.of(new Decision.Deny(
                    "the node starts and waits for " + status.starting().get(), "node"));
        }
        Question send = new Question.Send(server.name());
        List<Decision> decisions = consent.subjects().stream()
                .limit(1) // It is the same for all of them.
                .flatMap(subject -> consent.explain(subject).answers().stream())
                .filter(answer -> answer.question().equals(send))
                .map(Consent.Answer::decision)
                .toList();
        return decisions.isEmpty()
                ? Optional.of(new Decision.Deny("no policy could be asked about it", "node"))
                : decisions.stream()
                        .flatMap(one -> one instanceof Decision.Deny deny ? Stream.of(deny) : Stream.empty())
                        .findFirst();
    }
}
