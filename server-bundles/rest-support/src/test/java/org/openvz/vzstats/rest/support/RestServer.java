package org.openvz.vzstats.rest.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.component.LifeCycle;

/** Serves resources over real HTTP, by the Jetty and the CXF of a Karaf, for tests. */
public final class RestServer implements AutoCloseable {

    private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final HttpClient client = HttpClient.newHttpClient();

    private final RestServlet servlet;

    /** Starts to serve a resource at a pattern, as its bundle does. */
    public RestServer(String pattern, Object resource) {
        this(pattern, new RestServlet(resource, true) {});
    }

    /** Starts to serve a bundle's own servlet. */
    public RestServer(String pattern, RestServlet servlet) {
        ServletContextHandler context = new ServletContextHandler(server, "/");
        this.servlet = servlet;
        context.addServlet(new ServletHolder(servlet), pattern);
        LifeCycle.start(server);
    }

    /** {@return the address of a path on this server} */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + ((NetworkConnector) server.getConnectors()[0]).getLocalPort() + path);
    }

    /** {@return the answer to a GET with these headers: name, value, name, value} */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** {@return the answer to a request} */
    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** {@return the servlet, to be ended as a container ends it} */
    RestServlet servlet() {
        return servlet;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
