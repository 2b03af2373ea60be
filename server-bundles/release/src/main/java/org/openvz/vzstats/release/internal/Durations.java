package org.openvz.vzstats.release.internal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in configuration: {@code 10s}, {@code 15m}, {@code 24h}, {@code 14d}. */
final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    private Durations() {}

    /**
     * Reads a duration above 0.
     *
     * @throws IllegalArgumentException if it is none; the message names the key
     */
    static Duration parse(String key, String written) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    key + " = " + written + " is no duration: write a number and s, m, h or d, such as 15m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
