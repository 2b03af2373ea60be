package org.openvz.vzstats.stats.rest.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.server.api.Releases;

/** Knows which release is the last one, and how long it will be. */
final class LatestRelease {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** However many ask, the database is not asked more often: another process may have published. */
    private static final Duration UNASKED = Duration.ofSeconds(1);

    private final Releases releases;
    private final InstantSource clock;

    private volatile @Nullable Asked asked;
    private volatile @Nullable Seen seen;

    LatestRelease(Releases releases, InstantSource clock) {
        this.releases = releases;
        this.clock = clock;
    }

    /** {@return its number; empty before the first} */
    Optional<Long> number() {
        Optional<Long> known = known();
        if (known.isPresent()) {
            return known;
        }
        Instant now = clock.instant();
        Optional<Long> number = releases.latest().map(Releases.Info::number);
        asked = number.map(found -> new Asked(found, now)).orElse(null);
        return number;
    }

    /** {@return its number, if the database need not be asked} */
    Optional<Long> known() {
        Asked last = asked;
        return last != null && last.isFresh(clock.instant()) ? Optional.of(last.number()) : Optional.empty();
    }

    /** {@return how an answer made of it is given: kept until the next release is due} */
    PublicAnswer answer(long number) {
        Seen last = seen;
        if (last == null || last.number() != number) {
            last = read(number);
            seen = last;
        }
        return answer(last);
    }

    /** {@return the same, if the database need not be asked} */
    Optional<PublicAnswer> knownAnswer(long number) {
        Seen last = seen;
        return last != null && last.number() == number ? Optional.of(answer(last)) : Optional.empty();
    }

    private PublicAnswer answer(Seen release) {
        Duration left = Duration.between(clock.instant(), release.next());
        Duration maxAge = left.compareTo(SHORTEST) < 0 ? SHORTEST : left.compareTo(LONGEST) > 0 ? LONGEST : left;
        return new PublicAnswer(release.tag(), maxAge);
    }

    private Seen read(long number) {
        String index = releases.document(number, Releases.INDEX, Releases.ALL).orElse("{}");
        try {
            JsonNode json = MAPPER.readTree(index);
            // A database that was set back to a backup uses numbers again.
            long generated = Instant.parse(json.path("generated").asText()).getEpochSecond();
            return new Seen(
                    number,
                    number + "-" + Long.toHexString(generated),
                    Instant.parse(json.path("next").asText()));
        } catch (JsonProcessingException | DateTimeException e) {
            // Without a word when the next one is due, every reader asks again soon.
            return new Seen(number, Long.toString(number), Instant.EPOCH);
        }
    }

    private record Asked(long number, Instant at) {

        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(UNASKED));
        }
    }

    /**
     * A release that was asked for.
     *
     * @param tag tells it from every other, also of another database
     */
    private record Seen(long number, String tag, Instant next) {}
}
