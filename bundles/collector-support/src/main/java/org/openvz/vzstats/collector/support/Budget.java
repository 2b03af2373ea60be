package org.openvz.vzstats.collector.support;

import java.time.Duration;

/**
 * What one collector may use in one run.
 *
 * @param wall from the moment its host is made, above 0
 * @param cpu of processors, its own and its commands', above 0
 * @param bytes read from files, directories and commands together, above 0
 * @param commandWall how long one command may run, above 0
 * @param commandCpu of processors for one command and its children, above 0
 */
public record Budget(Duration wall, Duration cpu, long bytes, Duration commandWall, Duration commandCpu) {

    private static final Duration NO_LIMIT = Duration.ofDays(365);

    /** Checks that there is something to use. */
    public Budget {
        requirePositive("wall", wall);
        requirePositive("cpu", cpu);
        requirePositive("commandWall", commandWall);
        requirePositive("commandCpu", commandCpu);
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes must be above 0");
        }
    }

    /** {@return a budget that limits neither processors nor single commands} */
    public static Budget of(Duration wall, long bytes) {
        return new Budget(wall, NO_LIMIT, bytes, wall, NO_LIMIT);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be above 0");
        }
    }
}
