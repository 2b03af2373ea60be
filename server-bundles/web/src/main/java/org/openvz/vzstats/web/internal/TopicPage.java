package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.dictionary.Topic;
import org.openvz.vzstats.web.internal.Markup.Element;

/** All metrics of a topic, each at a glance. */
final class TopicPage {

    private static final int MOST_BARS = 8;

    private final Published published;

    TopicPage(Published published) {
        this.published = published;
    }

    Element main(View view, Catalog.Group group) {
        Language language = view.language();
        Element main = element("main").with("class", "topic");
        main.and(Frame.trail(view, List.of()));
        main.and(element("h1", group.title(language)));
        main.and(styled("p", "lead")
                .and(language.count(Word.METRICS, group.entries().size())
                        + (group.published() == group.entries().size()
                                ? ""
                                : ", " + view.say(Word.PUBLISHED, language.number(group.published())))));
        view.release()
                .filter(release -> group.published() > 0)
                .ifPresent(release -> main.and(choice(view, group, release)));
        if (group.topic().map(Topic::apart).orElse(false)) {
            main.and(styled("p", "notice")
                    .and(element("a", view.say(Word.CRASHES)).with("href", view.to("/crashes"))));
        } else if (group.published() == 0) {
            main.and(styled("p", "notice").and(view.say(Word.TOPIC_EMPTY)));
        }
        Element blocks = styled("div", "blocks");
        group.entries().forEach(entry -> blocks.and(block(view, entry)));
        return main.and(blocks);
    }

    private static Element choice(View view, Catalog.Group group, Overview release) {
        Element form = styled("form", "view")
                .with("action", "/topics/" + Address.part(group.name()))
                .with("aria-label", view.say(Word.VIEW));
        if (view.chosen()) {
            form.and(Frame.hidden("lang", view.language().code()));
        }
        form.and(MetricPage.platforms(view, release, "platform", Word.PLATFORM, Word.ALL_PLATFORMS, view.platform()));
        return styled("div", "choices")
                .and(form.and(element("button", view.say(Word.SHOW)).with("type", "submit")));
    }

    private Element block(View view, Catalog.Entry entry) {
        Language language = view.language();
        Element block = styled("section", "block").with("id", entry.name());
        block.and(element("h2").and(element("a", entry.title(language)).with("href", view.toMetric(entry.name()))));
        entry.metric()
                .map(metric -> metric.meaning() == null ? metric.why() : metric.meaning())
                .ifPresent(text -> block.and(styled("p", "meaning").and(language.say(text))));
        Optional<Statistic> statistic = view.release()
                .filter(release -> entry.n().isPresent())
                .flatMap(release -> published.statistic(release, entry.name(), view.platform()));
        if (statistic.isEmpty()) {
            return block.and(styled("p", "note").and(view.say(Word.NOT_YET)));
        }
        Distribution distribution =
                new Distribution(language, entry, view.platform(), statistic.get(), Optional.empty());
        if (distribution.isEmpty()) {
            return block.and(styled("p", "note").and(view.say(Word.NOTHING_SHOWN)));
        }
        boolean scale = distribution.best() > MOST_BARS * 2;
        block.and(distribution.figure(scale ? distribution.best() : MOST_BARS, ""));
        String note = "n = " + language.number(statistic.get().n())
                + (statistic.get().suppressed() > 0
                        ? " · " + view.say(Word.HIDDEN) + " "
                                + language.percent(statistic.get().suppressed())
                        : "");
        return block.and(styled("p", "note")
                .and(note + " · ")
                .and(element("a", view.say(Word.DETAILS)).with("href", view.toMetric(entry.name()))));
    }
}
