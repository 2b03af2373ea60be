package org.openvz.vzstats.rest.support.internal;

import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.openvz.vzstats.rest.support.Problem;
import org.openvz.vzstats.rest.support.Unavailable;
import org.openvz.vzstats.server.api.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the client to come back when the store cannot do it now. */
public final class StoreOutages implements ExceptionMapper<StoreUnavailableException> {

    private static final Logger LOG = LoggerFactory.getLogger(StoreOutages.class);

    @Override
    public Response toResponse(StoreUnavailableException outage) {
        // The processing, which asks all the time, logs an outage once. Here it would be once for each waiting node.
        LOG.debug("The store is not available", outage);
        return Problem.of(503, "The store is not available at the moment.")
                .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER)
                .build();
    }
}
