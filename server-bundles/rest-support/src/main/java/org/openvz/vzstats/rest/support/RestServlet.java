package org.openvz.vzstats.rest.support;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

/**
 * One JAX-RS resource as a servlet, for a bundle to register on the HTTP whiteboard; whatever goes wrong in it becomes a problem detail.
 *
 * <p>A servlet for each resource, and no JAX-RS whiteboard that rebuilds one server of all resources whenever one comes or goes: the
 * container asks a servlet nothing before it is whole, so no request meets a half-built server, and no bundle disturbs another.
 */
public abstract class RestServlet implements Servlet {

    private final Object resource;
    private volatile @Nullable Serving serving;

    /**
     * Serves a resource.
     *
     * @param resource with paths relative to the servlet's pattern
     */
    protected RestServlet(Object resource) {
        this.resource = resource;
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
        Serving now = serving;
        if (now == null) {
            throw new ServletException("not initialised");
        }
        if (!(request instanceof HttpServletRequest http)) {
            throw new ServletException("not HTTP");
        }
        BoundedRequest bounded = new BoundedRequest(http);
        Optional<Response> refusal = bounded.refusal();
        if (refusal.isEmpty()) {
            now.servlet().service(bounded, response);
        } else if (response instanceof HttpServletResponse answer) {
            send(refusal.get(), answer);
        }
    }

    private static void send(Response problem, HttpServletResponse answer) throws IOException {
        answer.setStatus(problem.getStatus());
        answer.setContentType(Problem.TYPE);
        answer.getOutputStream().write((byte[]) problem.getEntity());
    }

    @Override
    public final void destroy() {
        Serving last = serving;
        serving = null;
        if (last != null) {
            last.stop();
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
