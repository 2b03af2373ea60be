package org.openvz.vzstats.collector.support;

import java.time.Duration;

/**
 * What one collector may use in one run.
 *
 * @param wall from the moment its host is made, above 0
 * @param bytes read from files, directories and commands together, above 0
 */
public record Budget(Duration wall, long bytes) {

    /** Checks that there is something to use. */
    public Budget {
        if (wall.isNegative() || wall.isZero()) {
            throw new IllegalArgumentException("wall must be above 0");
        }
        if (bytes <= 0) {
            throw new IllegalArgumentException("bytes must be above 0");
        }
    }
}
