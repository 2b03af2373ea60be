package org.openvz.vzstats.rest.support.internal;

import java.util.List;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.openvz.vzstats.rest.support.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what JAX-RS refuses by itself (no such address, no such method) into problem details. */
public final class FailedRequests implements ExceptionMapper<WebApplicationException> {

    private static final Logger LOG = LoggerFactory.getLogger(FailedRequests.class);

    /** The headers without which a client cannot act upon the status. */
    private static final List<String> KEPT =
            List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE);

    @Override
    public Response toResponse(WebApplicationException failure) {
        Response original = failure.getResponse();
        int status = original.getStatus();
        if (status < 400 || isProblem(original)) {
            return original;
        }
        if (status == 500) {
            LOG.error("A request failed", failure);
        }
        Response.ResponseBuilder problem = Problem.of(status, detail(status));
        for (String header : KEPT) {
            String value = original.getHeaderString(header);
            if (value != null) {
                problem.header(header, value);
            }
        }
        return problem.build();
    }

    private static boolean isProblem(Response response) {
        return MediaType.valueOf(Problem.TYPE).equals(response.getMediaType());
    }

    /** Fixed words: the message of the exception may repeat what the client sent. */
    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read.";
            case 401 -> "The request needs a valid authorization.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take this method.";
            case 406 -> "There is no such form of it.";
            case 413 -> "The request is too large.";
            case 415 -> "This kind of content is not taken here.";
            case 429 -> "Too many requests.";
            case 503 -> "Not available at the moment.";
            default -> status < 500 ? "The request was refused." : "The server failed.";
        };
    }
}
