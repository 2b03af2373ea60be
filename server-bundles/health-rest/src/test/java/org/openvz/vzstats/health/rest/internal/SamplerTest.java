package org.openvz.vzstats.health.rest.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SamplerTest {

    /** Derby closes the connection of a thread that is interrupted, and warns of it: seen at every start of a server, when services came. */
    @Test
    void aLookThatGoesOnIsNotInterrupted() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Sampler sampler = new Sampler(() -> {
            looking.countDown();
            try {
                assertTrue(closed.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            looked.countDown();
            return Figures.NONE;
        });
        assertTrue(looking.await(10, TimeUnit.SECONDS));
        sampler.close();
        closed.countDown();
        assertTrue(looked.await(10, TimeUnit.SECONDS));
        assertFalse(interrupted.get());
    }
}
