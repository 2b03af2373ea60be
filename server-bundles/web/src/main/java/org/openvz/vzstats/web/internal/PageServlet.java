package org.openvz.vzstats.web.internal;

import javax.servlet.Servlet;
import org.openvz.vzstats.rest.support.RestServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves the page, and says of every address that nobody else serves that there is nothing: Pax Web has no pattern for the root alone. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-page")
@HttpWhiteboardServletPattern(PageServlet.PATTERN)
public final class PageServlet extends RestServlet {

    static final String PATTERN = "/*";

    /** Serves the page. */
    @Activate
    public PageServlet() {
        super(new PageResource());
    }
}
