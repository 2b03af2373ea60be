package org.openvz.vzstats.passive.downloads.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the times of access logs, which are much the same from line to line. */
final class Timestamps {

    /** {@code 10/Mar/2026:12:00:00 +0000}. */
    private static final DateTimeFormatter COMMON = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

    private static final int TO_THE_MINUTE = "10/Mar/2026:12:00".length();
    private static final double MILLISECONDS = 1e11;

    private String minute = "";
    private String zone = "";
    private @Nullable LocalDate day;

    /** {@return the day in UTC; null if it is none} */
    @Nullable
    LocalDate common(String text) {
        if (text.length() <= TO_THE_MINUTE) {
            return null;
        }
        String rest = text.substring(text.length() - Math.min(5, text.length()));
        if (day != null && text.startsWith(minute) && rest.equals(zone)) {
            return day;
        }
        LocalDate read = read(text, COMMON);
        if (read != null) {
            minute = text.substring(0, TO_THE_MINUTE);
            zone = rest;
            day = read;
        }
        return read;
    }

    /** {@return the day in UTC of any of the ways to write a time: as in {@link #common}, ISO 8601, or a number since 1970} */
    @Nullable
    LocalDate any(String text) {
        if (text.isEmpty() || text.length() > 40) {
            return null;
        }
        if (text.indexOf('/') > 0) {
            return common(text);
        }
        if (text.indexOf('T') > 0 || text.indexOf('-') > 0) {
            return read(text.replace(' ', 'T'), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
        try {
            double number = Double.parseDouble(text);
            double seconds = number > MILLISECONDS ? number / 1000 : number;
            return seconds > 0 && seconds < MILLISECONDS
                    ? LocalDate.ofInstant(Instant.ofEpochSecond((long) seconds), ZoneOffset.UTC)
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable LocalDate read(String text, DateTimeFormatter format) {
        try {
            return LocalDate.ofInstant(OffsetDateTime.parse(text, format).toInstant(), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
