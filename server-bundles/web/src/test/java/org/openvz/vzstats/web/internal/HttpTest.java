package org.openvz.vzstats.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages and files as a browser gets them. */
class HttpTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final RecordedReleases releases = RecordedReleases.one();
    private final SiteServer site = new SiteServer(releases);

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void headersThatHoldTheBrowserToOurOwn() throws Exception {
        for (String path :
                List.of("/", "/metrics/disk.count", "/embed/disk.count", "/charts/disk.count.svg", asset("site.js"))) {
            HttpResponse<String> answer = site.get(path);
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertTrue(
                    policy.endsWith(path.startsWith("/embed/") ? "frame-ancestors *" : "frame-ancestors 'none'"), path);
            assertEquals(Optional.of("nosniff"), answer.headers().firstValue("X-Content-Type-Options"));
            assertEquals(Optional.of("no-referrer"), answer.headers().firstValue("Referrer-Policy"));
            assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
        }
    }

    @Test
    void nothingNeedsMoreThanThePolicyAllows() throws Exception {
        for (String path :
                List.of("/", "/about", "/topics/disk", "/metrics/disk.count", "/search?q=x", "/embed/disk.count")) {
            String page = site.page(path);
            assertFalse(page.contains(" style=\""), path);
            assertFalse(page.contains("<style"), path);
            assertFalse(Pattern.compile(" on[a-z]+=").matcher(page).find(), path);
            assertFalse(Pattern.compile("<script(?! src=)").matcher(page).find(), path);
            assertFalse(
                    Pattern.compile("(?:https?:)?//[a-z0-9]", Pattern.CASE_INSENSITIVE)
                            .matcher(page)
                            .find(),
                    path);
        }
        for (String file : List.of("site.css", "site.js", "theme.js")) {
            String content = site.page(asset(file));
            for (String word : List.of(
                    "://",
                    "eval(",
                    "innerHTML",
                    "outerHTML",
                    "insertAdjacentHTML",
                    "cookie",
                    "localStorage",
                    "@import")) {
                assertFalse(content.contains(word), file + " has " + word);
            }
        }
    }

    @Test
    void filesAreKeptForeverAndPagesAsLongAsTheyAreGood() throws Exception {
        assertEquals(
                Optional.of("public, max-age=31536000, immutable"),
                site.get(asset("site.css")).headers().firstValue("Cache-Control"));
        // A page that was kept may ask for the files of another version.
        HttpResponse<String> other = site.get("/assets/00000000/site.css");
        assertEquals(200, other.statusCode());
        assertEquals(Optional.of("no-cache"), other.headers().firstValue("Cache-Control"));
        assertEquals(Optional.of("public, max-age=60"), site.get("/").headers().firstValue("Cache-Control"));
        assertEquals(404, site.get("/assets/00000000/Site.class").statusCode());
        assertEquals(404, site.get("/assets/").statusCode());
    }

    @Test
    void whatIsKeptIsNotSentAgain() throws Exception {
        for (String path : List.of("/", "/about", "/metrics/disk.count", "/charts/disk.count.svg", asset("site.css"))) {
            HttpResponse<String> first = site.get(path);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            for (String kept : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
                HttpResponse<String> again = site.get(path, "If-None-Match", kept);
                assertEquals(304, again.statusCode(), path);
                assertEquals("", again.body());
            }
            assertEquals(200, site.get(path, "If-None-Match", "\"x\"").statusCode());
        }
    }

    @Test
    void whatIsMadeIsMadeOnce() throws Exception {
        site.page("/topics/disk");
        int reads = releases.reads();
        site.page("/topics/disk");
        assertEquals(reads, releases.reads());
    }

    @Test
    void packedForWhoeverTakesIt() throws Exception {
        byte[] plain = site.page("/").getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> packed = site.bytes(HttpRequest.newBuilder(site.at("/"))
                .header("Accept-Encoding", "br, gzip")
                .build());
        assertEquals(Optional.of("gzip"), packed.headers().firstValue("Content-Encoding"));
        assertTrue(packed.body().length < plain.length / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertEquals(
                    new String(plain, StandardCharsets.UTF_8), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertTrue(site.bytes(HttpRequest.newBuilder(site.at("/"))
                        .header("Accept-Encoding", "gzip;q=0")
                        .build())
                .headers()
                .firstValue("Content-Encoding")
                .isEmpty());
        assertTrue(packed.headers().firstValue("Vary").orElse("").contains("Accept-Encoding"));
    }

    @Test
    void theFirstVisitTakesLittle() throws Exception {
        int bytes = 0;
        for (String path : List.of("/", asset("site.css"), asset("site.js"), asset("theme.js"), asset("icon.svg"))) {
            bytes += site.bytes(HttpRequest.newBuilder(site.at(path))
                            .header("Accept-Encoding", "gzip")
                            .build())
                    .body()
                    .length;
        }
        assertTrue(bytes < 60_000, bytes + " bytes");
    }

    @Test
    void whoeverDeliversWhereNobodyIsYetComesBack() throws Exception {
        for (String path :
                List.of("/api/v2/nodes", "/api/v2/nodes/1/reports", "/reports/new/", "/genuuid.php", "/submit.php")) {
            HttpResponse<byte[]> answer = site.bytes(HttpRequest.newBuilder(site.at(path))
                    .POST(BodyPublishers.ofString("something"))
                    .build());
            assertEquals(503, answer.statusCode(), path);
            assertEquals("10", answer.headers().firstValue("Retry-After").orElse(""), path);
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""));
        }
    }

    @Test
    void onlyReading() throws Exception {
        HttpResponse<byte[]> head = site.bytes(HttpRequest.newBuilder(site.at("/"))
                .method("HEAD", BodyPublishers.noBody())
                .build());
        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        assertTrue(head.headers().firstValueAsLong("Content-Length").orElse(0) > 1_000);
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
            HttpResponse<byte[]> answer = site.bytes(HttpRequest.newBuilder(site.at("/"))
                    .method(method, BodyPublishers.noBody())
                    .build());
            assertEquals(405, answer.statusCode(), method);
            assertEquals(Optional.of("GET, HEAD"), answer.headers().firstValue("Allow"), method);
        }
    }

    @Test
    void whatIsAskedWronglyGetsAClearPage() throws Exception {
        for (String path : List.of(
                "/metrics/disk.count?from=yesterday",
                "/metrics/disk.count?from=2026-13-01",
                "/metrics/disk.count?from=2026-11-22&to=2026-11-01",
                "/metrics/disk.count?from=2001-01-01",
                "/search?q=" + "x".repeat(3_000))) {
            failure(400, path);
        }
        for (String path : List.of(
                "/nowhere",
                "/metrics/",
                "/metrics/disk.none",
                "/metrics/disk.count?platform=none",
                "/metrics/disk.count?compare=none",
                "/topics/none",
                "/charts/none.svg",
                "/embed/none",
                "/topics/" + "x".repeat(1_000))) {
            failure(404, path);
        }
        String broken = site.raw("GET /search?q=%zz HTTP/1.0\r\nAccept: text/html\r\n\r\n");
        assertTrue(broken.startsWith("HTTP/1.1 400 ") && broken.contains("<h1>"), broken);
        assertTrue(site.raw("GET /search?q=%ff&&=&x HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 200 "));
    }

    private void failure(int status, String path) throws Exception {
        HttpResponse<String> page = site.get(path, "Accept", BROWSER);
        assertEquals(status, page.statusCode(), path);
        Pages.parsed(page.body());
        assertFalse(page.body().contains("Exception"), path);
        HttpResponse<String> problem = site.get(path);
        assertEquals(status, problem.statusCode(), path);
        assertEquals(
                "application/problem+json",
                problem.headers().firstValue("Content-Type").orElse(""),
                path);
        assertTrue(problem.body().contains("\"status\":" + status), problem.body());
    }

    @Test
    void whoAsksTheApiGetsAProblem() throws Exception {
        HttpResponse<String> answer = site.get("/api/v2/nothing", "Accept", BROWSER);
        assertEquals(404, answer.statusCode());
        assertEquals(Optional.of("application/problem+json"), answer.headers().firstValue("Content-Type"));
    }

    @Test
    void whileTheDatabaseIsAwayWhatWasReadStays() throws Exception {
        String page = site.page("/topics/disk");
        String file = asset("site.css");
        releases.available(false);
        assertEquals(page, site.page("/topics/disk"));
        assertEquals(200, site.get(file).statusCode());
        HttpResponse<String> away = site.get("/topics/cpu", "Accept", BROWSER);
        assertEquals(503, away.statusCode());
        assertEquals(Optional.of("10"), away.headers().firstValue("Retry-After"));
        Pages.parsed(away.body());
        try (SiteServer none = new SiteServer(null)) {
            assertEquals(503, none.get("/", "Accept", BROWSER).statusCode());
        }
    }

    @Test
    void theLanguageOfTheBrowserOrTheOneThatIsChosen() throws Exception {
        assertTrue(site.page("/", "Accept-Language", "de, ru;q=0.8, en;q=0.5").contains("<html lang=\"ru\""));
        assertTrue(site.page("/", "Accept-Language", "de").contains("<html lang=\"en\""));
        assertTrue(site.page("/", "Accept-Language", ";;q=x,".repeat(400)).contains("<html lang=\"en\""));
        String chosen = site.page("/?lang=ru", "Accept-Language", "en");
        assertTrue(chosen.contains("<html lang=\"ru\""));
        assertTrue(chosen.contains("href=\"/topics/disk?lang=ru\""), "links keep it");
        assertTrue(chosen.contains("href=\"/?lang=en\" hreflang=\"en\""), "and it can be changed");
        assertTrue(site.get("/").headers().firstValue("Vary").orElse("").contains("Accept-Language"));
    }

    private String asset(String name) throws Exception {
        Matcher path = Pattern.compile("(/assets/[^/\"]+/)site\\.css").matcher(site.page("/"));
        assertTrue(path.find());
        return path.group(1) + name;
    }
}
