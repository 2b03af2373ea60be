package org.openvz.vzstats.web.internal;

import java.util.Map;
import javax.servlet.Servlet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves what the page is made of, beneath {@code /assets}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/assets/*")
public final class AssetsServlet extends StaticServlet {

    private static final long serialVersionUID = 1L;

    /** Reads the files. */
    public AssetsServlet() {
        super(Map.of(
                "/app.js", Asset.of("app.js", "text/javascript;charset=utf-8"),
                "/style.css", Asset.of("style.css", "text/css;charset=utf-8")));
    }
}
