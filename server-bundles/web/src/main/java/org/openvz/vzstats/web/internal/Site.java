package org.openvz.vzstats.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.server.api.Journal;
import org.openvz.vzstats.server.api.Releases;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/** The whole site: which page is at which address. What was made once for a release and a dictionary is not made again. */
final class Site {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** A bundle with a new topic may come at any moment; a reader need not see it at once. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int DEFAULT_DAYS = 90;
    private static final int MAX_DAYS = 800;
    private static final int MAX_NAME = 200;
    private static final Pattern DATE = Pattern.compile("2[0-9]{3}-[0-9]{2}-[0-9]{2}");

    private static final String API = "/api/";

    private final Supplier<Dictionary> dictionary;
    private final Optional<Pages> pages;
    private final IntFunction<List<Journal.Day>> journal;
    private final InstantSource clock;
    private final Assets assets = new Assets();
    private final Frame frame = new Frame(assets);
    private final MadePages made = new MadePages();

    private volatile @Nullable Days days;

    /** What shows what is published, once there is a store. */
    private record Pages(
            Published published, HomePage home, TopicPage topics, MetricPage metrics, MetricDrawing drawings) {

        static Pages of(Published published) {
            return new Pages(
                    published,
                    new HomePage(published),
                    new TopicPage(published),
                    new MetricPage(published),
                    new MetricDrawing(published));
        }
    }

    /**
     * The site.
     *
     * @param releases empty while there is no store
     * @param journal what happened on the last days
     */
    Site(
            Supplier<Dictionary> dictionary,
            Optional<Releases> releases,
            IntFunction<List<Journal.Day>> journal,
            InstantSource clock) {
        this.dictionary = dictionary;
        this.journal = journal;
        this.clock = clock;
        this.pages = releases.map(there -> Pages.of(new Published(there, clock)));
    }

    /** {@return what is at an address} */
    Answer answer(Request request) {
        if (Assets.isPath(request.path())) {
            Optional<Body> asset = assets.at(request.path());
            if (asset.isPresent()) {
                return Answer.of(
                        asset.get(),
                        assets.isCurrent(request.path()) ? new Answer.Keep.Ever() : new Answer.Keep.Never());
            }
        }
        if (request.path().startsWith(API)) {
            // Whoever asks there is a program.
            return new Answer(404, Problem.of(404), new Answer.Keep.Never(), false);
        }
        if (pages.isEmpty()) {
            return unavailable(request);
        }
        Optional<Overview> release = pages.get().published().latest();
        Dictionary words = dictionary.get();
        return new Reading(pages.get(), request, release, words).answer();
    }

    /** {@return the page that tells of a request that cannot be understood} */
    Answer malformed(Request request) {
        return problem(
                bare(request),
                400,
                Word.ERROR_400,
                Language.liked(request.acceptLanguage()).say(Word.ERROR_400_QUERY));
    }

    /** {@return the page that tells of another method than reading} */
    Answer readOnly(Request request) {
        return problem(bare(request), 405, Word.ERROR_405, "");
    }

    /** {@return the page that tells that the database is away} */
    Answer unavailable(Request request) {
        View view = bare(request);
        Element main =
                message(view, Word.ERROR_503, view.say(Word.ERROR_503_TEXT)).with("data-again", 10);
        return new Answer(503, frame.page(view, view.say(Word.ERROR_503), main), new Answer.Keep.Never(), false);
    }

    /** {@return the page that tells of a failure of ours} */
    Answer failed(Request request) {
        View view = bare(request);
        return problem(view, 500, Word.ERROR_500, view.say(Word.ERROR_500_TEXT));
    }

    /** What happened lately, and when that was read. */
    private record Days(Instant read, List<Journal.Day> days) {}

    /** Whoever asks, the database is not asked more often. */
    private Days days() {
        Instant now = clock.instant();
        Days last = days;
        if (last == null
                || now.isBefore(last.read())
                || !now.isBefore(last.read().plus(LONGEST))) {
            last = new Days(now, journal.apply(AboutPage.DAYS));
            days = last;
        }
        return last;
    }

    /** A view of which nothing needs to be read. */
    private View bare(Request request) {
        Optional<Language> chosen = Language.coded(request.parameter("lang"));
        return new View(
                chosen.orElseGet(() -> Language.liked(request.acceptLanguage())),
                chosen.isPresent(),
                Address.of("/"),
                Catalog.of(dictionary.get(), Map.of()),
                Optional.empty(),
                Releases.ALL);
    }

    private Answer problem(View view, int status, Word title, String text) {
        return new Answer(
                status, frame.page(view, view.say(title), message(view, title, text)), new Answer.Keep.Never(), false);
    }

    private static Element message(View view, Word title, String text) {
        return Markup.element("main")
                .with("class", "message")
                .and(Markup.element("h1", view.say(title)))
                .and(Markup.element("p", text))
                .and(Markup.element("p")
                        .and(Markup.element("a", view.say(Word.ERROR_BACK)).with("href", view.to("/"))));
    }

    /** One request, at one release and one dictionary. */
    private final class Reading {

        private final Pages pages;
        private final Request request;
        private final Optional<Overview> release;
        private final Dictionary words;
        private final Language language;
        private final boolean chosen;
        private final String platform;

        Reading(Pages pages, Request request, Optional<Overview> release, Dictionary words) {
            this.pages = pages;
            this.request = request;
            this.release = release;
            this.words = words;
            Optional<Language> wanted = Language.coded(request.parameter("lang"));
            this.language = wanted.orElseGet(() -> Language.liked(request.acceptLanguage()));
            this.chosen = wanted.isPresent();
            this.platform = request.parameter("platform");
        }

        Answer answer() {
            if (!isKnown(platform)) {
                return notFound(Word.ERROR_404_PLATFORM);
            }
            String path = request.path();
            if (path.equals("/")) {
                return home(pages.home());
            }
            if (path.equals("/about")) {
                Days days = days();
                return kept(
                        days.read().toString(),
                        Address.of("/about"),
                        view -> frame.page(view, view.say(Word.ABOUT), AboutPage.main(view, days.days())));
            }
            if (path.equals("/search")) {
                return search();
            }
            if (path.equals("/crashes")) {
                return kept(
                        Address.of(path),
                        view -> frame.page(
                                view, view.say(Word.CRASHES), CrashPage.main(view, beside(Releases.CRASHES))));
            }
            if (path.equals("/downloads")) {
                return kept(
                        Address.of(path),
                        view -> frame.page(
                                view, view.say(Word.DOWNLOADS), DownloadsPage.main(view, beside(Releases.DOWNLOADS))));
            }
            if (path.startsWith("/topics/")) {
                return topic(path.substring("/topics/".length()));
            }
            if (path.startsWith("/metrics/")) {
                return metric(path.substring("/metrics/".length()));
            }
            if (path.startsWith("/embed/")) {
                return embed(path.substring("/embed/".length()));
            }
            if (path.startsWith("/charts/") && path.endsWith(".svg")) {
                return drawing(path.substring("/charts/".length(), path.length() - ".svg".length()));
            }
            return notFound(Word.ERROR_404_PAGE);
        }

        private Answer home(HomePage page) {
            Movers.Made largest = page.largest(release);
            String changes = largest.release() + " " + largest.since();
            return kept(
                    changes,
                    Address.of("/"),
                    view -> frame.page(view, view.say(Word.HOME_TITLE), page.main(view, largest)));
        }

        private Optional<JsonNode> beside(String document) {
            return release.flatMap(one -> pages.published().beside(one, document));
        }

        private boolean isKnown(String name) {
            return name.isEmpty()
                    || (name.length() <= MAX_NAME
                            && release.flatMap(one -> one.nodes(name)).isPresent());
        }

        private Answer search() {
            String query = request.parameter("q");
            query = query.substring(0, Math.min(query.length(), SearchPage.MAX_QUERY));
            View view = view(Address.of("/search").with("q", query));
            return Answer.of(frame.page(view, view.say(Word.SEARCH_TITLE), SearchPage.main(view, query)), keep());
        }

        private Answer topic(String name) {
            Catalog catalog = catalog();
            Optional<Catalog.Group> group = catalog.group(name);
            if (group.isEmpty()) {
                return notFound(Word.ERROR_404_PAGE);
            }
            Address address = Address.of("/topics/" + Address.part(name)).with("platform", platform);
            return kept(
                    address,
                    view -> frame.page(
                            view, group.get().title(language), pages.topics().main(view, group.get())));
        }

        private Answer metric(String name) {
            Optional<Catalog.Entry> entry = catalog().entry(name);
            String compare = request.parameter("compare");
            if (entry.isEmpty()) {
                return notFound(Word.ERROR_404_METRIC);
            }
            if (!isKnown(compare)) {
                return notFound(Word.ERROR_404_PLATFORM);
            }
            LocalDate today = release.map(Overview::day).orElse(LocalDate.EPOCH);
            Optional<Period> period = period(today);
            if (period.isEmpty()) {
                return problem(
                        view(Address.of("/")),
                        400,
                        Word.ERROR_400,
                        language.say(Word.ERROR_400_DAYS, language.count(Word.DAYS, MAX_DAYS)));
            }
            MetricPage.Wanted wanted = new MetricPage.Wanted(
                    entry.get(),
                    Optional.of(compare).filter(other -> !other.isEmpty() && !other.equals(platform)),
                    period.get());
            Address address = Address.of("/metrics/" + Address.part(name))
                    .with("platform", platform)
                    .with("compare", compare)
                    .with("from", request.parameter("from"))
                    .with("to", request.parameter("to"));
            return kept(
                    address,
                    view -> frame.page(
                            view, entry.get().title(language), pages.metrics().main(view, wanted)));
        }

        private Optional<Period> period(LocalDate today) {
            String from = request.parameter("from");
            String to = request.parameter("to");
            try {
                LocalDate last = to.isEmpty() ? today : date(to);
                LocalDate first = from.isEmpty() ? last.minusDays(DEFAULT_DAYS - 1L) : date(from);
                Period period = new Period(first, last);
                return period.days() >= 1 && period.days() <= MAX_DAYS ? Optional.of(period) : Optional.empty();
            } catch (DateTimeException e) {
                // The reader's fault, and the caller's to say so.
                return Optional.empty();
            }
        }

        private static LocalDate date(String text) {
            if (!DATE.matcher(text).matches()) {
                throw new DateTimeException("no date of this millennium");
            }
            return LocalDate.parse(text);
        }

        private Answer embed(String name) {
            Optional<Catalog.Entry> entry = catalog().entry(name);
            if (entry.isEmpty()) {
                return notFound(Word.ERROR_404_METRIC);
            }
            Address address = Address.of("/embed/" + Address.part(name)).with("platform", platform);
            Answer answer = kept(
                    address,
                    view -> frame.bare(
                            view, entry.get().title(language), pages.drawings().framed(view, entry.get())));
            return new Answer(answer.status(), answer.body(), answer.keep(), true);
        }

        private Answer drawing(String name) {
            Optional<Catalog.Entry> entry = catalog().entry(name);
            if (entry.isEmpty()) {
                return notFound(Word.ERROR_404_METRIC);
            }
            return pages.drawings()
                    .drawing(view(Address.of("/")), entry.get())
                    .map(body -> Answer.of(body, keep()))
                    .orElseGet(() -> notFound(Word.ERROR_404_METRIC));
        }

        private Answer notFound(Word text) {
            View view = new View(language, chosen, Address.of("/"), catalog(), release, Releases.ALL);
            return problem(view, 404, Word.ERROR_404, language.say(text));
        }

        private Answer kept(Address address, Function<View, Body> make) {
            return kept("", address, make);
        }

        private Answer kept(String edition, Address address, Function<View, Body> make) {
            String name = edition + language + (chosen ? "!" : "?") + address;
            return Answer.of(made.get(release, words, name, () -> make.apply(view(address))), keep());
        }

        private View view(Address address) {
            return new View(language, chosen, address, catalog(), release, platform);
        }

        private Catalog catalog() {
            return made.catalog(release, words);
        }

        private Answer.Keep keep() {
            Duration left = release.map(one -> Duration.between(clock.instant(), one.next()))
                    .orElse(SHORTEST);
            return new Answer.Keep.For(
                    left.compareTo(SHORTEST) < 0 ? SHORTEST : left.compareTo(LONGEST) > 0 ? LONGEST : left);
        }
    }
}
