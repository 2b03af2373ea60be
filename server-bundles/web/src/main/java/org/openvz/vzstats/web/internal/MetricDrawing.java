package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.util.Locale;
import java.util.Optional;
import org.openvz.vzstats.web.internal.Markup.Element;

/** The bars of a metric where its page is not around them. */
final class MetricDrawing {

    private final Published published;

    MetricDrawing(Published published) {
        this.published = published;
    }

    /** {@return what is framed elsewhere} */
    Element framed(View view, Catalog.Entry entry) {
        Language language = view.language();
        Element main = element("main").and(element("h1", entry.title(language)));
        Optional<Statistic> statistic =
                view.release().flatMap(one -> published.statistic(one, entry.name(), view.platform()));
        if (statistic.isEmpty() || statistic.get().cells().isEmpty()) {
            return main.and(styled("p", "notice").and(view.say(Word.NOTHING_SHOWN)));
        }
        Distribution distribution =
                new Distribution(language, entry, view.platform(), statistic.get(), Optional.empty());
        main.and(distribution.figure(distribution.best(), ""));
        return main.and(styled("p", "note")
                .and(element("a", view.say(Word.FROM_SITE))
                        .with("href", view.toMetric(entry.name()))
                        .with("target", "_blank")
                        .with("rel", "noopener"))
                .and(" · " + caption(view, statistic.get())));
    }

    /** {@return the bars as a drawing that stands by itself} */
    Optional<Body> drawing(View view, Catalog.Entry entry) {
        int width = 720;
        int margin = 24;
        return view.release()
                .flatMap(one -> published.statistic(one, entry.name(), view.platform()))
                .map(statistic -> {
                    Distribution distribution =
                            new Distribution(view.language(), entry, view.platform(), statistic, Optional.empty());
                    BarChart chart = distribution.chart(distribution.best());
                    int height = chart.height() + 3 * margin + 52;
                    String title = entry.title(view.language());
                    Element svg = element("svg")
                            .with("xmlns", "http://www.w3.org/2000/svg")
                            .with("viewBox", "0 0 " + width + " " + height)
                            .with("width", width)
                            .with("height", height)
                            .with("font-family", "system-ui, sans-serif")
                            .with("role", "img")
                            .with("aria-label", view.say(Word.SUMMARY_ALONE, title, chart.inWords()))
                            .and(Palette.PANEL.fill(
                                    element("rect").with("width", "100%").with("height", "100%")))
                            .and(Palette.INK
                                    .fill(element("text", title))
                                    .with("x", margin)
                                    .with("y", margin + 16)
                                    .with("font-size", 20)
                                    .with("font-weight", "600"))
                            .and(element("svg")
                                    .with("x", margin)
                                    .with("y", margin + 40)
                                    .with("width", width - 2 * margin)
                                    .with("height", chart.height())
                                    .and(chart.svg()))
                            .and(Palette.SOFT
                                    .fill(element("text", caption(view, statistic)))
                                    .with("x", margin)
                                    .with("y", height - margin)
                                    .with("font-size", 12));
                    return Body.of(Body.SVG, svg.document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
                });
    }

    private static String caption(View view, Statistic statistic) {
        Language language = view.language();
        String platform = view.platform().isEmpty() ? view.say(Word.ALL_PLATFORMS) : view.platform();
        return String.format(
                Locale.ROOT,
                "%s · n = %s · %s",
                platform,
                language.number(statistic.n()),
                language.day(statistic.day()));
    }
}
