package org.openvz.vzstats.stats.rest.internal;

import java.time.InstantSource;
import java.util.Optional;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.Path;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.openvz.vzstats.rest.support.Problem;
import org.openvz.vzstats.server.api.Releases;

/** A document of the last release that is about no metric: {@code GET /api/v2/crashes}, {@code GET /api/v2/downloads}. */
@Path("/")
public final class PublishedResource {

    private static final long MOST_KEPT = 1L << 20;

    private final ReadDocuments documents;
    private final LatestRelease latest;
    private final String name;

    /** Shows the document of this name of these releases. */
    PublishedResource(Releases releases, String name, InstantSource clock) {
        this.documents = new ReadDocuments(releases, MOST_KEPT);
        this.name = name;
        this.latest = new LatestRelease(releases, clock);
    }

    /** {@return the document} */
    @GET
    public Response get(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        Optional<Long> release = latest.number();
        if (release.isEmpty()) {
            return Problem.of(503, "Nothing has been published yet.")
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        return documents
                .document(release.get(), name, Releases.ALL)
                .map(json -> latest.answer(release.get()).of(kept, MediaType.APPLICATION_JSON, json))
                .orElseGet(() -> Problem.of(404, "The last release is of an older server, which did not publish this.")
                        .build());
    }
}
