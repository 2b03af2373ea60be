package org.openvz.vzstats.web.internal;

import static org.openvz.vzstats.web.internal.Markup.element;
import static org.openvz.vzstats.web.internal.Markup.styled;

import java.util.List;
import org.openvz.vzstats.web.internal.Markup.Element;

/** What all pages have around them: head, search, tree, foot. */
final class Frame {

    private static final String DOCTYPE = "<!DOCTYPE html>\n";

    private final Assets assets;

    Frame(Assets assets) {
        this.assets = assets;
    }

    /**
     * A page.
     *
     * @param title its name
     * @param main what is in it
     */
    Body page(View view, String title, Element main) {
        Element body = element("body")
                .and(styled("a", "skip").with("href", "#main").and(view.say(Word.SKIP)))
                .and(header(view))
                .and(styled("div", "frame")
                        .and(tree(view))
                        .and(main.with("id", "main").with("tabindex", -1)))
                .and(footer(view));
        return document(view, title, body, true);
    }

    /** {@return a page without anything around it, to be framed} */
    Body bare(View view, String title, Element main) {
        return document(view, title, styled("body", "bare").and(main), false);
    }

    private Body document(View view, String title, Element body, boolean scripts) {
        Element head = element("head")
                .and(element("meta").with("charset", "utf-8"))
                .and(element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .and(element("meta").with("name", "color-scheme").with("content", "light dark"))
                .and(element("title", title + " · " + view.say(Word.NAME)))
                .and(element("link").with("rel", "icon").with("href", assets.path(Assets.ICON)))
                .and(element("link").with("rel", "stylesheet").with("href", assets.path(Assets.STYLE)));
        for (Language language : Language.values()) {
            head.and(element("link")
                    .with("rel", "alternate")
                    .with("hreflang", language.code())
                    .with("href", view.here().with("lang", language.code()).toString()));
        }
        if (scripts) {
            head.and(element("script").with("src", assets.path(Assets.THEME)))
                    .and(element("script")
                            .with("src", assets.path(Assets.SCRIPT))
                            .with("defer"));
        }
        return Body.of(
                Body.HTML,
                element("html")
                        .with("lang", view.language().code())
                        // Without a script there is nothing left to draw.
                        .with("data-charts", scripts ? "none" : "drawn")
                        .and(head, body)
                        .document(DOCTYPE));
    }

    private Element header(View view) {
        Element languages = styled("ul", "languages").with("aria-label", view.say(Word.LANGUAGES));
        for (Language language : Language.values()) {
            languages.and(element("li")
                    .and(element("a", language.title())
                            .with(
                                    "href",
                                    view.here().with("lang", language.code()).toString())
                            .with("hreflang", language.code())
                            .with("lang", language.code())
                            .with(language == view.language(), "aria-current", "true")));
        }
        Element search = styled("form", "search")
                .with("role", "search")
                .with("action", "/search")
                .and(element("label", view.say(Word.SEARCH)).with("for", "q").with("class", "unseen"))
                .and(element("input")
                        .with("type", "search")
                        .with("name", "q")
                        .with("id", "q")
                        .with("maxlength", 100)
                        .with("autocomplete", "off")
                        .with("placeholder", view.say(Word.SEARCH))
                        .with("value", view.here().query().getOrDefault("q", "")));
        if (view.chosen()) {
            search.and(hidden("lang", view.language().code()));
        }
        search.and(element("button", view.say(Word.SEARCH_BUTTON)).with("type", "submit"));
        return styled("header", "top")
                .and(styled("a", "brand")
                        .with("href", view.to("/"))
                        .and(mark())
                        .and(element("strong", view.say(Word.NAME)))
                        .and(element("span", view.say(Word.TAGLINE))))
                .and(search)
                .and(styled("div", "switches")
                        .and(styled("a", "menu").with("href", "#tree").and(view.say(Word.MENU)))
                        .and(languages)
                        .and(styled("button", "theme")
                                .with("type", "button")
                                .with("data-theme")
                                .with("hidden")
                                .with("aria-label", view.say(Word.THEME))
                                .with("title", view.say(Word.THEME))
                                .and(moon())));
    }

    static Element hidden(String name, String value) {
        return element("input").with("type", "hidden").with("name", name).with("value", value);
    }

    private static Element mark() {
        Element mark = element("svg")
                .with("viewBox", "0 0 24 24")
                .with("width", 26)
                .with("height", 26)
                .with("aria-hidden", "true");
        int[] heights = {7, 12, 18};
        for (int i = 0; i < heights.length; i++) {
            mark.and(Palette.fillSeries(element("rect"), 0)
                    .with("x", 2 + 7L * i)
                    .with("y", 21L - heights[i])
                    .with("width", 5)
                    .with("height", heights[i])
                    .with("rx", 1));
        }
        return mark;
    }

    private static Element moon() {
        return element("svg")
                .with("viewBox", "0 0 24 24")
                .with("width", 18)
                .with("height", 18)
                .with("aria-hidden", "true")
                .and(element("path")
                        .with("fill", "currentColor")
                        .with("d", "M12 3a9 9 0 1 0 0 18zm0-2a11 11 0 1 1 0 22 11 11 0 0 1 0-22z"));
    }

    private static Element tree(View view) {
        Element nav =
                styled("nav", "tree").with("id", "tree").with("data-tree").with("aria-label", view.say(Word.TREE));
        nav.and(element("ul").and(leaf(view, "/", view.say(Word.HOME)), leaf(view, "/about", view.say(Word.ABOUT))));
        Element topics = element("ul");
        view.catalog().sorted(view.language()).forEach(group -> topics.and(branch(view, group)));
        nav.and(element("h2", view.say(Word.TOPICS)), topics);
        nav.and(element("h2", view.say(Word.BESIDE)));
        return nav.and(element("ul")
                .and(
                        leaf(view, "/crashes", view.say(Word.CRASHES)),
                        leaf(view, "/downloads", view.say(Word.DOWNLOADS))));
    }

    private static Element leaf(View view, String path, String title) {
        return item(view, path, view.to(path), title);
    }

    private static Element item(View view, String path, String href, String title) {
        return element("li")
                .and(element("a", title)
                        .with("href", href)
                        .with(view.here().path().equals(path), "aria-current", "page"));
    }

    private static Element branch(View view, Catalog.Group group) {
        String path = "/topics/" + Address.part(group.name());
        Element metrics = element("ul").and(item(view, path, view.toTopic(group.name()), view.say(Word.WHOLE_TOPIC)));
        boolean open = view.here().path().equals(path);
        for (Catalog.Entry entry : group.entries()) {
            String at = "/metrics/" + Address.part(entry.name());
            open |= view.here().path().equals(at);
            Element item = item(view, at, view.toMetric(entry.name()), entry.title(view.language()));
            metrics.and(entry.n().isEmpty() ? item.with("class", "quiet") : item);
        }
        Element details = element("details")
                .and(element("summary", group.title(view.language())))
                .and(metrics);
        return element("li").and(open ? details.with("open") : details);
    }

    private static Element footer(View view) {
        Element footer = styled("footer", "foot");
        view.release().ifPresent(release -> footer.and(element("p", made(view, release))));
        return footer.and(element("p")
                        .and(view.say(Word.OPEN_DATA) + " ")
                        .and(element("a", view.say(Word.STATISTICS)).with("href", "/api/v2/statistics"))
                        .and(" · ")
                        .and(element("a", view.say(Word.DICTIONARY)).with("href", "/api/v2/dictionary"))
                        .and(" · ")
                        .and(element("a", view.say(Word.TRANSPARENCY)).with("href", "/api/v2/transparency")))
                .and(element("p", view.say(Word.NO_COOKIES)));
    }

    static String made(View view, Overview release) {
        Language language = view.language();
        String number = language.number(release.release());
        String generated = language.time(release.generated());
        String next = language.time(release.next());
        return release.dataTo()
                .map(dataTo -> view.say(Word.MADE, number, generated, language.time(dataTo), next))
                .orElseGet(() -> view.say(Word.MADE_OF_NOTHING, number, generated, next));
    }

    /** {@return the way from the overview to here} */
    static Element trail(View view, List<Element> links) {
        Element list = element("ol")
                .and(element("li").and(element("a", view.say(Word.HOME)).with("href", view.to("/"))));
        links.forEach(link -> list.and(element("li").and(link)));
        return styled("nav", "trail").with("aria-label", view.say(Word.TRAIL)).and(list);
    }
}
