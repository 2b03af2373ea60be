package org.openvz.vzstats.rest.support.internal;

import java.io.IOException;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.openvz.vzstats.rest.support.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a failure that nobody expected between the server and its log. */
public final class UnexpectedFailures implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailures.class);

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof IOException) {
            // A client that hangs up looks like this, and must not be able to fill the log.
            LOG.debug("A request broke off", failure);
        } else {
            LOG.error("A request failed", failure);
        }
        return Problem.of(500, "The server failed.").build();
    }
}
