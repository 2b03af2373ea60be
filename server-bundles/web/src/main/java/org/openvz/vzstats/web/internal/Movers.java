package org.openvz.vzstats.web.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.web.internal.Published.Period;

/** Which shares have changed most since an older release; the largest change of each metric. */
final class Movers {

    private static final int MOST = 8;
    /** Below this it may well be chance. */
    private static final double LEAST = 0.005;

    private final Published published;
    private volatile @Nullable Made made;

    Movers(Published published) {
        this.published = published;
    }

    /** A share that has changed. */
    record Mover(String metric, String value, double then, double now) {

        private double by() {
            return Math.abs(now - then);
        }
    }

    private record Made(long release, LocalDate since, List<Mover> movers) {}

    List<Mover> since(Overview release, LocalDate day) {
        Made last = made;
        if (last == null || last.release() != release.release() || !last.since().equals(day)) {
            last = new Made(release.release(), day, make(release, day));
            made = last;
        }
        return last.movers();
    }

    private List<Mover> make(Overview release, LocalDate day) {
        List<Mover> movers = new ArrayList<>();
        for (String metric : release.metrics().keySet()) {
            Optional<Statistic> now = published.statistic(release, metric, Releases.ALL);
            List<Statistic> then = published.history(release, metric, Releases.ALL, new Period(day, day));
            if (now.isPresent() && !then.isEmpty()) {
                largest(metric, then.get(0), now.get()).ifPresent(movers::add);
            }
        }
        movers.sort(Comparator.comparingDouble(Mover::by).reversed());
        return List.copyOf(movers.subList(0, Math.min(MOST, movers.size())));
    }

    private static Optional<Mover> largest(String metric, Statistic then, Statistic now) {
        return now.mostFrequent()
                .filter(cell -> !cell.value().equals(Metric.OTHER))
                .flatMap(cell -> then
                        .cell(cell.value())
                        .map(before -> new Mover(metric, cell.value(), before.share(), cell.share()))
                        .stream())
                .filter(mover -> mover.by() >= LEAST)
                .max(Comparator.comparingDouble(Mover::by));
    }
}
