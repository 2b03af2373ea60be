package org.openvz.vzstats.intake.rest.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.openvz.vzstats.server.api.SubmissionStore;
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
 * Serves the original client, 0.1 to 0.5.3, which looks at no status: it shows its user, or mails root, whatever {@code submit.php}
 * answers, so that answers nothing; and takes whatever {@code genuuid.php} answers for its id, unless it cannot be one.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-classic")
@HttpWhiteboardServletPattern({ClassicServlet.GENUUID, ClassicServlet.SUBMIT})
public final class ClassicServlet extends HttpServlet {

    static final String GENUUID = "/genuuid.php";
    static final String SUBMIT = "/submit.php";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ClassicServlet.class);
    private static final String RETRY_AFTER = "Retry-After";
    private static final String SOON = "10";

    private final transient @Nullable ClassicIntake intake;
    private final transient Proxies proxies;

    /** Opens the intake, once there is a store. */
    @Activate
    public ClassicServlet(
            @Reference FrontDoor door,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Identities identities,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    SubmissionStore store,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ReceiptSigner signer,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Journal journal,
            @Reference Origins origins) {
        this(
                identities == null || store == null || signer == null || journal == null
                        ? null
                        : new ClassicIntake(
                                identities, store, signer, journal, origins, door.limits(), Clock.systemUTC()),
                door.proxies());
    }

    ClassicServlet(@Nullable ClassicIntake intake, Proxies proxies) {
        this.intake = intake;
        this.proxies = proxies;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse answer) throws IOException {
        if (!request.getMethod().equals("POST")) {
            answer.setHeader("Allow", "POST");
            answer.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        boolean issues = request.getServletPath().equals(GENUUID);
        try {
            if (intake == null) {
                unavailable(answer, issues);
            } else if (issues) {
                answer.setHeader("Cache-Control", "no-store");
                say(answer, intake.issue(read(request)).toString());
            } else {
                intake.take(read(request));
            }
        } catch (RefusedException e) {
            refuse(answer, e, issues);
        } catch (StoreUnavailableException e) {
            unavailable(answer, issues);
        } catch (RuntimeException e) {
            // The message may hold what was sent.
            LOG.error(
                    "A request of the original client failed: {}", e.getClass().getName());
            answer.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    private ClassicIntake.Request read(HttpServletRequest request) {
        return new ClassicIntake.Request(
                proxies.sender(request),
                Objects.requireNonNullElse(request.getContentType(), ""),
                request.getContentLengthLong(),
                request::getInputStream);
    }

    private static void refuse(HttpServletResponse answer, RefusedException refused, boolean issues)
            throws IOException {
        answer.setStatus(
                switch (refused.reason()) {
                    case UNAUTHORIZED, CLONED -> 403;
                    case MALFORMED -> 400;
                    case TOO_LARGE -> 413;
                    case NOT_GZIP -> 415;
                    case TOO_MANY -> 429;
                    case STOPPED -> 410;
                });
        if (!refused.retryAfter().isZero()) {
            answer.setHeader(RETRY_AFTER, Long.toString(refused.retryAfterSeconds()));
        }
        if (issues) {
            say(answer, refused.detail());
        }
    }

    private static void unavailable(HttpServletResponse answer, boolean issues) throws IOException {
        answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        answer.setHeader(RETRY_AFTER, SOON);
        if (issues) {
            say(answer, "Not available at the moment.");
        }
    }

    private static void say(HttpServletResponse answer, String words) throws IOException {
        answer.setContentType("text/plain;charset=us-ascii");
        answer.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }
}
