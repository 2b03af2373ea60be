package org.openvz.vzstats.stats.rest.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.Path;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Releases;

/** {@code GET /api/v2/transparency}: what came in on each day and what became of it. */
@Path("/")
public final class TransparencyResource {

    private static final int DAYS = 90;
    /** Whoever asks, the database is not asked more often. */
    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final Journal journal;
    private final Inventory inventory;
    private final Releases releases;
    private final ReceiptSigner signer;
    private final InstantSource clock;

    private @Nullable Made made;

    /** Shows this journal, and the key of this signer. */
    TransparencyResource(
            Journal journal, Inventory inventory, Releases releases, ReceiptSigner signer, InstantSource clock) {
        this.journal = journal;
        this.inventory = inventory;
        this.releases = releases;
        this.signer = signer;
        this.clock = clock;
    }

    /** {@return the last 90 days} */
    @GET
    public Response get(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        Made now = current();
        return new PublicAnswer(now.etag(), MAX_AGE).of(kept, MediaType.APPLICATION_JSON, now.json());
    }

    private record Made(Instant at, String json, String etag) {}

    private synchronized Made current() {
        Instant now = clock.instant();
        Made last = made;
        if (last == null || last.at().isAfter(now) || !now.isBefore(last.at().plus(MAX_AGE))) {
            String index = releases.latest()
                    .flatMap(release -> releases.document(release.number(), Releases.INDEX, Releases.ALL))
                    .orElse("{}");
            String json = TransparencyJson.of(journal.days(DAYS), inventory.take(), index, signer.publicKey());
            String etag = UUID.nameUUIDFromBytes(json.getBytes(StandardCharsets.UTF_8))
                    .toString();
            last = new Made(now, json, etag);
            made = last;
        }
        return last;
    }
}
