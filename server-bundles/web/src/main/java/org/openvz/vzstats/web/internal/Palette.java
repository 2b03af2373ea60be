package org.openvz.vzstats.web.internal;

import org.openvz.vzstats.web.internal.Markup.Element;

/** The colours of a chart where no style sheet is at hand; on a page the classes decide. */
enum Palette {
    INK("ink", "#1b232c"),
    SOFT("soft", "#57626e"),
    GRID("grid", "#dde2e7"),
    TRACK("track", "#e9edf1"),
    PANEL("panel", "#ffffff");

    /** As far apart for those who see few colours as seven can be. */
    static final String[] SERIES = {"#1d5fbf", "#c2410c", "#0f766e", "#8b3fb8", "#946800", "#be2d6b", "#5b6672"};

    /** Lines differ by more than their colour. */
    static final String[] DASHES = {"", "8 2", "2 2", "8 2 2 2", "14 3", "4 2", "1 3"};

    /** What is compared is drawn in the colours of what it is compared with. */
    static final String COMPARED = "5 4";

    private final String style;
    private final String colour;

    Palette(String style, String colour) {
        this.style = style;
        this.colour = colour;
    }

    Element fill(Element shape) {
        return shape.with("class", "f-" + style).with("fill", colour);
    }

    Element stroke(Element shape) {
        return shape.with("class", "s-" + style).with("stroke", colour).with("fill", "none");
    }

    static Element fillSeries(Element shape, int number) {
        return shape.with("class", "f" + number % SERIES.length).with("fill", SERIES[number % SERIES.length]);
    }

    static Element strokeSeries(Element shape, int number) {
        return shape.with("class", "s" + number % SERIES.length)
                .with("stroke", SERIES[number % SERIES.length])
                .with("fill", "none");
    }
}
