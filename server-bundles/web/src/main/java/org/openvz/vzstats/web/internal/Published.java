package org.openvz.vzstats.web.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.server.api.StoreUnavailableException;

/** What is published, read from the releases. Of days that are over nothing changes any more, so they are read once. */
final class Published {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** However many ask, the database is not asked more often: another process may have published. */
    private static final Duration UNASKED = Duration.ofSeconds(1);
    /** Of one day: more than a chart has lines. */
    private static final int MOST_VALUES = 24;
    /** Of all days of all metrics. */
    private static final int MOST_KEPT = 100_000;

    private final Releases releases;
    private final InstantSource clock;
    private final PastDays<Statistic> statistics =
            new PastDays<>(MOST_KEPT, Statistic::day, one -> one.cells().size());
    private final PastDays<Overview> overviews =
            new PastDays<>(MOST_KEPT, Overview::day, one -> one.platforms().size());

    private volatile @Nullable Asked asked;

    Published(Releases releases, InstantSource clock) {
        this.releases = releases;
        this.clock = clock;
    }

    private record Asked(Instant at, Optional<Overview> overview) {}

    /** {@return the last release; empty before the first} */
    Optional<Overview> latest() {
        Instant now = clock.instant();
        Asked last = asked;
        if (last != null && !now.isBefore(last.at()) && now.isBefore(last.at().plus(UNASKED))) {
            return last.overview();
        }
        Optional<Overview> known = last == null ? Optional.empty() : last.overview();
        Optional<Overview> overview = read(known);
        asked = new Asked(now, overview);
        return overview;
    }

    private Optional<Overview> read(Optional<Overview> known) {
        Optional<Long> number;
        try {
            number = releases.latest().map(Releases.Info::number);
        } catch (StoreUnavailableException e) {
            if (known.isPresent()) {
                // What has been read stays true while the database is away.
                return known;
            }
            throw e;
        }
        return number.flatMap(release -> known.filter(one -> one.release() == release)
                .or(() -> releases.document(release, Releases.INDEX, Releases.ALL)
                        .map(json -> Overview.of(parsed(json)))));
    }

    /** {@return what a release says of a metric and a platform, or {@link Releases#ALL}} */
    Optional<Statistic> statistic(Overview release, String metric, String platform) {
        return releases.document(release.release(), metric, platform).map(json -> Statistic.of(parsed(json)));
    }

    /** {@return the same of each day, with the most frequent values alone, oldest first} */
    List<Statistic> history(Overview release, String metric, String platform, Period period) {
        return statistics.of(
                new PastDays.Name(metric, platform), period, release.day(), read(metric, platform, json -> Statistic.of(
                                json)
                        .reducedTo(MOST_VALUES)));
    }

    /** {@return a document of a release that is about no metric; empty if nothing of the kind is counted here} */
    Optional<JsonNode> beside(Overview release, String document) {
        return releases.document(release.release(), document, Releases.ALL).map(Published::parsed);
    }

    /** {@return what was published of a metric on a day, of all platforms} */
    List<Statistic> on(String metric, LocalDate day) {
        return read(metric, Releases.ALL, Statistic::of).apply(new Period(day, day));
    }

    /** {@return what the last release of each day says of itself, oldest first} */
    List<Overview> overviews(Overview release, Period period) {
        return overviews.of(
                new PastDays.Name(Releases.INDEX, Releases.ALL),
                period,
                release.day(),
                read(Releases.INDEX, Releases.ALL, Overview::of));
    }

    private <T> Function<Period, List<T>> read(String metric, String platform, Function<JsonNode, T> parse) {
        return period -> {
            List<T> days = new ArrayList<>();
            for (String json : releases.history(metric, platform, period.from(), period.to())) {
                days.add(parse.apply(parsed(json)));
            }
            return days;
        };
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a release holds a document that is no JSON", e);
        }
    }

    /** A span of days, both in it. */
    record Period(LocalDate from, LocalDate to) {

        long days() {
            return to.toEpochDay() - from.toEpochDay() + 1;
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }
}
