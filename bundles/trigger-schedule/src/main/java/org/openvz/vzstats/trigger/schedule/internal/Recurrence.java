package org.openvz.vzstats.trigger.schedule.internal;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Something that comes again and again. In UTC, wherever the host is: there every day has 24 hours, and the clock changes of the host's
 * country are none.
 */
interface Recurrence {

    /** {@return when it was last, at this moment or before} */
    Instant last(Instant until);

    /** {@return when it is next, after this moment} */
    Instant next(Instant after);

    /**
     * {@return what comes once in a period}
     *
     * @param turn when in the period, from the epoch on
     */
    static Recurrence every(Duration period, Duration turn) {
        return new Recurrence() {
            @Override
            public Instant last(Instant until) {
                long since = Math.floorMod(until.toEpochMilli() - turn.toMillis(), period.toMillis());
                return Instant.ofEpochMilli(until.toEpochMilli() - since);
            }

            @Override
            public Instant next(Instant after) {
                return last(after).plus(period);
            }
        };
    }

    /**
     * {@return what comes once a week}
     *
     * @param turn how long after the time of the day
     */
    static Recurrence weekly(DayOfWeek day, LocalTime time, Duration turn) {
        // The epoch began on a Thursday.
        Duration days = Duration.ofDays((long) day.getValue() - DayOfWeek.THURSDAY.getValue());
        return every(Duration.ofDays(7), days.plusSeconds(time.toSecondOfDay()).plus(turn));
    }

    /**
     * {@return what comes once a month}
     *
     * @param turn how long after the month's first midnight; less than 28 days
     */
    static Recurrence monthly(Duration turn) {
        return new Recurrence() {
            @Override
            public Instant last(Instant until) {
                Instant inMonth = in(month(until));
                return inMonth.isAfter(until) ? in(month(until).minusMonths(1)) : inMonth;
            }

            @Override
            public Instant next(Instant after) {
                Instant inMonth = in(month(after));
                return inMonth.isAfter(after) ? inMonth : in(month(after).plusMonths(1));
            }

            private Instant in(YearMonth month) {
                return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(turn);
            }
        };
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atZone(ZoneOffset.UTC));
    }
}
