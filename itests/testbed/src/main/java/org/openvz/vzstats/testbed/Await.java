package org.openvz.vzstats.testbed;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until something is so, and not for ever. */
public final class Await {

    private Await() {}

    /**
     * Asks again and again.
     *
     * @throws AssertionError if it is not so in time; with the last failure of asking, if there was one
     */
    public static void until(String what, Duration atMost, Callable<Boolean> so) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        Exception last = null;
        do {
            try {
                if (so.call()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e; // Not up yet, perhaps: the next time tells.
            }
            pause();
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + atMost.toSeconds() + " s: " + what, last);
    }

    private static void pause() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }
}
