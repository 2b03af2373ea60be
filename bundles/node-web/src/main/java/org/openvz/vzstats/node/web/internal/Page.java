package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.List;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/**
 * A page, and what is around each.
 *
 * @param tab which of the places of the menu it belongs to
 * @param content what is on it
 */
record Page(Tab tab, List<Markup> content) {

    static final String STYLE = "style.css";

    /** The places of the menu. */
    enum Tab {
        NOW("", Word.TAB_NOW),
        SENT("sent", Word.TAB_SENT),
        PENDING("pending", Word.TAB_PENDING),
        POLICIES("policies", Word.TAB_POLICIES),
        CHARTS("charts", Word.TAB_CHARTS);

        private final String path;
        private final Word title;

        Tab(String path, Word title) {
            this.path = path;
            this.title = title;
        }

        String path() {
            return path;
        }
    }

    Page(Tab tab, Markup... content) {
        this(tab, List.of(content));
    }

    /** Keeps a copy. */
    Page {
        content = List.copyOf(content);
    }

    /**
     * {@return the page as HTML}
     *
     * @param pending how many topics wait for the owner's word
     */
    String html(Reader reader, int pending) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n");
        element("html", head(reader), body(reader, pending))
                .with("lang", reader.language().code())
                .to(html);
        return html.append('\n').toString();
    }

    private Element head(Reader reader) {
        return element(
                "head",
                element("meta").with("charset", "utf-8"),
                element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                element("meta").with("name", "color-scheme").with("content", "light dark"),
                element("title", reader.say(tab.title) + " · vzstats"),
                element("link").with("rel", "icon").with("href", "data:,"),
                element("link")
                        .with("rel", "stylesheet")
                        .with("href", reader.links().base() + STYLE));
    }

    private Element body(Reader reader, int pending) {
        return element(
                "body",
                element("header", element("p", "vzstats").of("brand"), menu(reader, pending), languages(reader)),
                element("main").and(content),
                element("footer", element("p", reader.say(Word.FOOTER))));
    }

    private Element menu(Reader reader, int pending) {
        Element menu = element("nav").with("aria-label", reader.say(Word.MENU));
        for (Tab one : Tab.values()) {
            Element link = reader.link(one.path, reader.say(one.title));
            link = one == tab ? link.with("aria-current", "page") : link;
            link = one == Tab.PENDING && pending > 0
                    ? link.and(
                            text(" "),
                            element("span", Integer.toString(pending)).of("badge"))
                    : link;
            menu = menu.and(link);
        }
        return menu;
    }

    private static Element languages(Reader reader) {
        List<Markup> languages = new ArrayList<>();
        for (Language one : Language.values()) {
            Element link = element("a", one.title())
                    .with("href", reader.links().in(one))
                    .with("lang", one.code())
                    .with("hreflang", one.code());
            languages.add(one == reader.language() ? link.with("aria-current", "true") : link);
        }
        return element("p").of("languages").and(languages);
    }
}
