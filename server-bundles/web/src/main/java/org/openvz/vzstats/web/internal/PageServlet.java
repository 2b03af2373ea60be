package org.openvz.vzstats.web.internal;

import java.util.Map;
import javax.servlet.Servlet;
import org.osgi.service.component.annotations.Component;

/**
 * Serves the page at {@code /}, and only there: the pattern is the empty text. It stands alone, and as a plain property, because a
 * component description drops empty texts from lists of several.
 */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=")
public final class PageServlet extends StaticServlet {

    private static final long serialVersionUID = 1L;

    /** Reads the page. */
    public PageServlet() {
        super(Map.of("/", Asset.of("index.html", "text/html;charset=utf-8")));
    }
}
