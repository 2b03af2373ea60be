package org.openvz.vzstats.processing.internal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a duration as it is written in the configuration: {@code 500ms}, {@code 1s}, {@code 2m}. */
final class Interval {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m)");

    private Interval() {}

    static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("interval must look like 1s, with ms, s or m, not " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
