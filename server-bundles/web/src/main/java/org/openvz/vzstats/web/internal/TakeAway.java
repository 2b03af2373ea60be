package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import org.openvz.vzstats.web.internal.Markup.Element;

/** What a reader can take along of a metric: its data, its drawing, a link that lasts, and a frame for a page of their own. */
final class TakeAway {

    private TakeAway() {}

    /**
     * {@return the block of links}
     *
     * @param page where the metric's page is, for the platforms that are looked at
     */
    static Element of(View view, MetricPage.Wanted wanted, Address page) {
        String metric = Address.part(wanted.entry().name());
        Address statistic = Address.of("/api/v2/statistics/" + metric);
        String platform = view.platform();
        String permanent = view.to(page.with("from", wanted.period().from().toString())
                .with("to", wanted.period().to().toString()));
        String embed = view.to(Address.of("/embed/" + metric).with("platform", platform));
        Element links = styled("p", "links")
                .and(link(
                        "CSV",
                        Address.of("/api/v2/statistics/" + metric + ".csv").with("platform", platform)))
                .and(link("JSON", statistic.with("platform", platform)))
                .and(link(
                        view.say(Word.HISTORY_JSON),
                        Address.of("/api/v2/statistics/" + metric + "/history")
                                .with("platform", platform)
                                .with("from", wanted.period().from().toString())
                                .with("to", wanted.period().to().toString())))
                .and(element("a", "SVG")
                        .with(
                                "href",
                                view.to(Address.of("/charts/" + metric + ".svg").with("platform", platform))))
                .and(element("a", view.say(Word.PERMANENT))
                        .with("href", permanent)
                        .with("rel", "bookmark"));
        String frame = "<iframe src=\"" + embed + "\" title=\"" + wanted.entry().name()
                + "\" width=\"100%\" height=\"480\"></iframe>";
        return styled("section", "take")
                .and(element("h2", view.say(Word.TAKE)), links)
                .and(styled("p", "embed")
                        .and(element("label", view.say(Word.EMBED)).with("for", "embed"))
                        .and(element("textarea", frame)
                                .with("id", "embed")
                                .with("rows", 2)
                                .with("readonly")
                                .with("spellcheck", "false")
                                .with("data-path", embed))
                        .and(element("button", view.say(Word.COPY))
                                .with("type", "button")
                                .with("data-copy", "embed")
                                .with("data-done", view.say(Word.COPIED))
                                .with("hidden")));
    }

    private static Element link(String name, Address address) {
        return element("a", name).with("href", address.toString());
    }
}
