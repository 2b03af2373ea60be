package org.openvz.vzstats.intake.rest.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests of each sender are in work at once. Who sends slowly holds up a thread for as long; there are not so many of them
 * that one sender may have them all.
 */
final class Crowd {

    private static final Duration SOON = Duration.ofMillis(1);

    private final Map<String, Integer> inWork = new ConcurrentHashMap<>();
    private final int most;

    Crowd(int most) {
        this.most = most;
    }

    /**
     * Does something for a sender.
     *
     * @throws RefusedException if it is refused, or as much as may be is in work for this sender
     */
    <T> T serve(String sender, Acceptance.Answer<T> work) throws RefusedException {
        try {
            if (inWork.merge(sender, 1, Integer::sum) > most) {
                throw RefusedException.tooMany(SOON);
            }
            return work.answer();
        } finally {
            inWork.computeIfPresent(sender, (who, requests) -> requests == 1 ? null : requests - 1);
        }
    }
}
