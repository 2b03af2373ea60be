package org.openvz.vzstats.intake.rest.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.openvz.vzstats.rest.support.Problem;
import org.openvz.vzstats.server.api.Erasure;
import org.openvz.vzstats.server.api.Identities;
import org.openvz.vzstats.server.api.Receipt;

/** The intake over HTTP: identities, reports, and what the server holds about a node, beneath {@code /api/v2/nodes}. */
@Path("/")
public final class NodesResource {

    private static final String NODES = "/api/v2/nodes/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_WISH = 1024;

    private final Intake intake;
    private final Proxies proxies;

    NodesResource(Intake intake, Proxies proxies) {
        this.intake = intake;
        this.proxies = proxies;
    }

    /** {@return an identity; a new one, unless the body wishes for an id that is free} */
    @POST
    public Response register(@Context HttpServletRequest sender, InputStream body) {
        Identities.Identity identity;
        try {
            identity = intake.register(proxies.sender(sender), () -> wished(body));
        } catch (RefusedException e) {
            return problem(e);
        } finally {
            close(body);
        }
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", identity.id().toString())
                .put("secret", identity.secret());
        return json(Response.status(Response.Status.CREATED), json)
                .header(HttpHeaders.LOCATION, NODES + identity.id())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** {@return the receipt of the report in the body} */
    @POST
    @Path("{id}/reports")
    public Response report(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @DefaultValue("") String authorization,
            @HeaderParam("Report-Id") @DefaultValue("") String report,
            @HeaderParam("Previous-Receipt") @DefaultValue("") String previous,
            @Context HttpServletRequest sender,
            InputStream body) {
        try {
            Receipt receipt = intake.take(
                    new Intake.Request(
                            proxies.sender(sender), id, authorization, report, previous, sender.getContentLengthLong()),
                    body);
            return Response.accepted()
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(receipt.json().getBytes(StandardCharsets.UTF_8))
                    .build();
        } catch (RefusedException e) {
            return problem(e);
        } finally {
            close(body);
        }
    }

    /** {@return everything the server holds about the node} */
    @GET
    @Path("{id}")
    public Response held(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @DefaultValue("") String authorization,
            @Context HttpServletRequest sender) {
        try {
            return json(Response.ok(), HeldJson.of(id, intake.held(request(sender, id, authorization))))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (RefusedException e) {
            return problem(e);
        }
    }

    /** {@return the receipt of the erasure} */
    @DELETE
    @Path("{id}")
    public Response erase(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @DefaultValue("") String authorization,
            @Context HttpServletRequest sender) {
        try {
            Erasure erasure = intake.erase(request(sender, id, authorization));
            return Response.ok()
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(erasure.json().getBytes(StandardCharsets.UTF_8))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (RefusedException e) {
            return problem(e);
        }
    }

    /** {@return the id in the body, if that is a wish; whatever else it is, there is a new identity for it} */
    private static String wished(InputStream body) {
        try {
            return JSON.readTree(body.readNBytes(MAX_WISH)).path("id").asText();
        } catch (IOException e) {
            return "";
        }
    }

    /** Else the rest of it is waited for, whoever it comes from. */
    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Then it is over all the same.
        }
    }

    private Intake.Request request(HttpServletRequest sender, String id, String authorization) {
        return new Intake.Request(proxies.sender(sender), id, authorization, "", "", -1);
    }

    private static Response.ResponseBuilder json(Response.ResponseBuilder answer, ObjectNode json) {
        return answer.type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Response problem(RefusedException refused) {
        return switch (refused.reason()) {
            case UNAUTHORIZED ->
                Problem.of(401, refused.detail())
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                        .build();
            case MALFORMED -> Problem.of(400, refused.detail()).build();
            case TOO_LARGE -> Problem.of(413, refused.detail()).build();
            case NOT_GZIP -> Problem.of(415, refused.detail()).build();
            case CLONED -> Problem.of(409, refused.detail()).build();
            case STOPPED -> Problem.of(410, refused.detail()).build();
            case TOO_MANY ->
                Problem.of(429, refused.detail())
                        .header(HttpHeaders.RETRY_AFTER, refused.retryAfterSeconds())
                        .build();
        };
    }
}
