package org.openvz.vzstats.health.rest.internal;

import javax.servlet.Servlet;
import org.openvz.vzstats.rest.support.RestServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves {@code /health}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-health")
@HttpWhiteboardServletPattern(HealthServlet.PATTERN)
public final class HealthServlet extends RestServlet {

    static final String PATTERN = "/health/*";

    /** Serves what this one sees. */
    @Activate
    public HealthServlet(@Reference Watch watch) {
        super(new HealthResource(watch::problems));
    }
}
