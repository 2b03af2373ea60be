package org.openvz.vzstats.health.rest.internal;

import java.time.Instant;
import javax.servlet.Servlet;
import org.openvz.vzstats.rest.support.RestServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves {@code /metrics}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-metrics")
@HttpWhiteboardServletPattern(MetricsServlet.PATTERN)
public final class MetricsServlet extends RestServlet {

    /** No more than this address: beneath it are the pages of the site. */
    static final String PATTERN = "/metrics";

    /** Serves what this one sees. */
    @Activate
    public MetricsServlet(@Reference Watch watch) {
        super(new MetricsResource(() -> Metrics.text(watch.figures(), watch.problems(), Instant.now())));
    }
}
