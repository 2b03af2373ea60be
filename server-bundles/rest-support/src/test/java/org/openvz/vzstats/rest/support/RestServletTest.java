package org.openvz.vzstats.rest.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a servlet while it is in use, as when its bundle is swapped. */
@Timeout(60)
class RestServletTest {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    @Test
    void theRequestsThatAreInItAreAnsweredFirst() throws Exception {
        try (RestServer server = new RestServer("/*", new Slow(entered, leave))) {
            FutureTask<Integer> request =
                    new FutureTask<>(() -> server.get("/slow").statusCode());
            new Thread(request, "request").start();
            entered.await();
            Thread end = new Thread(server.servlet()::destroy, "end");
            end.start();
            while (end.getState() != Thread.State.TIMED_WAITING && end.isAlive()) {
                Thread.onSpinWait();
            }
            assertEquals(Thread.State.TIMED_WAITING, end.getState());

            leave.countDown();

            assertEquals(200, request.get());
            end.join();
        }
    }

    @Test
    void whoComesTooLateComesBack() throws Exception {
        leave.countDown();
        try (RestServer server = new RestServer("/*", new Slow(entered, leave))) {
            assertEquals(200, server.get("/slow").statusCode());
            server.servlet().destroy();

            HttpResponse<String> answer = server.get("/slow");

            assertEquals(503, answer.statusCode(), answer.body());
            assertEquals(Optional.of(Problem.TYPE), answer.headers().firstValue("Content-Type"));
            assertEquals(Optional.of("10"), answer.headers().firstValue("Retry-After"));
        }
    }

    /** Answers when it may. */
    @Path("slow")
    @SuppressWarnings("DoNotCallSuggester") // only JAX-RS calls it
    public static final class Slow {

        private final CountDownLatch entered;
        private final CountDownLatch leave;

        Slow(CountDownLatch entered, CountDownLatch leave) {
            this.entered = entered;
            this.leave = leave;
        }

        @GET
        public String get() throws InterruptedException {
            entered.countDown();
            leave.await();
            return "answered";
        }
    }
}
