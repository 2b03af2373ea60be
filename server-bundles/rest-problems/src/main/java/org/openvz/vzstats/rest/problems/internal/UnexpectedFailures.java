package org.openvz.vzstats.rest.problems.internal;

import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.openvz.vzstats.rest.problems.Problem;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a failure that nobody expected between the server and its log. */
@Component(service = ExceptionMapper.class)
@JaxrsExtension
public final class UnexpectedFailures implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailures.class);

    @Override
    public Response toResponse(Throwable failure) {
        LOG.error("A request failed", failure);
        return Problem.of(500, "The server failed.").build();
    }
}
