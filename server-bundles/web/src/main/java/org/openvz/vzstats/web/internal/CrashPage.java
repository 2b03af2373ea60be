package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/** What crashes on the nodes: which component, how often, since when. */
final class CrashPage {

    private CrashPage() {}

    /**
     * The page.
     *
     * @param document what the release says of crashes; empty if none are counted here
     */
    static Element main(View view, Optional<JsonNode> document) {
        Element main = element("main").with("class", "crashes");
        main.and(Frame.trail(view, List.of()));
        main.and(element("h1", view.say(Word.CRASHES)));
        if (document.isEmpty() || view.release().isEmpty()) {
            return main.and(styled("p", "notice").and(view.say(Word.CRASHES_NONE)));
        }
        Language language = view.language();
        Overview release = view.release().get();
        JsonNode json = document.get();
        main.and(styled("p", "lead").and(view.say(Word.CRASHES_LEAD)));
        String least = language.count(Word.REPORTERS, release.k());
        List<Tally.Line> components = Tally.lines(
                json.path("components"), "component", "crashes", "reporters", ValueNames.platforms(language));
        if (components.isEmpty()) {
            return main.and(styled("p", "notice").and(view.say(Word.CRASHES_FEW, least)));
        }
        LocalDate since = Tally.day(json.path("since"));
        Tally tally = new Tally(view, "crashes", Word.CRASHES);
        Element block = styled("section", "block")
                .and(styled("dl", "facts")
                        .and(MetricPage.fact(
                                view.say(Word.CRASHES_SINCE, language.day(since)),
                                language.number(json.path("crashes").asLong())))
                        .and(MetricPage.fact(view.say(Word.K_REPORTERS), language.number(release.k())))
                        .and(MetricPage.fact(view.say(Word.RELEASE), language.number(release.release()))))
                .and(element("h2", view.say(Word.TREND)))
                .and(tally.trend(json.path("days"), "crashes", new Period(since, release.day())))
                .and(element("h2", view.say(Word.CRASHES_BY)))
                .and(tally.block("components", Word.COMPONENT, Optional.of(Word.REPORTED_BY), components));
        if (!json.path("complete").asBoolean()) {
            block.and(styled("p", "note").and(view.say(Word.CRASHES_INCOMPLETE, least)));
        }
        return main.and(block.and(styled("p", "links").and(element("a", "JSON").with("href", "/api/v2/crashes"))));
    }
}
