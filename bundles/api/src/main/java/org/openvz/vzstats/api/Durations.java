package org.openvz.vzstats.api;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in every configuration file: {@code 10s}, {@code 15m}, {@code 24h}, {@code 14d}. */
public final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param key the configuration key, for the message
     * @throws IllegalArgumentException if it is none; the message names the key and shows how it is written
     */
    public static Duration parse(String key, String written) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        ChronoUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    key + " = " + written + ": write a duration such as 10s, 15m, 24h or 14d");
        }
        return Duration.of(Long.parseLong(matcher.group(1)), unit);
    }

    /**
     * Reads a duration above 0.
     *
     * @param key the configuration key, for the message
     * @throws IllegalArgumentException if it is none; the message names the key and shows how it is written
     */
    public static Duration positive(String key, String written) {
        Duration duration = parse(key, written);
        if (duration.isZero()) {
            throw new IllegalArgumentException(key + " = " + written + ": write a duration above 0, such as 1s");
        }
        return duration;
    }

    /** {@return a duration as it is written, in its largest whole unit} */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds % 86_400 == 0 && seconds > 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0 && seconds > 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
