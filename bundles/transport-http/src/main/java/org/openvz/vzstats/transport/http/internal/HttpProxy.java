package org.openvz.vzstats.transport.http.internal;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param host its name or address
 * @param port 1 to 65535
 * @param user who we are to it, if it wants to know
 */
record HttpProxy(String host, int port, Optional<User> user) {

    private static final int HTTP_PORT = 80;
    private static final int MAX_PORT = 65_535;

    /** A login; never printed. */
    record User(String name, String password) {

        @Override
        public String toString() {
            return "a user";
        }
    }

    /**
     * Parses what people write: {@code http://user:password@proxy.example.org:3128/}, or without the scheme.
     *
     * @return empty if it is none, such as one of another protocol
     */
    static Optional<HttpProxy> parse(String written) {
        String text = written.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            boolean http = "http".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
            int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
            if (!http || uri.getHost() == null || port == 0 || port > MAX_PORT) {
                return Optional.empty();
            }
            return Optional.of(new HttpProxy(uri.getHost(), port, user(uri.getRawUserInfo())));
        } catch (URISyntaxException | IllegalArgumentException e) {
            // No address, whatever else; it is not repeated, since it may hold a password.
            return Optional.empty();
        }
    }

    HttpProxy as(Optional<User> other) {
        return new HttpProxy(host, port, other);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    private static Optional<User> user(@Nullable String info) {
        if (info == null) {
            return Optional.empty();
        }
        int colon = info.indexOf(':');
        String name = colon < 0 ? info : info.substring(0, colon);
        String password = colon < 0 ? "" : info.substring(colon + 1);
        return Optional.of(new User(decoded(name), decoded(password)));
    }

    private static String decoded(String escaped) {
        // A plus is a plus here.
        return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
