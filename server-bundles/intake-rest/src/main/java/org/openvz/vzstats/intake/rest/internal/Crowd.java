package org.openvz.vzstats.intake.rest.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests are in work at once, of whomever. Who sends slowly holds up a thread for as long; so there are fewer places than
 * threads, and each sender may have as many of them as are left: one alone half of them, the next one half of the other half, and so on.
 */
final class Crowd {

    private static final Duration SOON = Duration.ofMillis(1);

    private final Map<String, Integer> inWork = new HashMap<>();
    private int free;

    Crowd(int places) {
        this.free = places;
    }

    /**
     * Does something for a sender.
     *
     * @throws RefusedException if it is refused, or as much as may be is in work for this sender
     */
    <T> T serve(String sender, Acceptance.Answer<T> work) throws RefusedException {
        enter(sender);
        try {
            return work.answer();
        } finally {
            leave(sender);
        }
    }

    private synchronized void enter(String sender) throws RefusedException {
        int places = inWork.getOrDefault(sender, 0);
        if (places >= free) {
            throw RefusedException.tooMany(SOON);
        }
        inWork.put(sender, places + 1);
        free--;
    }

    private synchronized void leave(String sender) {
        inWork.computeIfPresent(sender, (who, places) -> places == 1 ? null : places - 1);
        free++;
    }
}
