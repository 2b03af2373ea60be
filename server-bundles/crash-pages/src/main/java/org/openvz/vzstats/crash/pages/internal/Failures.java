package org.openvz.vzstats.crash.pages.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Logins of each sender that failed in the last minute: passwords are not to be guessed here. In memory only. */
final class Failures {

    private static final int MOST = 20;
    private static final int MOST_SENDERS = 10_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> bySender = new LinkedHashMap<>();

    Failures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized boolean areTooMany(String sender) {
        Deque<Long> times = bySender.getOrDefault(sender, new ArrayDeque<>());
        long now = nanoTime.getAsLong();
        while (!times.isEmpty() && now - times.getFirst() > MINUTE) {
            times.removeFirst();
        }
        if (times.isEmpty()) {
            bySender.remove(sender);
        }
        return times.size() >= MOST;
    }

    synchronized void oneMore(String sender) {
        if (bySender.size() >= MOST_SENDERS) {
            bySender.remove(bySender.keySet().iterator().next());
        }
        bySender.computeIfAbsent(sender, first -> new ArrayDeque<>()).addLast(nanoTime.getAsLong());
    }
}
