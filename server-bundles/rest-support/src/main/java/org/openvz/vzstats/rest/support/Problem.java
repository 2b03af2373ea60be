package org.openvz.vzstats.rest.support;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import javax.ws.rs.core.Response;

/**
 * A problem detail:
 *
 * <pre>{@code
 * {"type":"about:blank","title":"Not Found","status":404,"detail":"No metric of this name."}
 * }</pre>
 */
public final class Problem {

    /** Its media type. */
    public static final String TYPE = "application/problem+json";

    private Problem() {}

    /**
     * Starts the answer that tells of a problem; its caller adds the headers that belong to it.
     *
     * @param status the HTTP status
     * @param detail what a client can do about it, in fixed words: nothing that came in with the request, no exception's message
     */
    public static Response.ResponseBuilder of(int status, String detail) {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title(status))
                .put("status", status)
                .put("detail", detail)
                .toString();
        return Response.status(status).type(TYPE).entity(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
