package org.openvz.vzstats.transport.http.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.openvz.vzstats.api.Erasable.Erasure;
import org.openvz.vzstats.api.Erasable.Holder;

/** A server that issued an identity, and so may hold reports sent under it. */
final class ServerHolder implements Holder {

    private final IdentityFile file;
    private final Optional<URI> url;
    private final Function<URI, CensusServer> servers;

    /**
     * Asks nobody yet.
     *
     * @param file of the identity
     * @param servers how a server is reached
     */
    ServerHolder(IdentityFile file, Function<URI, CensusServer> servers) throws IOException {
        this.file = file;
        this.url = file.server();
        this.servers = servers;
    }

    @Override
    public String name() {
        return url.map(URI::toString).orElse("an unknown server (" + file + ")");
    }

    @Override
    public Erasure erase() throws IOException, InterruptedException {
        Optional<Identity> identity = file.read();
        if (url.isEmpty() || identity.isEmpty()) {
            return new Erasure.Failed("the identity is damaged, so nobody can be asked");
        }
        CensusServer.Answer answer;
        try {
            answer = servers.apply(url.get()).erase(identity.get());
        } catch (ConnectException e) {
            return new Erasure.Failed("it cannot be reached");
        } catch (IOException e) {
            return new Erasure.Failed("no answer (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            return new Erasure.Failed(String.valueOf(e.getMessage()));
        }
        return switch (answer.status()) {
            // Whatever answers 200 to everything, such as a login page, has erased nothing.
            case 200 ->
                answer.isErasureOf(identity.get().id())
                        ? new Erasure.Erased(answer.body())
                        : new Erasure.Failed("answer 200, but no receipt");
            case 401 -> new Erasure.Nothing();
            case 404, 405, 501 ->
                new Erasure.Failed("answer " + answer.status() + ": what is at this address cannot erase");
            case 429, 503 -> new Erasure.Failed("answer " + answer.status() + ": not now, try again later");
            default -> new Erasure.Failed("answer " + answer.status());
        };
    }

    @Override
    public void forget() throws IOException {
        file.delete();
    }
}
