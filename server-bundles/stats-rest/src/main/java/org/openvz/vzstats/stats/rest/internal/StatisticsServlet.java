package org.openvz.vzstats.stats.rest.internal;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.rest.support.RestServlet;
import org.openvz.vzstats.rest.support.Unavailable;
import org.openvz.vzstats.server.api.Releases;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves the statistics. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-statistics")
@HttpWhiteboardServletPattern(StatisticsServlet.PATTERN)
public final class StatisticsServlet extends RestServlet {

    static final String PATTERN = "/api/v2/statistics/*";

    private final @Nullable StatisticsResource resource;

    /** Serves these releases, once there is a store that has them. */
    @Activate
    public StatisticsServlet(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Releases releases) {
        this(releases == null ? null : new StatisticsResource(releases, Clock.systemUTC()));
    }

    /** Serves this. */
    StatisticsServlet(@Nullable StatisticsResource resource) {
        super(resource == null ? new Unavailable() : resource);
        this.resource = resource;
    }

    /** What everybody reads, and reads again. */
    @Override
    protected Optional<Response> atOnce(HttpServletRequest request) {
        StatisticsResource there = resource;
        if (there == null || !request.getMethod().equals("GET") || request.getQueryString() != null) {
            return Optional.empty();
        }
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        String kept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.IF_NONE_MATCH), "");
        return path.startsWith("/") ? there.atHand(path.substring(1), kept) : Optional.empty();
    }
}
