package org.openvz.vzstats.stats.rest.internal;

import java.time.Clock;
import javax.servlet.Servlet;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.rest.support.RestServlet;
import org.openvz.vzstats.rest.support.Unavailable;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Releases;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves what the server says of itself. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-transparency")
@HttpWhiteboardServletPattern(TransparencyServlet.PATTERN)
public final class TransparencyServlet extends RestServlet {

    static final String PATTERN = "/api/v2/transparency/*";

    /** Serves this journal, once there is a store that has it. */
    @Activate
    public TransparencyServlet(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Journal journal,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Inventory inventory,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Releases releases,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ReceiptSigner signer) {
        super(
                journal == null || inventory == null || releases == null || signer == null
                        ? new Unavailable()
                        : new TransparencyResource(journal, inventory, releases, signer, Clock.systemUTC()));
    }
}
