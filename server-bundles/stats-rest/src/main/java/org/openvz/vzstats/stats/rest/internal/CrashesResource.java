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

/** {@code GET /api/v2/crashes}: what has crashed, as the last release says it. */
@Path("/")
public final class CrashesResource {

    private static final long MOST_KEPT = 1L << 20;

    private final ReadDocuments documents;
    private final LatestRelease latest;

    /** Shows these releases. */
    CrashesResource(Releases releases, InstantSource clock) {
        this.documents = new ReadDocuments(releases, MOST_KEPT);
        this.latest = new LatestRelease(releases, clock);
    }

    /** {@return how often each component crashed, and how often on each day} */
    @GET
    public Response get(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        Optional<Long> release = latest.number();
        if (release.isEmpty()) {
            return Problem.of(503, "Nothing has been published yet.")
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        return documents
                .document(release.get(), Releases.CRASHES, Releases.ALL)
                .map(json -> latest.answer(release.get()).of(kept, MediaType.APPLICATION_JSON, json))
                .orElseGet(() -> Problem.of(404, "The last release is of an older server, which knew of no crashes.")
                        .build());
    }
}
