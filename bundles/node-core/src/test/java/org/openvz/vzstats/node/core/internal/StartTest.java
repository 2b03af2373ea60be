package org.openvz.vzstats.node.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartTest {

    private final Deque<Runnable> looks = new ArrayDeque<>();
    private final AtomicInteger begun = new AtomicInteger();
    private Optional<String> platform = Optional.of("Karaf");
    private long nanos = Long.MAX_VALUE - 1;
    private final Start start = new Start(() -> platform, Duration.ofSeconds(5), () -> nanos);

    @BeforeEach
    void begin() {
        start.whenOver(
                new Timer() {
                    @Override
                    public void after(Duration wait, Runnable task) {
                        looks.add(task);
                    }

                    @Override
                    public void close() {}
                },
                begun::incrementAndGet);
    }

    @Test
    void aPlatformThatStartsIsWaitedForHoweverLongItTakes() throws Exception {
        passes(Duration.ofHours(1));
        assertEquals(Optional.of("Karaf"), start.waitsFor());
        platform = Optional.empty();
        passes(Duration.ofSeconds(4));
        assertEquals(Optional.of("policies that may still come"), start.waitsFor());
        assertFalse(start.await(Duration.ZERO));
        passes(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), start.waitsFor());
        assertTrue(start.await(Duration.ZERO));
    }

    @Test
    void eachPolicyThatComesMayBeFollowedByAnother() {
        platform = Optional.empty();
        for (int policy = 0; policy < 5; policy++) {
            passes(Duration.ofSeconds(4));
            start.policyChanged();
        }
        assertEquals(0, begun.get());
        passes(Duration.ofSeconds(5));
        assertEquals(1, begun.get());
    }

    @Test
    void itIsOverOnceAndForAll() {
        platform = Optional.empty();
        passes(Duration.ofSeconds(10));
        assertEquals(0, looks.size(), "nobody looks any more");
        start.policyChanged();
        platform = Optional.of("another feature");
        assertEquals(Optional.empty(), start.waitsFor());
        assertEquals(1, begun.get());
    }

    /** Seen where a feature brings the node's configuration a moment after its bundle: who asked the first node waited for nothing. */
    @Test
    void nobodyWaitsForANodeThatStops() throws Exception {
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                waiting.complete(start.await(Duration.ofHours(1)));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        asking.start();
        start.stop();
        assertFalse(waiting.get(20, TimeUnit.SECONDS));
        assertFalse(start.await(Duration.ofHours(1)));
        platform = Optional.empty();
        passes(Duration.ofMinutes(1));
        assertEquals(0, begun.get());
    }

    private void passes(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            nanos += Duration.ofSeconds(1).toNanos();
            Optional.ofNullable(looks.poll()).ifPresent(Runnable::run);
        }
    }
}
