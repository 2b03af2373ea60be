package org.openvz.vzstats.health.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/** {@code GET /health}: 200 if the server is ready, or else 503 and why not. */
@Path("/")
public final class HealthResource {

    private static final int RETRY_AFTER = 10;

    private final Supplier<List<Health.Problem>> problems;

    /** Tells these problems. */
    HealthResource(Supplier<List<Health.Problem>> problems) {
        this.problems = problems;
    }

    /** {@return how the server is} */
    @GET
    public Response get() {
        List<Health.Problem> now = problems.get();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("ready", now.isEmpty());
        ArrayNode array = json.putArray("problems");
        now.forEach(problem -> array.addObject().put("check", problem.check()).put("why", problem.why()));
        Response.ResponseBuilder answer = now.isEmpty()
                ? Response.ok()
                : Response.status(Response.Status.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        return answer.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json.toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
