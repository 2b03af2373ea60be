package org.openvz.vzstats.web.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openvz.vzstats.server.api.Releases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which shares have changed most since an older release; the largest change of each metric. To know that, all metrics have to be read, so
 * it is found out aside, once for each release, while readers see what was found out last.
 */
final class Movers {

    private static final Logger LOG = LoggerFactory.getLogger(Movers.class);
    private static final int MOST = 8;
    /** Below this it may well be chance. */
    private static final double LEAST = 0.005;

    private final Published published;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private volatile Made made = new Made(-1, LocalDate.EPOCH, List.of());

    Movers(Published published) {
        this.published = published;
    }

    /** A share that has changed. */
    record Mover(String metric, String value, double then, double now) {

        private double by() {
            return Math.abs(now - then);
        }
    }

    /**
     * What was found out.
     *
     * @param release the newer one
     * @param since the day of the older one
     * @param movers the largest change first
     */
    record Made(long release, LocalDate since, List<Mover> movers) {}

    /** {@return what was found out last; if that is not of this release, somebody finds it out now} */
    Made of(Overview release, LocalDate since) {
        Made last = made;
        if ((last.release() != release.release() || !last.since().equals(since)) && atWork.compareAndSet(false, true)) {
            Thread worker = new Thread(() -> make(release, since), "vzstats-movers");
            worker.setDaemon(true);
            worker.start();
        }
        return last;
    }

    private void make(Overview release, LocalDate since) {
        try {
            made = new Made(release.release(), since, movers(release, since));
        } catch (RuntimeException e) {
            // The store may be gone again; the next reader lets it be tried once more.
            LOG.debug("Changes could not be found out", e);
        } finally {
            atWork.set(false);
        }
    }

    private List<Mover> movers(Overview release, LocalDate day) {
        List<Mover> movers = new ArrayList<>();
        for (String metric : release.metrics().keySet()) {
            Optional<Statistic> now = published.statistic(release, metric, Releases.ALL);
            List<Statistic> then = published.on(metric, day);
            if (now.isPresent() && !then.isEmpty()) {
                largest(metric, then.get(0), now.get()).ifPresent(movers::add);
            }
        }
        movers.sort(Comparator.comparingDouble(Mover::by).reversed());
        return List.copyOf(movers.subList(0, Math.min(MOST, movers.size())));
    }

    private static Optional<Mover> largest(String metric, Statistic then, Statistic now) {
        return now.mostFrequent()
                .flatMap(cell -> then
                        .cell(cell.value())
                        .map(before -> new Mover(metric, cell.value(), before.share(), cell.share()))
                        .stream())
                .filter(mover -> mover.by() >= LEAST)
                .max(Comparator.comparingDouble(Mover::by));
    }
}
