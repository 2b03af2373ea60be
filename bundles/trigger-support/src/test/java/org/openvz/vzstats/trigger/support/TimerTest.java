package org.openvz.vzstats.trigger.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimerTest {

    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void itTakesStepsUntilTheLastAndItsThreadEnds() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Timer timer = new Timer("vzstats-test-steps", SOON, () -> {
            return steps.incrementAndGet() < 3 ? Optional.of(SOON) : Optional.empty();
        });
        while (isThere("vzstats-test-steps") || steps.get() < 3) {
            Thread.onSpinWait();
        }
        timer.close();
        assertEquals(3, steps.get());
    }

    @Test
    void closingEndsAStepThatIsBeingTaken() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Timer timer = new Timer("vzstats-test-close", Duration.ZERO, () -> {
            began.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return Optional.of(SOON);
        });
        began.await();
        timer.close();
        interrupted.await();
        // It ends at all: the test would not.
        while (isThere("vzstats-test-close")) {
            Thread.onSpinWait();
        }
    }

    private static boolean isThere(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(one -> one.getName().equals(thread));
    }
}
