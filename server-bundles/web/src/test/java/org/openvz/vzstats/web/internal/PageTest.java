package org.openvz.vzstats.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openvz.vzstats.rest.support.RestServer;

/** The files of the page, as a browser gets them. */
class PageTest {

    private final RestServer server = new RestServer(PageServlet.PATTERN, new PageResource());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thePageHasAllItNeedsAndNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/");
        assertEquals(200, page.statusCode());
        assertEquals("text/html;charset=utf-8", type(page));
        assertEquals("text/javascript;charset=utf-8", type(get("/assets/app.js")));
        assertEquals("text/css;charset=utf-8", type(get("/assets/style.css")));
        Matcher links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
        while (links.find()) {
            String link = String.valueOf(links.group(1));
            assertTrue(
                    List.of("data:,", "/api/v2/statistics", "/api/v2/dictionary")
                                    .contains(link)
                            || get(link).statusCode() == 200,
                    link);
        }
        for (String file : List.of("/", "/assets/app.js", "/assets/style.css")) {
            assertFalse(get(file).body().contains("://"), file + " names another host");
        }
    }

    @Test
    void theScriptMakesNoMarkupOfData() throws Exception {
        String script = get("/assets/app.js").body();
        for (String markup : List.of("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")) {
            assertFalse(script.contains(markup), markup);
        }
        assertFalse(script.contains("cookie"));
        assertFalse(script.contains("localStorage"));
    }

    @Test
    void headersThatHoldTheBrowserToThat() throws Exception {
        for (String path : List.of("/", "/assets/app.js")) {
            HttpResponse<String> answer = get(path);
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals(Optional.of("nosniff"), answer.headers().firstValue("X-Content-Type-Options"));
            assertEquals(Optional.of("no-referrer"), answer.headers().firstValue("Referrer-Policy"));
            assertEquals(Optional.of("no-cache"), answer.headers().firstValue("Cache-Control"));
        }
    }

    @Test
    void aCopyThatIsStillGoodIsNotSentAgain() throws Exception {
        String etag = get("/").headers().firstValue("ETag").orElseThrow();
        for (String kept : List.of(etag, "W/" + etag, "\"x\", " + etag, "*")) {
            HttpResponse<String> answer =
                    server.send(HttpRequest.newBuilder(server.at("/")).header("If-None-Match", kept));
            assertEquals(304, answer.statusCode());
            assertEquals("", answer.body());
        }
        assertEquals(
                200,
                server.send(HttpRequest.newBuilder(server.at("/")).header("If-None-Match", "\"x\""))
                        .statusCode());
    }

    @Test
    void onlyReading() throws Exception {
        HttpResponse<String> head =
                server.send(HttpRequest.newBuilder(server.at("/")).method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        for (String method : List.of("POST", "PUT", "DELETE", "TRACE")) {
            HttpResponse<String> answer =
                    server.send(HttpRequest.newBuilder(server.at("/")).method(method, BodyPublishers.noBody()));
            assertEquals(405, answer.statusCode(), method);
        }
        for (String path : List.of(
                "/assets/",
                "/assets/none",
                "/assets/PageResource.class",
                "/assets/../index.html",
                "/assets",
                "/nowhere")) {
            assertEquals(404, get(path).statusCode(), path);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return server.get(path);
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
