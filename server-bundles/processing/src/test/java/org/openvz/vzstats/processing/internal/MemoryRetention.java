package org.openvz.vzstats.processing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.openvz.vzstats.server.api.Retention;

/** Remembers what it was asked for. */
final class MemoryRetention implements Retention {

    static final Removed REMOVED = new Removed(1, 2, 3, 4, 5);
    static final Bounds BOUNDS = new Bounds(
            1,
            2,
            Duration.ofDays(3),
            4,
            Duration.ofDays(5),
            Duration.ofDays(6),
            Duration.ofDays(7),
            Duration.ofDays(8));

    final List<String> asked = new ArrayList<>();

    @Override
    public Removed apply(Bounds bounds, Instant now) {
        asked.add("apply");
        return REMOVED;
    }

    @Override
    public long trimQuarantine(Bounds bounds) {
        asked.add("trim");
        return 1;
    }
}
