package org.openvz.vzstats.web.internal;

import java.util.Map;
import java.util.Optional;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

/** The page at {@code /} and its files beneath {@code /assets}. */
@Path("/")
public final class PageResource {

    private static final Asset PAGE = Asset.of("index.html", "text/html;charset=utf-8");

    private static final Map<String, Asset> ASSETS = Map.of(
            "app.js", Asset.of("app.js", "text/javascript;charset=utf-8"),
            "style.css", Asset.of("style.css", "text/css;charset=utf-8"));

    /** The page needs nothing from anywhere else, and may not. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** {@return the page} */
    @GET
    public Response page(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        return answer(PAGE, kept);
    }

    /** {@return one of its files} */
    @GET
    @Path("assets/{name}")
    public Response asset(
            @PathParam("name") String name, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        return answer(Optional.ofNullable(ASSETS.get(name)).orElseThrow(NotFoundException::new), kept);
    }

    private static Response answer(Asset asset, String kept) {
        Response.ResponseBuilder answer = asset.isKept(kept)
                ? Response.notModified()
                : Response.ok(asset.content()).type(asset.contentType());
        return answer.header(HttpHeaders.ETAG, asset.etag())
                // Asked for anew each time, sent only when it has changed: the bundle may be swapped at any moment.
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
