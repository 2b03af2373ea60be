package org.openvz.vzstats.web.internal;

import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Serves static files, and holds the browser to what the page is made of: nothing from anywhere else. */
abstract class StaticServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> HEADERS = Map.of(
            // Asked for anew each time, sent only when it has changed: the bundle may be swapped at any moment.
            "Cache-Control", "no-cache",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer");

    private final transient Map<String, Asset> byPath;

    /** Serves these files, by path below the servlet's own. */
    StaticServlet(Map<String, Asset> byPath) {
        this.byPath = byPath;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HEADERS.forEach(response::setHeader);
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Asset asset = byPath.get(String.valueOf(request.getPathInfo()));
        if (asset == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("ETag", asset.etag());
        String kept = request.getHeader("If-None-Match");
        if (kept != null && asset.isKept(kept)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] content = asset.content();
        response.setContentType(asset.contentType());
        response.setContentLength(content.length);
        if (!head) {
            response.getOutputStream().write(content);
        }
    }
}
