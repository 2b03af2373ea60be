package org.openvz.vzstats.intake.rest.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.rest.support.RestServlet;
import org.openvz.vzstats.rest.support.Unavailable;
import org.openvz.vzstats.server.api.Holdings;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.SubmissionStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves the intake. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-nodes")
@HttpWhiteboardServletPattern(NodesServlet.PATTERN)
public final class NodesServlet extends RestServlet {

    static final String PATTERN = "/api/v2/nodes/*";

    private static final Pattern REPORTS = Pattern.compile("/([0-9a-fA-F-]{36})/reports");

    private final @Nullable NodesResource resource;

    /** Opens the intake, once there is a store. */
    @Activate
    public NodesServlet(
            @Reference FrontDoor door,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Identities identities,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    SubmissionStore store,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Holdings holdings,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ReceiptSigner signer,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Journal journal,
            @Reference Origins origins) {
        this(
                identities == null || store == null || holdings == null || signer == null || journal == null
                        ? null
                        : new NodesResource(
                                new Intake(
                                        identities,
                                        store,
                                        holdings,
                                        signer,
                                        journal,
                                        origins,
                                        door.limits(),
                                        Clock.systemUTC()),
                                door.proxies()));
    }

    /** Serves this. */
    NodesServlet(@Nullable NodesResource resource) {
        super(resource == null ? new Unavailable() : resource, true);
        this.resource = resource;
    }

    /** A report: the one call that each node makes again and again. */
    @Override
    protected Optional<Response> atOnce(HttpServletRequest request) throws IOException {
        NodesResource there = resource;
        Matcher path = REPORTS.matcher(Objects.requireNonNullElse(request.getPathInfo(), ""));
        if (there == null || !request.getMethod().equals("POST") || !path.matches()) {
            return Optional.empty();
        }
        return Optional.of(there.report(
                path.group(1),
                header(request, HttpHeaders.AUTHORIZATION),
                header(request, "Report-Id"),
                header(request, "Previous-Receipt"),
                request,
                request.getInputStream()));
    }

    private static String header(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }
}
