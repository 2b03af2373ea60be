package org.openvz.vzstats.stats.rest.internal;

import javax.servlet.Servlet;
import org.openvz.vzstats.dictionary.DataDictionary;
import org.openvz.vzstats.rest.support.RestServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves the data dictionary. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("vzstats-dictionary")
@HttpWhiteboardServletPattern(DictionaryServlet.PATTERN)
public final class DictionaryServlet extends RestServlet {

    static final String PATTERN = "/api/v2/dictionary/*";

    /** Serves this dictionary. */
    @Activate
    public DictionaryServlet(@Reference DataDictionary dictionary) {
        super(new DictionaryResource(dictionary));
    }
}
