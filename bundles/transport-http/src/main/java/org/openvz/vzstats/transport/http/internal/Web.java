package org.openvz.vzstats.transport.http.internal;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the web is reached.
 *
 * @param proxy the proxy to go through; empty: none
 * @param trust the authorities that servers must be certified by; empty: those that Java trusts
 */
record Web(Optional<HttpProxy> proxy, Optional<SSLContext> trust) {

    /** {@return the straight way} */
    static Web direct() {
        return new Web(Optional.empty(), Optional.empty());
    }

    /**
     * {@return why this way does not lead to the server}
     *
     * @param disabled the schemes that Java does not send a password by to a proxy that it asks for a tunnel
     */
    Optional<String> trouble(URI server, String disabled) {
        boolean silent =
                List.of(disabled.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)).contains("basic");
        boolean tunnel = "https".equalsIgnoreCase(server.getScheme());
        return proxy.flatMap(HttpProxy::user)
                .filter(user -> tunnel && silent)
                .map(user -> "Java does not tell the proxy its password: start it with"
                        + " -Djdk.http.auth.tunneling.disabledSchemes=");
    }

    /** {@return a client that never follows to another address} */
    HttpClient client(Duration connect) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                // Not Java's own search, which is told nothing of what is configured here.
                .proxy(proxy.map(HttpProxy::address).map(ProxySelector::of).orElseGet(() -> ProxySelector.of(null)));
        trust.ifPresent(client::sslContext);
        return client.build();
    }

    /**
     * {@return the header that tells the proxy who we are} Not by an authenticator: with one the client takes a server's 401 for a
     * question, too. The client keeps it out of what goes through a tunnel.
     */
    Optional<String> proxyAuthorization() {
        return proxy.flatMap(HttpProxy::user)
                .map(user -> user.name() + ":" + user.password())
                .map(login -> "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
}
