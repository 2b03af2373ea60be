package org.openvz.vzstats.intake.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    // A clock that starts anywhere, and overflows on the way, as System.nanoTime may.
    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());

    @Test
    void asManyAsTheRateAllowsAndNoMore() throws Exception {
        RateLimit limit = new RateLimit(Rate.parse("rate", "3/m"), now::get);
        admit(limit, "a", 3);
        assertEquals(Duration.ofSeconds(20), refused(limit, "a"));
        pass(Duration.ofSeconds(8));
        assertEquals(Duration.ofSeconds(12), refused(limit, "a"));
        pass(Duration.ofSeconds(12));
        admit(limit, "a", 1);
        refused(limit, "a");
        pass(Duration.ofMinutes(5));
        admit(limit, "a", 3);
        refused(limit, "a");
    }

    @Test
    void keysDoNotShare() throws Exception {
        RateLimit limit = new RateLimit(Rate.parse("rate", "1/h"), now::get);
        admit(limit, "a", 1);
        admit(limit, "b", 1);
        refused(limit, "a");
        refused(limit, "b");
    }

    @Test
    void aFloodOfKeysIsForgottenOldestFirst() throws Exception {
        RateLimit limit = new RateLimit(Rate.parse("rate", "1/h"), now::get);
        for (int i = 0; i < 70_000; i++) {
            admit(limit, "key " + i, 1);
        }
        refused(limit, "key 69999");
        admit(limit, "key 0", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "600", "0/m", "-1/m", "600/d", "m", "1.5/s", "1000000000/m"})
    void whatIsNoRate(String text) {
        assertThrows(IllegalArgumentException.class, () -> Rate.parse("rate", text));
    }

    @Test
    void rates() {
        assertEquals(new Rate(600, Duration.ofMinutes(1)), Rate.parse("rate", " 600/m "));
        assertEquals(new Rate(5, Duration.ofSeconds(1)), Rate.parse("rate", "5/s"));
        assertEquals(new Rate(1, Duration.ofHours(1)), Rate.parse("rate", "1/h"));
    }

    @Test
    void aSenderIsAnAddressOrTheNetworkOfAHost() {
        assertEquals("192.0.2.1", Sender.of("192.0.2.1"));
        assertEquals(Sender.of("[2001:db8:0:1:0:0:0:1]"), Sender.of("2001:db8:0:1:ffff::2"));
        assertNotEquals(Sender.of("2001:db8:0:1::1"), Sender.of("2001:db8:0:2::1"));
        assertEquals("no:address", Sender.of("no:address"));
    }

    private static void admit(RateLimit limit, String key, int times) throws RefusedException {
        for (int i = 0; i < times; i++) {
            limit.admit(key);
        }
    }

    private static Duration refused(RateLimit limit, String key) {
        return assertThrows(RefusedException.class, () -> limit.admit(key)).retryAfter();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
