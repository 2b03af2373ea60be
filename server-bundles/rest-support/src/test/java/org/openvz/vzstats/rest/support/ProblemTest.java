package org.openvz.vzstats.rest.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openvz.vzstats.server.api.StoreUnavailableException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemTest {

    private static final String SECRET = "jdbc:derby:/opt/secret";

    private RestServer server;

    @BeforeAll
    void start() {
        server = new RestServer("/*", new Broken());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void whatIsNotThereYetAsksToComeBack() throws Exception {
        try (RestServer waiting = new RestServer("/api/v2/nodes/*", new Unavailable())) {
            for (String path : new String[] {"/api/v2/nodes", "/api/v2/nodes/", "/api/v2/nodes/x/reports"}) {
                HttpResponse<String> answer = waiting.get(path);
                assertEquals(503, answer.statusCode(), path);
                assertEquals("10", answer.headers().firstValue("Retry-After").orElse(""));
                assertEquals(
                        Problem.TYPE,
                        answer.headers().firstValue("Content-Type").orElse(""));
            }
            HttpRequest.Builder post =
                    HttpRequest.newBuilder(waiting.at("/api/v2/nodes")).POST(HttpRequest.BodyPublishers.ofString("x"));
            assertEquals(503, waiting.send(post).statusCode());
        }
    }

    @Test
    void anUnexpectedFailureTellsNothing() throws Exception {
        problem(500, "Internal Server Error", server.get("/broken/unexpected"));
        problem(500, "Internal Server Error", server.get("/broken/error"));
        problem(500, "Internal Server Error", server.get("/broken/answered?status=500"));
    }

    @Test
    void theClientComesBackWhenTheStoreIsAway() throws Exception {
        HttpResponse<String> answer = server.get("/broken/store");
        problem(503, "Service Unavailable", answer);
        assertEquals(Optional.of("10"), answer.headers().firstValue("Retry-After"));
    }

    @Test
    void whatJaxRsRefusesIsAProblemToo() throws Exception {
        problem(404, "Not Found", server.get("/nowhere"));
        problem(404, "Not Found", server.get("/broken/nowhere"));
        problem(404, "Not Found", server.get("/broken/typed?number=many"));
        problem(406, "Not Acceptable", server.get("/broken/typed?number=1", "Accept", "image/png"));
        HttpResponse<String> method =
                server.send(HttpRequest.newBuilder(server.at("/broken/store")).POST(BodyPublishers.noBody()));
        problem(405, "Method Not Allowed", method);
        assertTrue(method.headers().firstValue("Allow").orElse("").contains("GET"));
    }

    @Test
    void headersToActUponAreKeptAndOthersAreNot() throws Exception {
        HttpResponse<String> answer = server.get("/broken/answered?status=401");
        problem(401, "Unauthorized", answer);
        assertEquals(Optional.of("Bearer"), answer.headers().firstValue("WWW-Authenticate"));
        assertEquals(Optional.of("7"), answer.headers().firstValue("Retry-After"));
        assertEquals(Optional.empty(), answer.headers().firstValue("X-Powered-By"));
    }

    @Test
    void aStatusWithoutANameIsAProblemToo() throws Exception {
        problem(499, "Error", server.get("/broken/answered?status=499"));
        problem(599, "Error", server.get("/broken/answered?status=599"));
    }

    @Test
    void aProblemThatIsThrownIsAnswered() throws Exception {
        HttpResponse<String> answer = server.get("/broken/problem");
        problem(404, "Not Found", answer);
        assertTrue(answer.body().contains("\"detail\":\"No such \\\"thing\\\".\""), answer.body());
    }

    @Test
    void aRedirectIsNoProblem() throws Exception {
        assertEquals(304, server.get("/broken/answered?status=304").statusCode());
    }

    private static void problem(int status, String title, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(Optional.of(Problem.TYPE), answer.headers().firstValue("Content-Type"));
        assertTrue(
                answer.body()
                        .startsWith("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status
                                + ",\"detail\":\""),
                answer.body());
        assertFalse(answer.body().contains(SECRET), answer.body());
        assertFalse(answer.body().contains("Exception"), answer.body());
    }

    /** Fails in every way there is. */
    @Path("broken")
    @SuppressWarnings("DoNotCallSuggester") // only JAX-RS calls it
    public static final class Broken {

        @GET
        @Path("unexpected")
        public String unexpected() throws IOException {
            throw new IOException(SECRET);
        }

        @GET
        @Path("error")
        public String error() {
            throw new NoClassDefFoundError(SECRET);
        }

        @GET
        @Path("store")
        public String store() {
            throw new StoreUnavailableException(new IOException(SECRET));
        }

        @GET
        @Path("typed")
        @Produces("application/json")
        public String typed(@QueryParam("number") int number) {
            return "{}";
        }

        @GET
        @Path("answered")
        public String answered(@QueryParam("status") int status) {
            throw new WebApplicationException(
                    SECRET,
                    Response.status(status)
                            .header("WWW-Authenticate", "Bearer")
                            .header("Retry-After", 7)
                            .header("X-Powered-By", SECRET)
                            .build());
        }

        @GET
        @Path("problem")
        public String problem() {
            throw new WebApplicationException(
                    Problem.of(404, "No such \"thing\".").build());
        }
    }
}
