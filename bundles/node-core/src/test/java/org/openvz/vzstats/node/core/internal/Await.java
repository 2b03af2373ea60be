package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens on another thread, but not for ever. */
final class Await {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Await() {}

    static void until(String what, Callable<Boolean> happened) throws Exception {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!happened.call()) {
            if (System.nanoTime() > deadline) {
                fail("waited in vain: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static void opened(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            fail("waited in vain");
        }
    }
}
