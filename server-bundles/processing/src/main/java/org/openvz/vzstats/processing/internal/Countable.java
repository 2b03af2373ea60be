package org.openvz.vzstats.processing.internal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Census;
import org.openvz.vzstats.server.api.Observations;

/** What the counters can hold, whichever processor made it. */
final class Countable {

    /** The most of one value on one node. With as many nodes the sum still fits into 64 bits. */
    static final long MAX_COUNT = 1_000_000_000;

    private Countable() {}

    static boolean is(@Nullable Observations observations) {
        return observations != null
                && observations.byMetric().entrySet().stream()
                        .allMatch(metric -> isText(metric.getKey())
                                && metric.getValue().entrySet().stream()
                                        .allMatch(cell -> isText(cell.getKey()) && isCount(cell.getValue())));
    }

    private static boolean isText(String text) {
        return !text.isBlank()
                && text.length() <= Observations.MAX_VALUE
                && !text.equals(Census.ASKED)
                && text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean isCount(long count) {
        return count > 0 && count <= MAX_COUNT;
    }
}
