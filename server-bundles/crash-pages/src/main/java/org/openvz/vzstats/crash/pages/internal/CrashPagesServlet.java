package org.openvz.vzstats.crash.pages.internal;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the developers' pages to the users of Karaf. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-crash-pages")
@HttpWhiteboardServletPattern(CrashPagesServlet.PATTERN)
public final class CrashPagesServlet extends HttpServlet {

    static final String PATTERN = CrashPages.PATH + "/*";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CrashPagesServlet.class);
    private static final int MOST_WRITTEN = 128;

    private final transient @Nullable CrashPages pages;
    private final transient Login login;
    private final transient Failures failures = new Failures(System::nanoTime);

    /** Serves these crashes, once there is a store that has them. */
    @Activate
    public CrashPagesServlet(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Crashes crashes) {
        // Karaf's own modules are in its boot class path.
        this(crashes, Login.jaas(Login.REALM, ClassLoader.getSystemClassLoader()));
    }

    CrashPagesServlet(@Nullable Crashes crashes, Login login) {
        this.pages = crashes == null ? null : new CrashPages(crashes);
        this.login = login;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        answer.setHeader("Cache-Control", "no-store");
        answer.setHeader("Content-Security-Policy", Html.policy());
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "no-referrer");
        if (failures.areTooMany(request.getRemoteAddr())) {
            answer.setHeader("Retry-After", "60");
            say(answer, 429, "Too many failed logins. Try again in a minute.");
            return;
        }
        String authorization = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        if (authorization.isEmpty() || !login.admits(authorization)) {
            if (!authorization.isEmpty()) {
                failures.oneMore(request.getRemoteAddr());
            }
            answer.setHeader("WWW-Authenticate", "Basic realm=\"vzstats developers\", charset=\"UTF-8\"");
            say(answer, HttpServletResponse.SC_UNAUTHORIZED, "This page is for developers who have a login here.");
            return;
        }
        if (pages == null) {
            unavailable(answer);
            return;
        }
        try {
            serve(pages, request, answer);
        } catch (StoreUnavailableException e) {
            unavailable(answer);
        } catch (RuntimeException e) {
            LOG.error("A page of crashes failed: {}", e.getClass().getName());
            say(answer, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "The server has an error.");
        }
    }

    private static void serve(CrashPages pages, HttpServletRequest request, HttpServletResponse answer)
            throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        if (path.equals("/")) {
            html(
                    answer,
                    HttpServletResponse.SC_OK,
                    pages.list(parameter(request, "component"), parameter(request, "since")));
            return;
        }
        Optional<byte[]> page = pages.group(path.substring(1));
        if (page.isPresent()) {
            html(answer, HttpServletResponse.SC_OK, page.get());
        } else {
            say(answer, HttpServletResponse.SC_NOT_FOUND, "There is no such group of crashes.");
        }
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value =
                Objects.requireNonNullElse(request.getParameter(name), "").strip();
        return value.length() > MOST_WRITTEN ? "" : value;
    }

    private static void unavailable(HttpServletResponse answer) throws IOException {
        answer.setHeader("Retry-After", "10");
        say(answer, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Not available at the moment.");
    }

    private static void say(HttpServletResponse answer, int status, String words) throws IOException {
        html(answer, status, new Html("Crashes").element("p", words).document());
    }

    private static void html(HttpServletResponse answer, int status, byte[] page) throws IOException {
        answer.setStatus(status);
        answer.setContentType("text/html;charset=utf-8");
        answer.getOutputStream().write(page);
    }
}
