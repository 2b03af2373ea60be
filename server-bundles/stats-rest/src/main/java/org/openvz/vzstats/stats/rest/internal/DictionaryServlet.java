package org.openvz.vzstats.stats.rest.internal;

import javax.servlet.Servlet;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.DataDictionary;
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

/** Serves the data dictionary. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-dictionary")
@HttpWhiteboardServletPattern(DictionaryServlet.PATTERN)
public final class DictionaryServlet extends RestServlet {

    static final String PATTERN = "/api/v2/dictionary/*";

    /** Serves this dictionary, once there is a store: the API comes up as a whole, and whoever sees the dictionary can also report. */
    @Activate
    public DictionaryServlet(
            @Reference DataDictionary dictionary,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Releases releases) {
        super(releases == null ? new Unavailable() : new DictionaryResource(dictionary));
    }
}
