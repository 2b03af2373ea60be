package org.openvz.vzstats.web.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import org.openvz.vzstats.web.internal.Markup.Element;
import org.openvz.vzstats.web.internal.Published.Period;

/**
 * How something has changed: a line for each value. A day of which nothing is known is a gap, not a guess.
 *
 * @param period from the left edge to the right
 * @param series the lines
 */
record TrendChart(Period period, List<Series> series) {

    private static final int TOP = 14;
    private static final int HEIGHT = 220;
    private static final int FOOT = 26;
    private static final int FIELD = 1_000;
    private static final int FONT = 12;

    /** Keeps a copy. */
    TrendChart {
        series = List.copyOf(series);
    }

    /**
     * A line.
     *
     * @param style its colour
     * @param dashes how it is broken; empty if it is not
     * @param points what is known, by day
     */
    record Series(String value, String name, int style, String dashes, SortedMap<LocalDate, Double> points) {

        /** A line of which nothing is known yet. */
        Series(String value, String name, int style) {
            this(value, name, style, Palette.DASHES[style % Palette.DASHES.length], new TreeMap<>());
        }
    }

    static int height() {
        return TOP + HEIGHT + FOOT;
    }

    /** {@return all days of which anything is known} */
    List<LocalDate> days() {
        TreeSet<LocalDate> days = new TreeSet<>();
        series.forEach(one -> days.addAll(one.points().keySet()));
        return List.copyOf(days);
    }

    boolean isEmpty() {
        return days().isEmpty();
    }

    /**
     * The drawing, as wide as what it stands in.
     *
     * @param says a value in words
     */
    Element svg(Language language, DoubleFunction<String> says) {
        double top = Scale.top(series.stream()
                .flatMap(one -> one.points().values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0));
        Element svg = Markup.element("svg")
                .with("width", "100%")
                .with("height", height())
                .with("font-size", FONT);
        svg.and(gaps());
        for (int i = 0; i <= 4; i++) {
            int y = TOP + HEIGHT - i * HEIGHT / 4;
            svg.and(Palette.GRID
                    .stroke(Markup.element("line"))
                    .with("x1", 0)
                    .with("x2", "100%")
                    .with("y1", y)
                    .with("y2", y));
        }
        svg.and(lines(top));
        series.forEach(one -> lonely(one)
                .forEach(day -> svg.and(Palette.fillSeries(Markup.element("circle"), one.style())
                        .with("cx", percent(x(day)))
                        .with("cy", decimal(TOP + y(one.points().getOrDefault(day, 0.0), top)))
                        .with("r", "3.5"))));
        for (int i = 1; i <= 4; i++) {
            svg.and(label(says.apply(top * i / 4), 0, TOP + HEIGHT - i * HEIGHT / 4 - 4, "start"));
        }
        dates(language, svg);
        return svg;
    }

    private Element lines(double top) {
        // Stretched to the width there is; the strokes are not.
        Element field = Markup.element("svg")
                .with("x", 0)
                .with("y", TOP)
                .with("width", "100%")
                .with("height", HEIGHT)
                .with("viewBox", "0 0 " + FIELD + " " + HEIGHT)
                .with("preserveAspectRatio", "none")
                .with("overflow", "visible");
        for (Series one : series) {
            StringBuilder path = new StringBuilder();
            LocalDate last = null;
            for (var point : one.points().entrySet()) {
                boolean joined = last != null && isNext(last, point.getKey());
                path.append(joined ? 'L' : 'M')
                        .append(decimal(FIELD * x(point.getKey())))
                        .append(' ')
                        .append(decimal(y(point.getValue(), top)));
                last = point.getKey();
            }
            field.and(Palette.strokeSeries(Markup.element("path"), one.style())
                    .with("d", path.toString())
                    .with("stroke-width", 2)
                    .with(!one.dashes().isEmpty(), "stroke-dasharray", one.dashes())
                    .with("stroke-linejoin", "round")
                    .with("vector-effect", "non-scaling-stroke")
                    .with("data-value", one.value()));
        }
        return field;
    }

    /** Days without any release, between days that have one. */
    private Element gaps() {
        Element gaps = Markup.element("g");
        List<LocalDate> days = days();
        for (int i = 1; i < days.size(); i++) {
            LocalDate before = days.get(i - 1);
            LocalDate after = days.get(i);
            if (!isNext(before, after)) {
                gaps.and(Palette.TRACK
                        .fill(Markup.element("rect"))
                        .with("x", percent(x(before)))
                        .with("width", percent(x(after) - x(before)))
                        .with("y", TOP)
                        .with("height", HEIGHT));
            }
        }
        return gaps;
    }

    /** Points that no line reaches. */
    private static List<LocalDate> lonely(Series one) {
        List<LocalDate> lonely = new ArrayList<>();
        List<LocalDate> days = List.copyOf(one.points().keySet());
        for (int i = 0; i < days.size(); i++) {
            boolean before = i > 0 && isNext(days.get(i - 1), days.get(i));
            boolean after = i + 1 < days.size() && isNext(days.get(i), days.get(i + 1));
            if (!before && !after) {
                lonely.add(days.get(i));
            }
        }
        return lonely;
    }

    private static boolean isNext(LocalDate one, LocalDate other) {
        return one.plusDays(1).equals(other);
    }

    private void dates(Language language, Element svg) {
        long days = period.days();
        int labels = (int) Math.min(5, days);
        for (int i = 0; i < labels; i++) {
            double at = labels == 1 ? 0 : (double) i / (labels - 1);
            LocalDate day = period.from().plusDays(Math.round(at * (days - 1)));
            String anchor = i == 0 ? "start" : i == labels - 1 ? "end" : "middle";
            String text = days > 370 ? language.month(day) : language.shortDay(day);
            Element label = label(text, 0, TOP + HEIGHT + 18, anchor).with("data-x");
            svg.and(Markup.element("svg")
                    .with("x", percent(x(day)))
                    .with("overflow", "visible")
                    .with(i % 2 == 1, "class", "between")
                    .and(label));
        }
    }

    private static Element label(String text, int x, int y, String anchor) {
        return Palette.SOFT
                .fill(Markup.element("text", text))
                .with("x", x)
                .with("y", y)
                .with("text-anchor", anchor);
    }

    private double x(LocalDate day) {
        long last = period.days() - 1;
        return last <= 0 ? 0 : (double) (day.toEpochDay() - period.from().toEpochDay()) / last;
    }

    private static double y(double value, double top) {
        return HEIGHT - HEIGHT * value / top;
    }

    private static String percent(double part) {
        return decimal(100 * part) + "%";
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /** Round numbers at the grid's lines. */
    private static final class Scale {

        private Scale() {}

        static double top(double highest) {
            if (highest <= 0) {
                return 1;
            }
            double power = Math.pow(10, Math.floor(Math.log10(highest)));
            for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10}) {
                if (highest <= step * power * 1.0000001) {
                    return step * power;
                }
            }
            return 10 * power;
        }
    }
}
