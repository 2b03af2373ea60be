package org.openvz.vzstats.health.rest.internal;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

/** {@code GET /metrics}: for Prometheus. */
@Path("/")
public final class MetricsResource {

    private final Supplier<String> text;

    /** Tells this text. */
    MetricsResource(Supplier<String> text) {
        this.text = text;
    }

    /** {@return the metrics of now} */
    @GET
    public Response get() {
        return Response.ok(text.get().getBytes(StandardCharsets.UTF_8))
                .type(Exposition.TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
