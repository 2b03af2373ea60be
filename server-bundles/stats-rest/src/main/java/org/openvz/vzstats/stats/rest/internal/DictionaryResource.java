package org.openvz.vzstats.stats.rest.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.Path;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.openvz.vzstats.dictionary.DataDictionary;

/** {@code GET /api/v2/dictionary}: every metric of the bundles that are installed now. */
@Path("/")
public final class DictionaryResource {

    /** A bundle may come or go at any moment; a reader need not see it at once. */
    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final DataDictionary dictionary;

    /** Shows this dictionary. */
    public DictionaryResource(DataDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** {@return the dictionary} */
    @GET
    public Response get(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @DefaultValue("") String kept) {
        String json = DictionaryJson.of(dictionary.current());
        String etag =
                UUID.nameUUIDFromBytes(json.getBytes(StandardCharsets.UTF_8)).toString();
        return new PublicAnswer(etag, MAX_AGE).of(kept, MediaType.APPLICATION_JSON, json);
    }
}
