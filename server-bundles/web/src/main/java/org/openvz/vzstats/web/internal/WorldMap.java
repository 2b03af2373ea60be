package org.openvz.vzstats.web.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openvz.vzstats.web.internal.Markup.Element;

/** The countries of the world, the darker the more nodes are there. */
final class WorldMap {

    /** The shades. */
    static final int CLASSES = 5;

    private static final String[] SHADES = {"#c6dbf2", "#94bbe6", "#5f97d6", "#2f6fbe", "#154a8c"};
    private static final String NONE = "#e4e8ec";

    private final List<Country> countries = new ArrayList<>();

    private record Country(String letters, String x, String y, String outline) {}

    WorldMap() {
        new String(Assets.resource("world.tsv"), StandardCharsets.US_ASCII)
                .lines()
                .forEach(line -> {
                    String[] parts = line.split("\t", 4);
                    countries.add(new Country(parts[0], parts[1], parts[2], parts[3]));
                });
    }

    /** {@return the least number of nodes of each shade, for a largest country of so many} */
    static long[] steps(long most) {
        // Few countries have most of the nodes: each shade stands for several times as many as the one before.
        long[] steps = new long[CLASSES];
        double factor = Math.pow((double) Math.max(most, 1), 1.0 / CLASSES);
        for (int i = 0; i < CLASSES; i++) {
            steps[i] = Math.round(Math.pow(factor, i));
        }
        return steps;
    }

    private static int shade(long nodes, long[] steps) {
        int shade = 0;
        while (shade + 1 < CLASSES && nodes >= steps[shade + 1] && steps[shade + 1] > steps[shade]) {
            shade++;
        }
        return shade;
    }

    /**
     * Draws it.
     *
     * @param cells by the two letters of a country
     */
    Element svg(Language language, Map<String, Cell> cells) {
        long[] steps =
                steps(cells.values().stream().mapToLong(Cell::nodes).max().orElse(0));
        Element svg = Markup.element("svg").with("viewBox", "60 0 1880 860");
        List<Element> dots = new ArrayList<>();
        for (Country country : countries) {
            Cell cell = cells.get(country.letters());
            if (country.outline().isEmpty()) {
                if (cell != null) {
                    dots.add(says(
                            shaded(Markup.element("circle"), shade(cell.nodes(), steps))
                                    .with("cx", country.x())
                                    .with("cy", country.y())
                                    .with("r", 9),
                            language,
                            cell));
                }
                continue;
            }
            Element shape = Markup.element("path").with("d", country.outline());
            svg.and(
                    cell == null
                            ? shape.with("class", "m-none").with("fill", NONE)
                            : says(shaded(shape, shade(cell.nodes(), steps)), language, cell));
        }
        // Above their larger neighbours.
        return svg.and(dots);
    }

    private static Element shaded(Element shape, int shade) {
        return shape.with("class", "m" + shade).with("fill", SHADES[shade]);
    }

    private static Element says(Element shape, Language language, Cell cell) {
        return shape.with("data-value", cell.value())
                .with("data-nodes", cell.nodes())
                .and(Markup.element(
                        "title",
                        language.country(cell.value()) + ": " + language.count(Word.NODES, cell.nodes()) + ", "
                                + language.percent(cell.share())));
    }
}
