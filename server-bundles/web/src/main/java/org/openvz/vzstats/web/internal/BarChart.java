package org.openvz.vzstats.web.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openvz.vzstats.web.internal.Markup.Element;

/**
 * How many nodes have which value: one bar below another, each beneath its name, as wide as there is room.
 *
 * @param bars from the top
 * @param second what the second bar of each value is of; empty if there is one bar only
 */
record BarChart(List<Bar> bars, Optional<String> second) {

    private static final int ROW = 42;
    private static final int SECOND = 13;
    private static final int THICK = 10;
    private static final int FONT = 14;
    private static final double HALF = 0.5;
    private static final int NARROW = 24;
    private static final int NARROW_BEGIN = 5;
    private static final int NARROW_END = 16;

    /** Keeps a copy. */
    BarChart {
        bars = List.copyOf(bars);
    }

    /**
     * One value.
     *
     * @param value as it was published
     * @param name as a reader calls it
     * @param share from 0 to 1
     * @param says the share in words
     * @param other the share in what it is compared with
     */
    record Bar(String value, String name, double share, String says, Optional<Other> other) {}

    /** What a value is compared with. */
    record Other(double share, String says) {}

    int height() {
        return Math.max(1, bars.size()) * row() - (row() - ROW) / 2;
    }

    private int row() {
        return ROW + (second.isPresent() ? SECOND : 0);
    }

    /** {@return all of it as one sentence} */
    String inWords() {
        return bars.stream()
                .map(bar -> bar.name() + " " + bar.says()
                        + bar.other().map(other -> " / " + other.says()).orElse(""))
                .collect(Collectors.joining("; "));
    }

    /** {@return the drawing, as wide as what it stands in} */
    Element svg() {
        double longest = bars.stream()
                .mapToDouble(bar ->
                        Math.max(bar.share(), bar.other().map(Other::share).orElse(0.0)))
                .max()
                .orElse(0);
        // Where much of the field would be empty the longest bar takes all of it, and no track pretends to be the
        // whole.
        boolean ofAll = longest > HALF;
        double scale = ofAll ? 1 : longest;
        Element svg = Markup.element("svg")
                .with("width", "100%")
                .with("height", height())
                .with("font-size", FONT);
        int y = 0;
        for (Bar bar : bars) {
            svg.and(row(bar, y, scale, ofAll));
            y += row();
        }
        return svg;
    }

    private Element row(Bar bar, int y, double scale, boolean ofAll) {
        Element row =
                Markup.element("g").with("data-value", bar.value()).with("data-share", Double.toString(bar.share()));
        String says =
                bar.says() + bar.other().map(other -> " / " + other.says()).orElse("");
        // What is too long for its place is cut off by the inner drawing; whoever points at it sees all of it.
        row.and(Markup.element("title", bar.name() + ": " + says));
        Element place = Markup.element("svg")
                .with("x", 0)
                .with("y", y)
                .with("width", second.isPresent() ? "62%" : "70%")
                .with("height", FONT + 6);
        place.and(names(bar.name()));
        row.and(place);
        row.and(Palette.SOFT
                .fill(Markup.element("text", says).with("x", "100%").with("y", y + FONT))
                .with("text-anchor", "end"));
        bars(row, y, ofAll, part(bar.share(), scale), 0);
        bar.other().ifPresent(other -> bars(row, y + SECOND, ofAll, part(other.share(), scale), 1));
        return row;
    }

    /** What is too long for a small screen, twice: the style sheet chooses. Models differ at their ends, which it would cut off. */
    private static List<Element> names(String name) {
        if (name.length() <= NARROW) {
            return List.of(name(name));
        }
        String narrow = name.substring(0, NARROW_BEGIN) + "…" + name.substring(name.length() - NARROW_END);
        return List.of(
                name(name).with("data-wide"), name(narrow).with("data-narrow").with("display", "none"));
    }

    private static Element name(String name) {
        return Palette.INK.fill(Markup.element("text", name).with("x", 0).with("y", FONT));
    }

    private static void bars(Element row, int y, boolean ofAll, double part, int series) {
        if (ofAll) {
            row.and(Palette.TRACK.fill(bar(y, 1)));
        }
        row.and(Palette.fillSeries(bar(y, part), series));
    }

    private static double part(double share, double scale) {
        return scale <= 0 ? 0 : share / scale;
    }

    private static Element bar(int y, double part) {
        return Markup.element("rect")
                .with("x", 0)
                .with("y", y + FONT + 8)
                .with("width", String.format(Locale.ROOT, "%.2f%%", 100 * part))
                .with("height", THICK)
                .with("rx", 3);
    }
}
