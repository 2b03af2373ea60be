package org.openvz.vzstats.rest.support;

import java.io.IOException;
import java.io.InputStream;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

/**
 * Stands in for a resource while what it needs is not there, such as a database at a cold start: a client learns that it has to come
 * back, not that there is nothing at this address.
 */
@Path("{path: .*}")
public final class Unavailable {

    /** How long a client should wait, in seconds. */
    public static final int RETRY_AFTER = 10;

    /** {@return not now} */
    @GET
    public Response get() {
        return Problem.of(503, "Not available at the moment.")
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
                .build();
    }

    /** {@return not now, and whatever is posted is not waited for} */
    @POST
    public Response post(InputStream body) throws IOException {
        body.close();
        return get();
    }

    /** {@return not now} */
    @PUT
    public Response put() {
        return get();
    }

    /** {@return not now} */
    @DELETE
    public Response delete() {
        return get();
    }
}
