package org.openvz.vzstats.node.web.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Java's own HTTP server, at 127.0.0.1 and nowhere else: a listener of the page's own, so that it is never reached at an address that
 * somebody has opened for something else in the same Karaf.
 */
final class LoopbackServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 16;
    private static final int MAX_PARAMETERS = 8;

    private final HttpServer server;
    private final Workers workers;

    /** Answers a request. */
    @FunctionalInterface
    interface Answers {

        /** {@return the answer} */
        Answer to(Request request) throws InterruptedException;
    }

    private LoopbackServer(HttpServer server, Workers workers) {
        this.server = server;
        this.workers = workers;
    }

    /**
     * Listens.
     *
     * @param port 0: any that is free
     * @param time how long a request may take, from its first byte to the last of its answer
     * @throws java.net.BindException if the port is taken
     */
    static LoopbackServer open(int port, Duration time, Answers answers) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress("localhost", LOOPBACK), port), BACKLOG);
        Workers workers = new Workers(time);
        server.setExecutor(workers);
        server.createContext("/", exchange -> handle(exchange, answers));
        server.start();
        return new LoopbackServer(server, workers);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }

    private static void handle(HttpExchange exchange, Answers answers) throws IOException {
        try (exchange) {
            send(exchange, answers.to(request(exchange)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Without an answer: the page is closed, or its time is over.
        }
    }

    private static Request request(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), first(values)));
        URI address = exchange.getRequestURI();
        return new Request(
                exchange.getLocalAddress().getAddress().isLoopbackAddress()
                        && exchange.getRemoteAddress().getAddress().isLoopbackAddress(),
                exchange.getRequestMethod(),
                address.getRawPath() == null ? "" : address.getRawPath(),
                parameters(address.getRawQuery() == null ? "" : address.getRawQuery()),
                headers);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String one : query.split("&", MAX_PARAMETERS)) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                // The server has checked that what is after each % is hexadecimal.
                parameters.putIfAbsent(
                        one.substring(0, equals), URLDecoder.decode(one.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.get(0);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.bytes();
        answer.allHeaders()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
