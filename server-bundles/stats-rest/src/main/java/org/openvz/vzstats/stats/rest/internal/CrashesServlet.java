package org.openvz.vzstats.stats.rest.internal;

import java.time.Clock;
import javax.servlet.Servlet;
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

/** Serves what is published of crashes. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-crashes")
@HttpWhiteboardServletPattern(CrashesServlet.PATTERN)
public final class CrashesServlet extends RestServlet {

    static final String PATTERN = "/api/v2/crashes/*";

    /** Serves these releases, once there is a store that has them. */
    @Activate
    public CrashesServlet(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Releases releases) {
        super(
                releases == null
                        ? new Unavailable()
                        : new PublishedResource(releases, Releases.CRASHES, Clock.systemUTC()));
    }
}
