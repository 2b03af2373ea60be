package org.openvz.vzstats.intake.rest.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Journal;
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

/**
 * Serves abrt's {@code reporter-ureport}, which takes 202 for yes, and of 400 and 413 shows its user what {@code error} says; any other
 * answer is a failure to it.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-ureport")
@HttpWhiteboardServletPattern({UReportServlet.NEW, UReportServlet.ATTACH})
public final class UReportServlet extends HttpServlet {

    static final String NEW = "/reports/new/*";
    static final String ATTACH = "/reports/attach/*";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(UReportServlet.class);

    private final transient @Nullable UReportIntake intake;
    private final transient Proxies proxies;

    /** Opens the intake, once there is a store. */
    @Activate
    public UReportServlet(
            @Reference FrontDoor door,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Crashes crashes,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Journal journal) {
        this(
                crashes == null || journal == null
                        ? null
                        : new UReportIntake(crashes, journal, door.limits(), Clock.systemUTC()),
                door.proxies());
    }

    UReportServlet(@Nullable UReportIntake intake, Proxies proxies) {
        this.intake = intake;
        this.proxies = proxies;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        if (!path.equals("/")) {
            error(answer, HttpServletResponse.SC_NOT_FOUND, "No such page.");
            return;
        }
        if (!request.getMethod().equals("POST")) {
            answer.setHeader("Allow", "POST");
            error(answer, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "POST only.");
            return;
        }
        if (intake == null) {
            unavailable(answer);
            return;
        }
        Form.Request form = new Form.Request(
                Objects.requireNonNullElse(request.getContentType(), ""),
                request.getContentLengthLong(),
                request::getInputStream);
        try {
            if (request.getServletPath().startsWith("/reports/new")) {
                say(answer, HttpServletResponse.SC_ACCEPTED, taken(intake.take(proxies.sender(request), form)));
            } else {
                intake.attach(proxies.sender(request), form);
                say(answer, HttpServletResponse.SC_ACCEPTED, json().put("result", true));
            }
        } catch (RefusedException e) {
            refuse(answer, e);
        } catch (StoreUnavailableException e) {
            unavailable(answer);
        } catch (RuntimeException e) {
            // The message may hold what was sent.
            LOG.error("A crash report failed: {}", e.getClass().getName());
            error(answer, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "The server has an error.");
        }
    }

    /** True would mean that the problem is known and solved, and would keep abrt from telling anybody else. */
    private static ObjectNode taken(String group) {
        ObjectNode json = json().put("result", false).put("bthash", group).put("message", "Thank you.");
        json.putArray("reported_to")
                .addObject()
                .put("reporter", "vzstats")
                .put("type", "bthash")
                .put("value", group);
        return json;
    }

    private static void refuse(HttpServletResponse answer, RefusedException refused) throws IOException {
        if (!refused.retryAfter().isZero()) {
            answer.setHeader("Retry-After", Long.toString(refused.retryAfterSeconds()));
        }
        int status =
                switch (refused.reason()) {
                    case TOO_LARGE -> 413;
                    case TOO_MANY -> 429;
                    case STOPPED -> 410;
                    case MALFORMED, NOT_GZIP, UNAUTHORIZED, CLONED -> 400;
                };
        error(answer, status, refused.detail());
    }

    private static void unavailable(HttpServletResponse answer) throws IOException {
        answer.setHeader("Retry-After", "10");
        error(answer, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Not available at the moment.");
    }

    private static void error(HttpServletResponse answer, int status, String words) throws IOException {
        say(answer, status, json().put("error", words));
    }

    private static void say(HttpServletResponse answer, int status, ObjectNode json) throws IOException {
        answer.setStatus(status);
        answer.setContentType("application/json");
        answer.setHeader("Cache-Control", "no-store");
        answer.getOutputStream().write(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
