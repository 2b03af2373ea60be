package org.openvz.vzstats.stats.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.rest.support.RestServer;
import org.openvz.vzstats.server.api.Event;
import org.openvz.vzstats.server.api.Inventory;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Receipt;
import org.openvz.vzstats.server.api.ReceiptSigner;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.StoreUnavailableException;

class TransparencyResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();
    private final MemoryReleases releases = new MemoryReleases();
    private final RestServer server = new RestServer(
            TransparencyServlet.PATTERN,
            new TransparencyResource(new OneDay(), this::stock, releases, new OneKey(), () -> now.get()));
    private boolean available = true;

    @AfterEach
    void stop() {
        server.close();
    }

    private Inventory.Stock stock() {
        return new Inventory.Stock(
                3,
                Optional.of(Instant.parse("2026-11-22T09:59:00Z")),
                2,
                99,
                Optional.of(Instant.parse("2026-11-20T09:59:00Z")),
                7);
    }

    /** Two accepted, one of a wrong secret. */
    private final class OneDay implements Journal {

        @Override
        public void happened(Event event) {
            throw new AssertionError("a reader counts nothing");
        }

        @Override
        public Map<Event, Long> sinceStart() {
            throw new AssertionError("processes are nobody's business");
        }

        @Override
        public List<Day> days(int most) {
            if (!available) {
                throw new StoreUnavailableException(new IllegalStateException("switched off"));
            }
            asked.incrementAndGet();
            return List.of(
                    new Day(LocalDate.of(2026, 11, 22), Map.of(Event.ACCEPTED, 2L, Event.REJECTED_UNAUTHORIZED, 1L)));
        }
    }

    /** Is asked for its public half alone. */
    private static final class OneKey implements ReceiptSigner {

        @Override
        public Receipt sign(UUID report, String sha256, Instant received, String previous) {
            throw new AssertionError("a reader gets no receipt");
        }

        @Override
        public String signature(String text) {
            throw new AssertionError("nothing is signed for a reader");
        }

        @Override
        public String publicKey() {
            return "MCow";
        }
    }

    @Test
    void everythingIsSaidOfEachDay() throws Exception {
        releases.publish(new Releases.Release(
                new Releases.Info(4, Instant.EPOCH, "f"),
                List.of(new Releases.Document(Releases.INDEX, Releases.ALL, "{\"release\":4,\"live_nodes\":41}"))));
        HttpResponse<String> answer = server.get("/api/v2/transparency");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                JSON.readTree("{\"release\":4,\"live_nodes\":41,\"oldest_raw\":\"2026-11-20\",\"waiting\":3,"
                        + "\"in_quarantine\":2,\"receipt_key\":\"MCow\",\"exact\":[\"accepted\",\"processed\",\"quarantined\",\"replayed\","
                        + "\"dropped\",\"erasures\"],\"days\":[{\"day\":\"2026-11-22\",\"accepted\":2,\"duplicate\":0,"
                        + "\"rejected\":{\"malformed\":0,\"unauthorized\":1,\"too-large\":0,\"not-gzip\":0,\"too-many\":0,\"stopped\":0},"
                        + "\"clones\":0,\"processed\":0,\"quarantined\":0,\"replayed\":0,\"dropped\":0,\"erasures\":0,"
                        + "\"identities\":0,\"country_unknown\":0,\"crash_reports\":0}]}"),
                JSON.readTree(answer.body()));
        assertEquals(Optional.of("public, max-age=60"), answer.headers().firstValue("Cache-Control"));
        assertEquals(Optional.of("*"), answer.headers().firstValue("Access-Control-Allow-Origin"));
        String etag = answer.headers().firstValue("ETag").orElseThrow();
        assertEquals(
                304, server.get("/api/v2/transparency", "If-None-Match", etag).statusCode());
    }

    @Test
    void theDatabaseIsAskedOnceAMinuteHoweverManyAsk() throws Exception {
        JsonNode first = JSON.readTree(server.get("/api/v2/transparency").body());
        assertTrue(first.path("release").isNull(), "nothing is published yet");
        assertTrue(first.path("live_nodes").isNull());
        server.get("/api/v2/transparency");
        assertEquals(1, asked.get());
        now.updateAndGet(before -> before.plusSeconds(60));
        server.get("/api/v2/transparency");
        assertEquals(2, asked.get());
    }

    @Test
    void whatGoesWrongIsAProblem() throws Exception {
        available = false;
        HttpResponse<String> answer = server.get("/api/v2/transparency");
        assertEquals(503, answer.statusCode());
        assertEquals(Optional.of("application/problem+json"), answer.headers().firstValue("Content-Type"));
        assertEquals(404, server.get("/api/v2/transparency/x").statusCode());
    }
}
