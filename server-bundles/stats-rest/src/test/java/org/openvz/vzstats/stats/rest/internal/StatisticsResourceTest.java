package org.openvz.vzstats.stats.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.rest.support.RestServer;
import org.openvz.vzstats.server.api.Releases.Document;
import org.openvz.vzstats.server.api.Releases.Info;
import org.openvz.vzstats.server.api.Releases.Release;

/** The statistics as a reader sees them. */
class StatisticsResourceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String CELLS =
            "{\"cells\":[{\"value\":\"ssd\",\"nodes\":7,\"share\":0.70},{\"value\":\"hdd\",\"nodes\":3,\"share\":0.30}]}";

    /** Of release 17, generated {@link #NOW}. */
    private static final String TAG = "\"17-" + Long.toHexString(NOW.getEpochSecond()) + "\"";

    private final MemoryReleases releases = new MemoryReleases();
    private final AtomicLong now = new AtomicLong(NOW.toEpochMilli());
    private final RestServer server = new RestServer(
            StatisticsServlet.PATTERN,
            new StatisticsServlet(new StatisticsResource(releases, () -> Instant.ofEpochMilli(now.get()))));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void beforeTheFirstReleaseThereIsNothingYet() throws Exception {
        for (String path : List.of("", "/disk.count", "/disk.count.csv", "/disk.count/history")) {
            HttpResponse<String> answer = get(path);
            assertEquals(503, answer.statusCode());
            assertEquals(Optional.of("1"), answer.headers().firstValue("Retry-After"));
            assertEquals(
                    Optional.of("application/problem+json"), answer.headers().firstValue("Content-Type"));
        }
    }

    @Test
    void documentsArePassedOnUnchanged() throws Exception {
        publish(17, NOW, NOW.plusSeconds(120));
        assertEquals(index(NOW, NOW.plusSeconds(120)), get("").body());
        assertEquals(CELLS, get("/disk.count").body());
        assertEquals(CELLS, get("/disk.count?platform=").body());
        assertEquals(
                "{\"cells\":[],\"platform\":\"openvz 7\"}",
                get("/disk.count?platform=openvz%207").body());
        HttpResponse<String> answer = get("/disk.count");
        assertEquals(200, answer.statusCode());
        assertEquals(Optional.of("application/json"), answer.headers().firstValue("Content-Type"));
        assertEquals(Optional.of(TAG), answer.headers().firstValue("ETag"));
        assertEquals(Optional.of("public, max-age=120"), answer.headers().firstValue("Cache-Control"));
        assertEquals(Optional.of("*"), answer.headers().firstValue("Access-Control-Allow-Origin"));
    }

    @Test
    void whatWasReadIsNotReadAgain() throws Exception {
        publish(17, NOW, NOW.plusSeconds(120));
        assertEquals(CELLS, get("/disk.count").body());
        int reads = releases.reads();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = get("/disk.count");
            assertEquals(CELLS, answer.body());
            assertEquals(
                    Optional.of(Integer.toString(CELLS.length())),
                    answer.headers().firstValue("Content-Length"));
            assertEquals(200, get("/disk.count.csv").statusCode());
        }
        assertEquals(reads, releases.reads());
    }

    @Test
    void whatIsAtHandIsAnsweredAsBefore() throws Exception {
        publish(17, NOW, NOW.plusSeconds(120));
        for (String path : List.of("", "/", "/disk.count")) {
            for (String tag : List.of("\"16\"", TAG)) {
                now.addAndGet(1_000);
                HttpResponse<String> read = get(path, "If-None-Match", tag);
                int reads = releases.reads();
                HttpResponse<String> atHand = get(path, "If-None-Match", tag);
                assertEquals(reads, releases.reads(), path);
                assertEquals(read.statusCode(), atHand.statusCode());
                assertEquals(read.body(), atHand.body());
                assertEquals(headers(read), headers(atHand));
            }
        }
    }

    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        // CXF sends in chunks, and says 0 with a 304, which need not.
        headers.remove("content-length");
        headers.remove("transfer-encoding");
        return headers;
    }

    @Test
    void theNextReleaseIsThereWithinASecond() throws Exception {
        publish(17, NOW, NOW.plusSeconds(120));
        assertEquals(200, get("/disk.count").statusCode());
        String cells = "{\"cells\":[]}";
        releases.publish(new Release(new Info(18, NOW, "f"), List.of(new Document("disk.count", "", cells))));
        now.addAndGet(1_000);
        HttpResponse<String> answer = get("/disk.count");
        assertEquals(cells, answer.body());
        assertEquals(Optional.of("\"18\""), answer.headers().firstValue("ETag"));
        assertEquals(404, get("/disk.count?platform=openvz%207").statusCode());
    }

    @Test
    void anAnswerIsKeptUntilTheNextReleaseIsDue() throws Exception {
        publish(1, NOW, NOW.plus(Duration.ofDays(1)));
        assertEquals("public, max-age=3600", cacheControl());
        now.addAndGet(Duration.ofHours(23).plusMinutes(30).toMillis());
        assertEquals("public, max-age=1800", cacheControl());
        now.addAndGet(Duration.ofHours(10).toMillis());
        assertEquals("public, max-age=1", cacheControl());
        releases.publish(new Release(
                new Info(2, NOW, "f"), List.of(new Document("", "", "{}"), new Document("disk.count", "", CELLS))));
        assertEquals("public, max-age=1", cacheControl());
    }

    @Test
    void aCopyThatIsStillGoodIsNotSentAgain() throws Exception {
        publish(17, NOW, NOW.plusSeconds(120));
        for (String path : List.of("", "/disk.count", "/disk.count.csv", "/disk.count/history")) {
            for (String tag : List.of(TAG, "W/" + TAG, "\"16\", " + TAG, "*")) {
                HttpResponse<String> answer = get(path, "If-None-Match", tag);
                assertEquals(304, answer.statusCode(), path + tag);
                assertEquals("", answer.body());
                assertEquals(Optional.of(TAG), answer.headers().firstValue("ETag"));
                assertEquals(
                        Optional.of("public, max-age=120"), answer.headers().firstValue("Cache-Control"));
            }
            assertEquals(200, get(path, "If-None-Match", "\"16\"").statusCode());
        }
    }

    @Test
    void aReleaseOfTheSameNumberInAnotherDatabaseIsAnother() throws Exception {
        publish(17, NOW.minusSeconds(3_600), NOW.plusSeconds(120));
        HttpResponse<String> answer = get("/disk.count", "If-None-Match", TAG);
        assertEquals(200, answer.statusCode());
        assertNotEquals(Optional.of(TAG), answer.headers().firstValue("ETag"));
    }

    @Test
    void headWorksAndWritingDoesNot() throws Exception {
        publish(17, NOW, NOW.plusSeconds(120));
        HttpResponse<String> head = server.send(HttpRequest.newBuilder(server.at("/api/v2/statistics/disk.count"))
                .method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(Optional.of(TAG), head.headers().firstValue("ETag"));
        assertEquals(
                405,
                server.send(HttpRequest.newBuilder(server.at("/api/v2/statistics"))
                                .POST(BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void whatWasNotPublishedIsNotThere() throws Exception {
        publish(17, NOW, NOW.plusSeconds(120));
        for (String path : List.of(
                "/disk.none",
                "/disk.count?platform=none",
                "/disk.none.csv",
                "/disk.count.csv?platform=none",
                "/disk.none/history",
                "/disk.count/history?platform=none",
                "/%22",
                "/" + "x".repeat(101),
                "/disk.count?platform=%00",
                "/disk.count?platform=" + "x".repeat(129),
                "/disk.count/none")) {
            HttpResponse<String> answer = get(path);
            assertEquals(404, answer.statusCode(), path);
            assertEquals(
                    Optional.of("application/problem+json"), answer.headers().firstValue("Content-Type"));
        }
    }

    @Test
    void cellsAsCsv() throws Exception {
        publish(17, NOW, NOW.plusSeconds(120));
        HttpResponse<String> answer = get("/disk.count.csv");
        assertEquals("value,nodes,share\r\nssd,7,0.7\r\nhdd,3,0.3\r\n", answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/csv;"));
        assertEquals(
                Optional.of("attachment; filename=\"disk.count.csv\""),
                answer.headers().firstValue("Content-Disposition"));
        assertEquals(
                "value,nodes,share\r\n",
                get("/disk.count.csv?platform=openvz%207").body());
    }

    @Test
    void dayByDay() throws Exception {
        publish(1, NOW.minus(Duration.ofDays(400)), NOW);
        publish(2, NOW.minus(Duration.ofDays(89)), NOW);
        publish(3, NOW.minusSeconds(60), NOW);
        publish(4, NOW, NOW.plusSeconds(1));
        String day = CELLS;
        String begin = "{\"metric\":\"disk.count\",\"platform\":null,\"days\":[";
        assertEquals(begin + day + "," + day + "]}", get("/disk.count/history").body());
        assertEquals(
                begin + day + "]}",
                get("/disk.count/history?from=2025-01-01&to=2025-12-31").body());
        assertEquals(
                begin + "]}",
                get("/disk.count/history?from=2024-01-01&to=2024-12-31").body());
        assertEquals(
                begin + day + "," + day + "," + day + "]}",
                get("/disk.count/history?from=2025-01-01").body());
    }

    @Test
    void daysThatAreNone() throws Exception {
        publish(1, NOW, NOW);
        for (String query : List.of(
                "from=yesterday",
                "from=",
                "to=2026-02-30",
                "from=2026-11-22T00:00:00Z",
                "to=%2B999999999-12-31",
                "from=2026-11-23",
                "from=2026-05-02&to=2026-05-01",
                "from=2024-01-01&to=2026-11-22")) {
            assertEquals(400, get("/disk.count/history?" + query).statusCode(), query);
        }
    }

    @Test
    void theReaderComesBackWhenTheStoreIsAway() throws Exception {
        releases.available(false);
        assertEquals(503, get("").statusCode());
    }

    private String cacheControl() throws Exception {
        return get("/disk.count").headers().firstValue("Cache-Control").orElse("");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return server.get("/api/v2/statistics" + path, headers);
    }

    private void publish(long number, Instant generated, Instant next) {
        releases.publish(new Release(
                new Info(number, generated, "fingerprint"),
                List.of(
                        new Document("", "", index(generated, next)),
                        new Document("disk.count", "", CELLS),
                        new Document("disk.count", "openvz 7", "{\"cells\":[],\"platform\":\"openvz 7\"}"))));
    }

    private static String index(Instant generated, Instant next) {
        return "{\"generated\": \"" + generated + "\", \"next\": \"" + next + "\", \"metrics\": []}";
    }
}
