package org.openvz.vzstats.stats.rest.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span of days.
 *
 * @param from its first day
 * @param to its last day
 */
record Days(LocalDate from, LocalDate to) {

    /** The longest span. */
    static final int MAX = 800;

    private static final int DEFAULT = 90;
    private static final Pattern DATE = Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}");

    /**
     * Reads a span as a client writes it.
     *
     * @param from its first day; null for {@value #DEFAULT} days in all
     * @param to its last day; null for today
     * @return the span; empty if it is none
     */
    static Optional<Days> parse(@Nullable String from, @Nullable String to, LocalDate today) {
        try {
            LocalDate last = to == null ? today : date(to);
            LocalDate first = from == null ? last.minusDays(DEFAULT - 1) : date(from);
            long days = ChronoUnit.DAYS.between(first, last) + 1;
            return days >= 1 && days <= MAX ? Optional.of(new Days(first, last)) : Optional.empty();
        } catch (DateTimeException e) {
            // The client's fault, and the caller's to say so.
            return Optional.empty();
        }
    }

    private static LocalDate date(String text) {
        if (!DATE.matcher(text).matches()) {
            throw new DateTimeException("no date of this millennium");
        }
        return LocalDate.parse(text);
    }
}
