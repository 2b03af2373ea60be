package org.openvz.vzstats.stats.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.rest.support.Problem;
import org.openvz.vzstats.server.api.Observations;
import org.openvz.vzstats.server.api.Releases;

/** The last release under {@code /api/v2/statistics}: its documents as they were published, as JSON and CSV, and their history. */
@Path("/")
public final class StatisticsResource {

    private static final Pattern METRIC = Pattern.compile("[a-z0-9._-]{1,100}");
    /** Of what was read, in characters: several times what a large fleet's release has. */
    private static final long MOST_KEPT = 16L << 20;

    private static final String CSV = "text/csv;charset=utf-8;header=present";

    private final Releases releases;
    private final ReadDocuments documents;
    private final LatestRelease latest;
    private final InstantSource clock;

    /** Shows these releases. */
    StatisticsResource(Releases releases, InstantSource clock) {
        this.releases = releases;
        this.documents = new ReadDocuments(releases, MOST_KEPT);
        this.latest = new LatestRelease(releases, clock);
        this.clock = clock;
    }

    /** {@return the overview} */
    @GET
    public Response index(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        return published(release -> document(release, Releases.INDEX, Releases.ALL)
                .map(json -> latest.answer(release).of(kept, MediaType.APPLICATION_JSON, json)));
    }

    /** {@return one metric} */
    @GET
    @Path("{metric}")
    public Response metric(
            @PathParam("metric") String metric,
            @QueryParam("platform") @DefaultValue(Releases.ALL) String platform,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        return published(release -> metricDocument(release, metric, platform)
                .map(json -> latest.answer(release).of(kept, MediaType.APPLICATION_JSON, json)));
    }

    /** {@return the cells of one metric} */
    @GET
    @Path("{metric}.csv")
    public Response csv(
            @PathParam("metric") String metric,
            @QueryParam("platform") @DefaultValue(Releases.ALL) String platform,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        return published(release -> metricDocument(release, metric, platform)
                .map(json -> Response.fromResponse(latest.answer(release).of(kept, CSV, CsvTable.of(json)))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + metric + ".csv\"")
                        .build()));
    }

    /** {@return one metric, day by day} */
    @GET
    @Path("{metric}/history")
    public Response history(
            @PathParam("metric") String metric,
            @QueryParam("platform") @DefaultValue(Releases.ALL) String platform,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        Optional<Days> days = Days.parse(from, to, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        if (days.isEmpty()) {
            return Problem.of(400, "from and to are dates like 2026-11-22, in order, at most " + Days.MAX + " days.")
                    .build();
        }
        return published(release -> historyDocument(release, metric, platform, days.get())
                .map(json -> latest.answer(release).of(kept, MediaType.APPLICATION_JSON, json)));
    }

    /**
     * The same answer as that of {@link #metric} or {@link #index}, for all platforms, if nothing has to be read for it.
     *
     * @param metric or {@link Releases#INDEX}
     */
    Optional<Response> atHand(String metric, String kept) {
        return latest.known().flatMap(release -> documents
                .kept(release, metric, Releases.ALL)
                .flatMap(json ->
                        latest.knownAnswer(release).map(answer -> answer.of(kept, MediaType.APPLICATION_JSON, json))));
    }

    private Response published(LongFunction<Optional<Response>> answer) {
        Optional<Long> release = latest.number();
        if (release.isEmpty()) {
            return Problem.of(503, "Nothing has been published yet.")
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        return answer.apply(release.get())
                .orElseGet(() -> Problem.of(404, "No such metric has been published for this platform.")
                        .build());
    }

    private Optional<String> historyDocument(long release, String metric, String platform, Days days) {
        if (!isName(metric, platform)) {
            return Optional.empty();
        }
        List<String> published = releases.history(metric, platform, days.from(), days.to());
        if (published.isEmpty() && document(release, metric, platform).isEmpty()) {
            return Optional.empty();
        }
        // As in the documents themselves: null is all platforms together.
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("metric", metric)
                .put("platform", platform.equals(Releases.ALL) ? null : platform);
        ArrayNode array = json.putArray("days");
        published.forEach(document -> array.addRawValue(new RawValue(document)));
        return Optional.of(json.toString());
    }

    private Optional<String> metricDocument(long release, String metric, String platform) {
        return isName(metric, platform) ? document(release, metric, platform) : Optional.empty();
    }

    private Optional<String> document(long release, String metric, String platform) {
        return documents.document(release, metric, platform);
    }

    /** What can be no name need not be asked for. */
    private static boolean isName(String metric, String platform) {
        return METRIC.matcher(metric).matches()
                && platform.length() <= Observations.MAX_VALUE
                && platform.chars().noneMatch(Character::isISOControl);
    }
}
