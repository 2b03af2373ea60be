package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.time.Instant;
import org.openvz.vzstats.api.Decision;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** Who reads a page: the language it is in, and where its links go. */
record Reader(Language language, Links links) {

    String say(Word word, Object... parts) {
        return language.say(word, parts);
    }

    Element heading(String name, Word word, Object... parts) {
        return element(name, say(word, parts));
    }

    Element paragraph(String style, Word word, Object... parts) {
        return element("p", say(word, parts)).of(style);
    }

    Element link(String path, String label) {
        return element("a", label).with("href", links.to(path));
    }

    /** {@return what the node says in its own words, which are English} */
    Element english(String name, String words) {
        return element(name, words).with("lang", Language.EN.code());
    }

    Element time(Instant time) {
        return element("time", language.time(time)).with("datetime", time.toString());
    }

    /** {@return what the node says of a denial, and where that is written} */
    Element denied(Decision.Deny deny) {
        return element("span", english("span", deny.reason()), text(" "), where(deny.where()));
    }

    Element where(String where) {
        return english("code", where).of("where");
    }

    /** {@return a row of a list of terms} */
    static Element row(String term, Markup... what) {
        return element("div", element("dt", term), element("dd", what));
    }

    Element row(Word term, Markup... what) {
        return row(say(term), what);
    }

    /** {@return the first row of a table} */
    Element head(Word... columns) {
        Element row = element("tr");
        for (Word column : columns) {
            row = row.and(element("th", say(column)).with("scope", "col"));
        }
        return element("thead", row);
    }
}
