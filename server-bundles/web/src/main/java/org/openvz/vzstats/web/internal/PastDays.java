package org.openvz.vzstats.web.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.openvz.vzstats.web.internal.Published.Period;

/** What was published on days that are over: read once, and the ones asked for last kept, up to a bound. */
final class PastDays<T> {

    private final int most;
    private final Function<T, LocalDate> day;
    private final ToIntFunction<T> size;
    private final Map<Name, Known<T>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int values;

    PastDays(int most, Function<T, LocalDate> day, ToIntFunction<T> size) {
        this.most = most;
        this.day = day;
        this.size = size;
    }

    /** Of what. */
    record Name(String metric, String platform) {}

    private record Known<T>(Period period, List<T> days, int values) {}

    /**
     * The days of a period.
     *
     * @param today which is not over
     * @param read reads the days of a period, oldest first
     */
    List<T> of(Name name, Period period, LocalDate today, Function<Period, List<T>> read) {
        Known<T> known;
        synchronized (this) {
            known = kept.get(name);
        }
        LocalDate over = today.minusDays(1);
        Period past = new Period(period.from(), period.to().isBefore(over) ? period.to() : over);
        if (known == null || !reaches(known.period(), past)) {
            known = read(past, read);
            keep(name, known);
        } else if (known.period().to().isBefore(past.to())) {
            // What was kept, and the days since.
            Known<T> since = read(new Period(known.period().to().plusDays(1), past.to()), read);
            known = new Known<>(
                    new Period(known.period().from(), past.to()),
                    Stream.concat(known.days().stream(), since.days().stream()).toList(),
                    known.values() + since.values());
            keep(name, known);
        }
        List<T> days = new ArrayList<>();
        known.days().stream().filter(one -> period.holds(day.apply(one))).forEach(days::add);
        if (!period.to().isBefore(today)) {
            LocalDate from = period.from().isAfter(today) ? period.from() : today;
            days.addAll(read.apply(new Period(from, period.to())));
        }
        return days;
    }

    private static boolean reaches(Period known, Period wanted) {
        return !known.from().isAfter(wanted.from()) && !known.to().plusDays(1).isBefore(wanted.from());
    }

    private Known<T> read(Period period, Function<Period, List<T>> read) {
        List<T> days = period.days() < 1 ? List.of() : List.copyOf(read.apply(period));
        return new Known<>(period, days, 1 + days.stream().mapToInt(size).sum());
    }

    private synchronized void keep(Name name, Known<T> known) {
        Known<T> before = kept.put(name, known);
        values += known.values() - (before == null ? 0 : before.values());
        while (values > most && kept.size() > 1) {
            Known<T> oldest = kept.remove(kept.keySet().iterator().next());
            values -= oldest == null ? 0 : oldest.values();
        }
    }
}
