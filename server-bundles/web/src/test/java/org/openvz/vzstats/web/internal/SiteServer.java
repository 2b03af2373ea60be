package org.openvz.vzstats.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Releases;

/** The site over real HTTP, by the Jetty of a Karaf. */
final class SiteServer implements AutoCloseable {

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final HttpClient client = HttpClient.newHttpClient();
    private Dictionary words;

    SiteServer(@Nullable Releases releases) {
        this(releases, topic("disk", "cpu", "memory", "strange"));
    }

    SiteServer(@Nullable Releases releases, List<Topic> topics) {
        words = Dictionary.of(topics);
        Journal.Day day = new Journal.Day(
                LocalDate.of(2026, 11, 22), Map.of(Event.ACCEPTED, 1_234L, Event.REJECTED_MALFORMED, 2L));
        Site site =
                new Site(() -> words, Optional.ofNullable(releases), days -> List.of(day), () -> RecordedReleases.NOW);
        ServletContextHandler context = new ServletContextHandler(server, "/");
        context.addServlet(new ServletHolder(new PageServlet(site)), PageServlet.PATTERN);
        LifeCycle.start(server);
    }

    /** {@return topics of metrics files beside this class, which are those of the collectors in short} */
    static List<Topic> topic(String... names) {
        List<Topic> topics = new ArrayList<>();
        for (String name : names) {
            try (InputStream in = Objects.requireNonNull(SiteServer.class.getResourceAsStream(name + ".yaml"), name)) {
                topics.add(MetricsFile.read(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return topics;
    }

    /** A bundle comes or goes. */
    void dictionary(List<Topic> topics) {
        words = Dictionary.of(topics);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + ((NetworkConnector) server.getConnectors()[0]).getLocalPort() + path);
    }

    /** {@return the answer to a GET with these headers: name, value, name, value} */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    /** {@return the page at an address, which must be there} */
    String page(String path, String... headers) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path, headers);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    HttpResponse<byte[]> bytes(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    /** {@return the status line and all that follows, of an answer to a request as nobody's client would make it} */
    String raw(String request) throws IOException {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), at("/").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
