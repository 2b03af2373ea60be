package org.openvz.vzstats.processing.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerTest {

    /** Derby does that to every thread that uses a database which fails. */
    @Test
    void goesOnAfterARoundThatWasInterrupted() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        Worker worker = new Worker("test", () -> {
            rounds.countDown();
            Thread.currentThread().interrupt();
            return Duration.ofMillis(1);
        });
        worker.start();
        assertTrue(rounds.await(1, TimeUnit.MINUTES));
        worker.close();
    }
}
