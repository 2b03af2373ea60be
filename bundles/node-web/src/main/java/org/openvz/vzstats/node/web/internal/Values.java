package org.openvz.vzstats.node.web.internal;

import static org.openvz.vzstats.node.web.internal.Markup.element;
import static org.openvz.vzstats.node.web.internal.Markup.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openvz.vzstats.api.Value;
import org.openvz.vzstats.dictionary.Metric;
import org.openvz.vzstats.dictionary.MetricType;
import org.openvz.vzstats.node.web.internal.Markup.Element;

/** Values of metrics, as a reader wants them. */
record Values(Language language) {

    /** More rows than that are one click away. */
    private static final int ROWS = 8;

    private static final String NO_BREAK = "\u00A0";

    /** {@return a value, large} */
    Markup of(Metric metric, Value value) {
        if (value instanceof Value.Flag flag) {
            return large(word(Boolean.toString(flag.set())));
        }
        if (value instanceof Value.Text text) {
            return large(word(text.text()));
        }
        if (value instanceof Value.Quantity quantity) {
            return metric.exact()
                    ? large(language.number(quantity.amount()) + unit(metric))
                    : element(
                            "div",
                            large(bucket(metric, metric.cellOf(quantity.amount()))),
                            scale(metric, quantity.amount()));
        }
        return value instanceof Value.Counts counts ? table(metric, counts) : text("");
    }

    /** {@return how the statistics write this value: the cells it is counted in} */
    static Set<String> cells(Metric metric, Value value) {
        Set<String> cells = new TreeSet<>();
        if (value instanceof Value.Flag flag) {
            cells.add(Boolean.toString(flag.set()));
        } else if (value instanceof Value.Text text) {
            cells.add(text.text());
        } else if (value instanceof Value.Quantity quantity) {
            cells.add(metric.cellOf(quantity.amount()));
        } else if (value instanceof Value.Counts counts) {
            counts.byKey().forEach((key, count) -> {
                if (count > 0) {
                    cells.add(key);
                }
            });
        }
        return cells;
    }

    /** {@return a value as the statistics write it, for a reader} */
    String cell(Metric metric, String cell) {
        return metric.type() == MetricType.QUANTITY && !metric.exact() ? bucket(metric, cell) : word(cell);
    }

    /** {@return all that the metric can say, in a few words} */
    String vocabulary(Metric metric) {
        return switch (metric.type()) {
            case FLAG -> language.say(Word.YES) + ", " + language.say(Word.NO);
            case QUANTITY ->
                metric.exact()
                        ? language.say(Word.ANY_NUMBER) + unit(metric)
                        : String.join(", ", buckets(metric)) + unit(metric);
            case UREPORTS -> language.say(Word.UREPORTS);
            case CATEGORY, LABEL, VERSION, COUNTS ->
                metric.pattern() == null
                        ? String.join(", ", metric.values()) + ", " + language.say(Word.OTHER)
                        : language.say(Word.MATCHING, String.valueOf(metric.pattern()));
        };
    }

    String type(Metric metric) {
        return language.say(
                switch (metric.type()) {
                    case FLAG -> Word.TYPE_FLAG;
                    case QUANTITY -> metric.exact() ? Word.TYPE_EXACT : Word.TYPE_BUCKET;
                    case CATEGORY -> Word.TYPE_CATEGORY;
                    case LABEL -> Word.TYPE_LABEL;
                    case VERSION -> Word.TYPE_VERSION;
                    case COUNTS -> Word.TYPE_COUNTS;
                    case UREPORTS -> Word.TYPE_UREPORTS;
                });
    }

    private String word(String value) {
        return switch (value) {
            case "true" -> language.say(Word.YES);
            case "false" -> language.say(Word.NO);
            case Metric.OTHER -> language.say(Word.OTHER);
            case "unknown" -> language.say(Word.UNKNOWN);
            default -> value;
        };
    }

    private static Element large(String value) {
        return element("p", value).of("value");
    }

    private static String bucket(Metric metric, String cell) {
        return cell.replace('-', '–') + unit(metric);
    }

    private static String unit(Metric metric) {
        return metric.unit() == null ? "" : NO_BREAK + metric.unit();
    }

    private static List<String> buckets(Metric metric) {
        List<String> buckets = new ArrayList<>();
        buckets.add(metric.cellOf(0).replace('-', '–'));
        metric.buckets().forEach(lower -> buckets.add(metric.cellOf(lower).replace('-', '–')));
        return buckets;
    }

    /** Which of its buckets it is, drawn. */
    private Element scale(Metric metric, long amount) {
        List<Long> lower = new ArrayList<>(metric.buckets());
        lower.add(0, 0L);
        Element scale = element("svg")
                .of("scale")
                .with("viewBox", "0 0 " + lower.size() + " 1")
                .with("preserveAspectRatio", "none")
                .with("role", "img")
                .with("aria-label", language.say(Word.BUCKET_OF, lower.indexOf(amount) + 1, lower.size()));
        for (int i = 0; i < lower.size(); i++) {
            scale = scale.and(element("rect")
                    .of(lower.get(i) == amount ? "mine" : "bucket")
                    .with("x", String.format(Locale.ROOT, "%.2f", i + 0.04))
                    .with("y", "0")
                    .with("width", "0.92")
                    .with("height", "1"));
        }
        return scale;
    }

    private Markup table(Metric metric, Value.Counts counts) {
        if (counts.byKey().isEmpty()) {
            return large(language.say(Word.NONE));
        }
        List<Map.Entry<String, Long>> rows = counts.byKey().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        // Names such as 1024-2047 are read in the order of the dictionary, not by how many there are.
        if (!metric.values().isEmpty() && metric.values().stream().anyMatch(value -> value.matches("\\d.*"))) {
            rows = rows.stream()
                    .sorted(Comparator.comparingInt(row -> place(metric, row.getKey())))
                    .toList();
        }
        if (rows.stream().allMatch(row -> row.getValue() == 1)) {
            return element("ul")
                    .of("ones")
                    .and(rows.stream()
                            .map(row -> element("li", word(row.getKey())))
                            .toList());
        }
        long most = rows.stream().mapToLong(Map.Entry::getValue).max().orElse(0);
        Element first = element("table", body(rows.subList(0, Math.min(ROWS, rows.size())), most))
                .of("counts");
        return rows.size() <= ROWS
                ? first
                : element(
                        "div",
                        first,
                        element("details", element("summary", language.say(Word.MORE_VALUES, rows.size() - ROWS)))
                                .and(element("table", body(rows.subList(ROWS, rows.size()), most))
                                        .of("counts")));
    }

    private static int place(Metric metric, String key) {
        int place = metric.values().indexOf(key);
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private Element body(List<Map.Entry<String, Long>> rows, long most) {
        return element("tbody")
                .and(rows.stream()
                        .map(row -> element(
                                "tr",
                                element("th", word(row.getKey())).with("scope", "row"),
                                element("td", bar(most == 0 ? 0 : (double) row.getValue() / most))
                                        .of("chart"),
                                element("td", language.number(row.getValue())).of("number")))
                        .toList());
    }

    /** {@return a bar of this length; for the eye only, since the number is beside it} */
    static Element bar(double length) {
        return element(
                        "svg",
                        element("rect")
                                .with(
                                        "width",
                                        String.format(Locale.ROOT, "%.1f%%", 100 * Math.max(0, Math.min(1, length))))
                                .with("height", "100%"))
                .of("bar")
                .with("aria-hidden", "true");
    }
}
