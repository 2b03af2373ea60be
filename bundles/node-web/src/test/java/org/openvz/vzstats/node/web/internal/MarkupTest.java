package org.openvz.vzstats.node.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void textIsEscapedWhereverItIs() {
        assertEquals(
                "<a title=\"&lt;&quot;&#39;&amp;&gt;\">&lt;b&gt;&quot;&#39;&amp;</a>",
                html(Markup.element("a", "<b>\"'&").with("title", "<\"'&>")));
    }

    @Test
    void whatWouldTurnOrHideTheTextAroundItIsReplaced() {
        assertEquals(
                "<p>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\n\tf</p>",
                html(Markup.element("p", "a\u202Eb\u0000c\u200Bd\uD800e\n\tf")));
        assertEquals("<p>Диски 磁盘 😀</p>", html(Markup.element("p", "Диски 磁盘 😀")));
    }

    @Test
    void whatHtmlDoesNotCloseIsNotClosed() {
        assertEquals(
                "<p class=\"x\"><br><input name=\"y\"><td></td></p>",
                html(Markup.element("p")
                        .of("x")
                        .and(Markup.element("br"), Markup.element("input").with("name", "y"), Markup.element("td"))));
    }

    private static String html(Markup markup) {
        StringBuilder html = new StringBuilder();
        markup.to(html);
        return html.toString();
    }
}
