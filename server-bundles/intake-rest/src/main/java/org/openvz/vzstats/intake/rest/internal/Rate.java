package org.openvz.vzstats.intake.rest.internal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests in a period, written {@code 600/m}: per second {@code s}, minute {@code m} or hour {@code h}.
 *
 * @param requests how many, from 1
 * @param period in which time
 */
record Rate(int requests, Duration period) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})/([smh])");

    /** Reads a rate as it is written in the configuration. */
    static Rate parse(String key, String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(key + " must look like 600/m, with s, m or h, not " + text);
        }
        Duration period =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return new Rate(Integer.parseInt(matcher.group(1)), period);
    }
}
