package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.dictionary.Dictionary;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.node.web.internal.Page.Tab;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages. Each is made when it is asked for, of what is so at that moment; none changes anything on the node. */
final class Site implements Gate.Inside {

    private static final Logger LOG = LoggerFactory.getLogger(Site.class);

    private final Node node;
    private final Consent consent;
    private final Supplier<Dictionary> dictionary;
    private final Supplier<Optional<Upcoming.Next>> next;
    private final Comparing comparing;
    private final InstantSource clock;
    private final String style = style();

    Site(
            Node node,
            Consent consent,
            Supplier<Dictionary> dictionary,
            Supplier<Optional<Upcoming.Next>> next,
            Comparing comparing,
            InstantSource clock) {
        this.node = node;
        this.consent = consent;
        this.dictionary = dictionary;
        this.next = next;
        this.comparing = comparing;
        this.clock = clock;
    }

    @Override
    public Answer answer(Request request, String base, String path) throws InterruptedException {
        Optional<Language> chosen = Language.coded(request.parameter("lang"));
        Language language = chosen.orElseGet(() -> Language.liked(request.header("accept-language")));
        Reader reader = new Reader(language, new Links(base, path, chosen));
        if (path.equals(Page.STYLE)) {
            return Answer.style(style);
        }
        try {
            if (path.equals(Tab.CHARTS.path()) && Comparing.isAskedFor(request)) {
                comparing.fetch(request);
                // So that to load the page again is not to ask the server again.
                return Answer.seeOther(reader.links().to(path));
            }
            Optional<Page> page = page(reader, path);
            return page.isPresent()
                    ? html(200, reader, page.get())
                    : html(404, reader, new Page(Tab.NOW, reader.paragraph("notice", Word.NO_SUCH_PAGE)));
        } catch (RuntimeException e) {
            // Such as a bundle that goes away at this moment, or a history that cannot be read; what it says may be
            // anything.
            LOG.info("A page could not be made ({})", e.getClass().getSimpleName());
            return Answer.plain(500, language.say(Word.FAILED));
        }
    }

    private Answer html(int status, Reader reader, Page page) {
        return Answer.page(
                status, reader.language(), page.html(reader, consent.pending().size()));
    }

    private Optional<Page> page(Reader reader, String path) throws InterruptedException {
        String[] parts = path.split("/", -1);
        if (parts.length > 2) {
            return Optional.empty();
        }
        if (parts.length == 2) {
            return switch (parts[0]) {
                case "sent" -> report(reader, parts[1]);
                case "policies" -> policies(reader, parts[1]);
                default -> Optional.empty();
            };
        }
        return switch (path) {
            case "" -> Optional.of(now(reader));
            case "preview" -> Optional.of(preview(reader));
            case "sent" -> Optional.of(new Page(Tab.SENT, new HistoryPage(reader).list(node.history())));
            case "pending" -> Optional.of(pending(reader));
            case "policies" ->
                Optional.of(new Page(Tab.POLICIES, new PoliciesPage(reader, consent, dictionary.get()).all()));
            case "charts" -> Optional.of(new Page(Tab.CHARTS, comparing.page(reader, dictionary.get())));
            default -> Optional.empty();
        };
    }

    private Page now(Reader reader) throws InterruptedException {
        Node.Run view = node.view();
        ReportPage report = new ReportPage(reader, dictionary.get());
        Sections sections = Sections.in(view.files());
        List<Markup> parts = new ArrayList<>();
        if (view.decision() instanceof Decision.Deny deny) {
            parts.add(reader.heading("h1", Word.NOW_NOTHING));
            parts.add(element("p", reader.denied(deny)).of("notice"));
            parts.add(element("p", reader.link("preview", reader.say(Word.PREVIEW_LINK))));
        } else {
            parts.add(reader.heading("h1", Word.NOW_TITLE));
            parts.add(reader.paragraph(
                    "intro",
                    Word.NOW_INTRO,
                    reader.language().number(sections.size()),
                    reader.language().number(sections.byCollector().size())));
        }
        parts.add(new StatusPanel(reader, clock.instant())
                .of(node.status(), view, next.get(), consent.pending().size()));
        parts.addAll(report.values(view));
        parts.addAll(report.files(Word.FILES_NOW, view.files()));
        return new Page(Tab.NOW, parts);
    }

    private Page preview(Reader reader) throws InterruptedException {
        Node.Run preview = node.preview();
        ReportPage report = new ReportPage(reader, dictionary.get());
        List<Markup> parts = new ArrayList<>();
        parts.add(reader.heading("h1", Word.PREVIEW_TITLE));
        parts.add(reader.paragraph("notice", Word.PREVIEW_INTRO));
        parts.addAll(report.values(preview));
        parts.addAll(report.files(Word.FILES_NOW, preview.files()));
        return new Page(Tab.NOW, parts);
    }

    private Optional<Page> report(Reader reader, String number) {
        // Of six digits at most: any of them is a number.
        return number.matches("[1-9]\\d{0,5}")
                ? node.sent(Integer.parseInt(number))
                        .map(report ->
                                new Page(Tab.SENT, new HistoryPage(reader).report(report, Integer.parseInt(number))))
                : Optional.empty();
    }

    private Page pending(Reader reader) throws InterruptedException {
        List<Consent.Pending> pending = consent.pending();
        // To show what is not there nothing has to be collected.
        Sections preview =
                Sections.in(pending.isEmpty() ? Map.of() : node.preview().files());
        return new Page(Tab.PENDING, new PendingPage(reader, dictionary.get()).of(pending, preview));
    }

    private Optional<Page> policies(Reader reader, String subject) {
        Dictionary defined = dictionary.get();
        PoliciesPage page = new PoliciesPage(reader, consent, defined);
        Optional<Topic> topic = defined.topic(subject.replaceFirst("\\..*", ""));
        if (topic.isEmpty()) {
            return Optional.empty();
        }
        Optional<Metric> metric = topic.get().metric(subject);
        if (metric.isPresent()) {
            return Optional.of(new Page(Tab.POLICIES, page.metric(topic.get(), metric.get())));
        }
        return subject.equals(topic.get().collector())
                ? Optional.of(new Page(Tab.POLICIES, page.topic(topic.get())))
                : Optional.empty();
    }

    private static String style() {
        try (InputStream in = Site.class.getResourceAsStream(Page.STYLE)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks " + Page.STYLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
