package org.openvz.vzstats.transport.http.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or a date. */
final class RetryAfter {

    /** No server can silence a node for longer with this header; that is what 410 is for. */
    private static final Duration MOST = Duration.ofDays(7);

    private RetryAfter() {}

    static Optional<Duration> parse(String header) {
        String text = header.strip();
        try {
            Duration wait = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return wait.isNegative() ? Optional.empty() : Optional.of(wait.compareTo(MOST) > 0 ? MOST : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
