package org.openvz.vzstats.rest.support;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.Response;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.http.DestinationRegistry;
import org.apache.cxf.transport.http.DestinationRegistryImpl;
import org.apache.cxf.transport.http.HTTPTransportFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.rest.support.internal.BoundedRequest;
import org.openvz.vzstats.rest.support.internal.FailedRequests;
import org.openvz.vzstats.rest.support.internal.HiddenServiceList;
import org.openvz.vzstats.rest.support.internal.StoreOutages;
import org.openvz.vzstats.rest.support.internal.UnexpectedFailures;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/**
 * One JAX-RS resource as a servlet, for a bundle to register on the HTTP whiteboard; whatever goes wrong in it becomes a problem detail.
 *
 * <p>A servlet for each resource, and no JAX-RS whiteboard that rebuilds one server of all resources whenever one comes or goes: the
 * container asks a servlet nothing before it is whole, so no request meets a half-built server, and no bundle disturbs another.
 */
public abstract class RestServlet implements Servlet {

    /** Shorter than a container waits for a bundle; who takes longer than that has a connection that hardly moves. */
    private static final long STOP_SECONDS = 10;

    private final Object resource;
    private final boolean readsBodies;
    private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
    private volatile @Nullable Serving serving;

    /**
     * Serves a resource that reads no body.
     *
     * @param resource with paths relative to the servlet's pattern
     */
    protected RestServlet(Object resource) {
        this(resource, false);
    }

    /**
     * Serves a resource.
     *
     * @param resource with paths relative to the servlet's pattern
     * @param readsBodies whether it reads what is posted; it closes a body as soon as it wants no more of it: CXF would wait for the rest
     */
    protected RestServlet(Object resource, boolean readsBodies) {
        this.resource = resource;
        this.readsBodies = readsBodies;
    }

    /** What CXF needs for one resource; nothing of it can be used again once it was destroyed. */
    private record Serving(CXFNonSpringServlet servlet, Bus bus, Server server) {

        static Serving start(Object resource, ServletConfig config) throws ServletException {
            // A bus and a registry of its own: those that CXF shares know one endpoint at "/" only.
            DestinationRegistry registry = new DestinationRegistryImpl();
            CXFNonSpringServlet servlet = new CXFNonSpringServlet(registry, false);
            servlet.init(new HiddenServiceList(config));
            Bus bus = BusFactory.newInstance().createBus();
            JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
            factory.setBus(bus);
            factory.setDestinationFactory(new HTTPTransportFactory(registry));
            factory.setAddress("/");
            factory.setServiceBean(resource);
            factory.setProviders(List.of(new FailedRequests(), new StoreOutages(), new UnexpectedFailures()));
            return new Serving(servlet, bus, factory.create());
        }

        void stop() {
            server.destroy();
            bus.shutdown(true);
            servlet.destroy();
        }
    }

    @Override
    public final void init(ServletConfig config) throws ServletException {
        serving = Serving.start(resource, config);
    }

    @Override
    public final void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("not HTTP");
        }
        // Nobody waits here: the lock is refused only while the servlet ends.
        boolean entered = inUse.readLock().tryLock();
        try {
            Serving now = entered ? serving : null;
            if (now == null) {
                // A request that is on its way while a bundle is swapped; whatever comes next is there in a moment.
                send(new Unavailable().get(), answer);
                return;
            }
            BoundedRequest bounded = new BoundedRequest(http, readsBodies && "POST".equals(http.getMethod()));
            Optional<Response> ready = bounded.refusal().or(() -> answeredAtOnce(bounded));
            if (ready.isPresent()) {
                send(ready.get(), answer);
            } else {
                now.servlet().service(bounded, answer);
            }
        } finally {
            if (entered) {
                inUse.readLock().unlock();
            }
        }
    }

    /** What fails on the way becomes what CXF would make of it. */
    private Optional<Response> answeredAtOnce(HttpServletRequest request) {
        try {
            return atOnce(request);
        } catch (StoreUnavailableException e) {
            return Optional.of(new StoreOutages().toResponse(e));
        } catch (IOException | RuntimeException e) {
            return Optional.of(new UnexpectedFailures().toResponse(e));
        }
    }

    /**
     * Answers without CXF, which takes many times as long as to send what is in memory, and as long as to write a report down.
     *
     * @return the answer, its body as bytes; empty for whatever CXF is to answer
     * @throws IOException if the request broke off
     */
    protected Optional<Response> atOnce(HttpServletRequest request) throws IOException {
        return Optional.empty();
    }

    private static void send(Response response, HttpServletResponse answer) throws IOException {
        answer.setStatus(response.getStatus());
        response.getStringHeaders().forEach((name, values) -> values.forEach(value -> answer.addHeader(name, value)));
        if (response.getEntity() instanceof byte[] body) {
            answer.setContentLength(body.length);
            answer.getOutputStream().write(body);
        }
    }

    @Override
    public final void destroy() {
        Serving last = serving;
        serving = null;
        if (last == null) {
            return;
        }
        boolean left = awaitRequests();
        try {
            last.stop();
        } finally {
            if (left) {
                inUse.writeLock().unlock();
            }
        }
    }

    /** CXF fails at requests that are in it when it ends, so they are let out first. */
    private boolean awaitRequests() {
        try {
            return inUse.writeLock().tryLock(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public final @Nullable ServletConfig getServletConfig() {
        Serving now = serving;
        return now == null ? null : now.servlet().getServletConfig();
    }

    @Override
    public final String getServletInfo() {
        return getClass().getSimpleName();
    }
}
