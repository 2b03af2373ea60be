package org.openvz.vzstats.transport.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openvz.vzstats.api.Report;
import org.openvz.vzstats.durable.files.DurableFiles;

/** The server's v2 protocol, as a client speaks it. Never follows to another address, never waits longer than its time. */
final class CensusServer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final Duration time;
    private final String agent;
    private final HttpClient client;
    private final Optional<String> proxyAuthorization;

    /**
     * Speaks to one server.
     *
     * @param url its address, without the path of the protocol and without a slash at its end
     * @param time how long one exchange may take, from the connection to the last byte
     * @param agent what to call ourselves: the client and its version, not the machine
     * @param web the way to it
     */
    CensusServer(URI url, Duration time, String agent, Web web) {
        this.url = url;
        this.time = time;
        this.agent = agent;
        this.client = web.client(time);
        this.proxyAuthorization = web.proxyAuthorization();
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param retryAfter how long the server asks to wait
     * @param body its text, of at most {@link BoundedBody#MAX_BYTES}
     * @param sha256 the hash of the body's bytes as they came, in hex
     */
    record Answer(int status, Optional<Duration> retryAfter, String body, String sha256) {

        /**
         * Whether this may be the receipt of a report that named this one. The receipt of a report that had been taken before names an
         * older one: who went back to it would look like a clone.
         */
        boolean follows(String previousReceipt) {
            try {
                JsonNode named = JSON.readTree(body).path("previous");
                return !named.isTextual() || named.asText().equals(previousReceipt);
            } catch (IOException e) {
                return true;
            }
        }

        /** {@return the identity in the answer, if there is one} */
        Optional<Identity> identity() {
            try {
                JsonNode json = JSON.readTree(body);
                return Optional.of(new Identity(
                        UUID.fromString(json.path("id").asText()),
                        json.path("secret").asText()));
            } catch (IOException | IllegalArgumentException e) {
                // A 201 of something that is no census server, such as a proxy.
                return Optional.empty();
            }
        }

        /** {@return whether it is the receipt of the erasure of this node} */
        boolean isErasureOf(UUID node) {
            try {
                JsonNode json = JSON.readTree(body);
                return json.path("node").asText().equalsIgnoreCase(node.toString())
                        && !json.path("signature").asText().isEmpty();
            } catch (IOException e) {
                return false;
            }
        }
    }

    URI url() {
        return url;
    }

    /**
     * Asks for an identity.
     *
     * @param old the id that this host had with the original client, to go on under it where the server allows that
     */
    Answer register(Optional<UUID> old) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/api/v2/nodes");
        if (old.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + old.get() + "\"}"));
        }
        return exchange(request.build());
    }

    Answer erase(Identity identity) throws IOException, InterruptedException {
        return exchange(request("/api/v2/nodes/" + identity.id())
                .header("Authorization", "Bearer " + identity.secret())
                .DELETE()
                .build());
    }

    Answer send(Identity identity, Report report) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/api/v2/nodes/" + identity.id() + "/reports")
                .header("Authorization", "Bearer " + identity.secret())
                .header("Content-Type", "application/gzip")
                .header("Report-Id", report.id().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(report.packed()));
        if (!identity.previousReceipt().isEmpty()) {
            request.header("Previous-Receipt", identity.previousReceipt());
        }
        return exchange(request.build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(time)
                .header("User-Agent", agent)
                .header("Accept", "application/json");
        proxyAuthorization.ifPresent(login -> request.header("Proxy-Authorization", login));
        return request;
    }

    private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, header -> new BoundedBody());
        try {
            // The client's own time-out ends with the header; a body may trickle for ever.
            HttpResponse<byte[]> response = exchange.get(time.toMillis(), TimeUnit.MILLISECONDS);
            // A proxy that wants a password for a tunnel has no body, not even an empty one.
            byte[] body = Optional.ofNullable(response.body()).orElseGet(() -> new byte[0]);
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").flatMap(RetryAfter::parse),
                    new String(body, StandardCharsets.UTF_8),
                    DurableFiles.sha256(body));
        } catch (TimeoutException e) {
            throw new IOException("no answer in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException("the exchange failed", e);
        } finally {
            exchange.cancel(true);
        }
    }
}
