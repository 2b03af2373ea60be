package org.openvz.vzstats.intake.rest.internal;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A token bucket for each key, in memory only: full at first, and filled evenly. Bounded: the keys not seen for the longest time are
 * forgotten first, those with full buckets at once.
 */
final class RateLimit {

    private static final int MAX_KEYS = 65_536;

    private final long period;
    private final long interval;
    private final LongSupplier nanoTime;
    /** Key to the moment at which its bucket is full again; the key that was seen last stands last. */
    private final Map<String, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true);

    RateLimit(Rate rate, LongSupplier nanoTime) {
        this.period = rate.period().toNanos();
        this.interval = period / rate.requests();
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a token.
     *
     * @throws RefusedException if there is none; it says when there is
     */
    synchronized void admit(String key) throws RefusedException {
        long now = nanoTime.getAsLong();
        forget(now);
        long full = Math.max(0, fullAt.getOrDefault(key, now) - now);
        long wait = full + interval - period;
        if (wait > 0) {
            throw RefusedException.tooMany(Duration.ofNanos(wait));
        }
        fullAt.put(key, now + full + interval);
    }

    private void forget(long now) {
        Iterator<Long> oldestFirst = fullAt.values().iterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next() - now > 0 && fullAt.size() < MAX_KEYS) {
                return;
            }
            oldestFirst.remove();
        }
    }
}
